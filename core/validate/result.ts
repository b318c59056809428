/** Does a value fit what a task says that it gives? */
import type { Json } from "@/core/node";
import type { TaskInfo } from "@/core/task";
import { clauseOf } from "./issues";
import { convert } from "./known-tasks";

/** A clause such as `at "total": expected a number`; null when it fits, or the schema cannot be read. */
export function resultProblem(task: Pick<TaskInfo, "result">, value: Json): string | null {
  const found = convert(task.result, {})?.safeParse(value);
  const issue = found?.success === false ? found.error.issues[0] : undefined;
  if (issue === undefined) return null;
  const where = issue.path.length === 0 ? "" : `at "${issue.path.map(String).join(".")}": `;
  return where + clauseOf(issue.message);
}
