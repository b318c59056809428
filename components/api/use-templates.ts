import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "./client";

const KEY = ["templates"];

/** The saved templates, by name. */
export function useTemplates() {
  return useQuery({ queryKey: KEY, queryFn: () => api.templates.list.query() });
}

/** Reads the templates again. */
export function useReloadTemplates(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: KEY });
}
