import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { WorkflowSort } from "@/core/saved";
import { api } from "./client";

export interface WorkflowsFilter {
  search: string;
  sort: WorkflowSort;
  removed: boolean;
  limit: number;
}

/** Runs and other people change the list: it is asked for again this often while it is looked at. */
const REFRESH_MS = 4000;

/** The saved workflows that fit. */
export function useWorkflows(filter: WorkflowsFilter) {
  return useQuery({
    queryKey: ["workflows", filter],
    queryFn: () => api.workflows.list.query(filter),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

/** Reads every list of workflows again. */
export function useReloadWorkflows(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["workflows"] });
}
