import { useQuery } from "@tanstack/react-query";
import { api } from "./client";

/** The workers that are online; asked again every 3 s while the page is seen. */
export function useWorkers() {
  return useQuery({
    queryKey: ["workers"],
    queryFn: () => api.workers.list.query(),
    refetchInterval: 3_000,
  });
}
