/** The hash that says how a workflow is now. */
import { EngineError } from "@/core/errors";
import { isRunId } from "@/core/ids";
import type { WorkflowSummary } from "@/core/saved";

export type HeadFields = Readonly<Record<string, string>>;

export function notFound(id: string): EngineError {
  return new EngineError(
    "WORKFLOW_NOT_FOUND",
    `There is no workflow ${id}: it was deleted more than 30 days ago, or the id is wrong.`,
  );
}

/** @throws EngineError ID_INVALID: it would name keys of something else */
export function checkWorkflowId(id: string): void {
  // Code that is not TypeScript may give anything.
  const given: unknown = id;
  if (isRunId(given)) return;
  throw new EngineError(
    "ID_INVALID",
    `"${String(given).slice(0, 80)}" is no id of a workflow. Use 1 to 64 letters, digits, "-" or "_".`,
  );
}

/** Null where there is none. */
export function summaryOfHead(id: string, fields: HeadFields): WorkflowSummary | null {
  const number = (name: string) => Number(fields[name] ?? 0);
  if (number("revision") === 0) return null;
  return {
    id,
    name: fields["name"] ?? "",
    revision: number("revision"),
    createdAt: number("createdAt"),
    savedAt: number("savedAt"),
    author: fields["author"] ?? "",
    nodes: number("nodes"),
    tasks: number("tasks"),
    ...(fields["removedAt"] === undefined ? {} : { removedAt: number("removedAt") }),
  };
}
