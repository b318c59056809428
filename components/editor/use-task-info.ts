"use client";
import { useTasks } from "@/components/api/use-tasks";
import type { TaskInfo } from "@/core/task";

/** What workers tell of a task. `isKnown` is false until they were asked. */
export function useTaskInfo(task: string): { info: TaskInfo | undefined; isKnown: boolean } {
  const tasks = useTasks();
  return {
    info: tasks.data?.find(({ name }) => name === task),
    isKnown: tasks.data !== undefined,
  };
}
