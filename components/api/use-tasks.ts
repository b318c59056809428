import { useQuery } from "@tanstack/react-query";
import type { TaskInfo } from "@/core/task";
import { api } from "./client";

let latest: readonly TaskInfo[] = [];

/** The tasks as they were last answered; for what is done once, outside of components. */
export function latestTaskInfos(): readonly TaskInfo[] {
  return latest;
}

/** The registered tasks; asked again every 15 s, since workers come and go. */
export function useTasks() {
  return useQuery({
    queryKey: ["tasks"],
    queryFn: async () => (latest = await api.tasks.list.query()),
    refetchInterval: 15_000,
  });
}
