/** The calls that saving is made of. One by one: a large document must not hold up what else the page asks. */
import { createTRPCClient, httpLink } from "@trpc/client";
import type { SavedRevision, WorkflowSummary } from "@/core/saved";
import type { AppRouter } from "@/server/routers/_app";

const api = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] });

export interface SaveCall {
  id: string;
  baseRevision: number;
  workflow: unknown;
  saveId: string;
  author?: string;
  allowEmpty?: boolean;
  restoredFrom?: number;
}

/** Why a call did not do what it was to do. */
export type Refusal =
  /** Nobody answered, or not now: repeating it may do. */
  | { kind: "away"; message: string }
  | { kind: "conflict"; newer: SavedRevision }
  | { kind: "removed"; message: string }
  | { kind: "missing"; message: string }
  /** Repeating it would be refused again. */
  | { kind: "refused"; message: string };

export interface SaveTransport {
  save(call: SaveCall): Promise<{ revision: number; savedAt: number }>;
  get(id: string, revision?: number): Promise<SavedRevision & Pick<WorkflowSummary, "removedAt">>;
  head(id: string): Promise<WorkflowSummary>;
  restore(id: string): Promise<unknown>;
}

export const transport: SaveTransport = {
  save: (call) => api.workflows.save.mutate(call),
  get: (id, revision) =>
    api.workflows.get.query({ id, ...(revision !== undefined && { revision }) }),
  head: (id) => api.workflows.head.query({ id }),
  restore: (id) => api.workflows.restore.mutate({ id }),
};

interface ErrorData {
  code?: string;
  reason?: string | null;
  newer?: SavedRevision | null;
}

const AWAY = new Set([
  "SERVICE_UNAVAILABLE",
  "INTERNAL_SERVER_ERROR",
  "TIMEOUT",
  "TOO_MANY_REQUESTS",
]);

/** What a call that threw was refused for. */
export function refusalOf(error: unknown): Refusal {
  const data = error instanceof Error && "data" in error ? (error.data as ErrorData | null) : null;
  const message = error instanceof Error ? error.message : String(error);
  if (data?.reason === "CONFLICT" && data.newer) return { kind: "conflict", newer: data.newer };
  if (data?.reason === "WORKFLOW_REMOVED") return { kind: "removed", message };
  if (data?.reason === "WORKFLOW_NOT_FOUND") return { kind: "missing", message };
  if (typeof data?.code !== "string" || AWAY.has(data.code)) return { kind: "away", message };
  return { kind: "refused", message };
}
