import { useQuery } from "@tanstack/react-query";
import { api } from "./client";

/** The registered tasks; asked again every 15 s, since workers come and go. */
export function useTasks() {
  return useQuery({
    queryKey: ["tasks"],
    queryFn: () => api.tasks.list.query(),
    refetchInterval: 15_000,
  });
}
