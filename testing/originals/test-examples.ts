/** What the examples of the originals run on: the library, connected to real workers that note what they execute. */
import { testConnection, type TestConnection } from "@/library/test-connection";
import type { TaskDefinition } from "@/core/task";
import { noteExecution } from "../executions";

/** `await using given = await examplesOf([task, …])` */
export function examplesOf(
  tasks: TaskDefinition[],
  options: { workers?: number } = {},
): Promise<TestConnection> {
  return testConnection({ tasks: tasks.map(noting), ...options });
}

/** The same task, whose executions are written down outside Redis: the examples are not burdened with it. */
function noting(task: TaskDefinition): TaskDefinition {
  return {
    ...task,
    async run(args, ctx) {
      noteExecution(ctx, task.info.name, "start");
      try {
        return await task.run(args, ctx);
      } finally {
        noteExecution(ctx, task.info.name, "end");
      }
    },
  };
}
