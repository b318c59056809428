/** What a person can do to a run, with what they are told about it. */
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import { formatPlural } from "@/core/format";
import type { Json } from "@/core/node";
import { beginDeed, type OwnDeed } from "./own-deeds";

export type RetryScope = "failed" | "node" | "from";

export interface RetryPlan {
  runId: string;
  nodeId?: string;
  /** Several nodes in one move. */
  nodeIds?: string[];
  scope: RetryScope;
  args?: Json[];
  kwargs?: { [name: string]: Json };
}

export interface SucceedPlan {
  runId: string;
  nodeId: string;
  value: Json;
  note?: string;
}

/**
 * Says what happened, or why not; never throws.
 *
 * @param title what did not happen, when it did not
 * @param options.undo takes it back; offered where that can be done
 * @param options.as how others see it
 */
async function tell(
  title: string,
  deed: () => Promise<string | undefined>,
  { undo, as }: { undo?: (() => Promise<unknown>) | undefined; as?: OwnDeed } = {},
): Promise<boolean> {
  const endDeed = as && beginDeed(as);
  try {
    const said = await deed();
    const action = undo && { label: "Undo", onClick: () => void undo() };
    if (said !== undefined) toast.success(said, action && { action });
    return true;
  } catch (error) {
    toast.error(title, { description: errorText(error) });
    return false;
  } finally {
    endDeed?.();
  }
}

/** More than a call takes. */
const MOST_UNDONE = 10_000;

export interface RevokeTarget {
  runId: string;
  /** Absent: the whole run. */
  nodeIds?: readonly string[];
  /** Steps that have not begun: revoked they can go on again. */
  notBegun?: readonly string[];
  /** What runs is taken away at once. */
  terminate?: boolean;
}

export function revoke({ notBegun = [], ...target }: RevokeTarget): Promise<boolean> {
  const { runId } = target;
  const isUndone = notBegun.length > 0 && notBegun.length <= MOST_UNDONE;
  const undo = () => retry({ runId, nodeIds: [...notBegun], scope: "node" });
  return tell(
    "Nothing was revoked",
    async () => {
      const { nodeIds, ...rest } = target;
      const named = nodeIds === undefined ? {} : { nodeIds: [...nodeIds] };
      const { revoked, revoking, more } = await api.runs.revoke.mutate({ ...rest, ...named });
      const parts = [
        revoked > 0 ? `${formatPlural(revoked, "step")} revoked` : "",
        revoking > 0 ? `${formatPlural(revoking, "step")} asked to stop` : "",
      ].filter((part) => part !== "");
      if (more) return `${parts.join(", ")} so far, the rest follows`;
      return parts.length === 0 ? "There was nothing left to revoke" : parts.join(", ");
    },
    { undo: isUndone ? undo : undefined, as: "revoke" },
  );
}

export function pause(runId: string): Promise<boolean> {
  const deed = async () => {
    await api.runs.pause.mutate({ runId });
    return "Paused: what runs ends, nothing new starts";
  };
  return tell("The run was not paused", deed, { undo: () => resume(runId), as: "hold" });
}

export function resume(runId: string): Promise<boolean> {
  const deed = async () => {
    await api.runs.resume.mutate({ runId });
    return "Resumed";
  };
  return tell("The run was not resumed", deed, { undo: () => pause(runId), as: "hold" });
}

export function pin(runId: string): Promise<boolean> {
  return tell("The run was not pinned", async () => {
    await api.runs.pin.mutate({ runId });
    return undefined;
  });
}

export function unpin(runId: string): Promise<boolean> {
  return tell("The run was not unpinned", async () => {
    await api.runs.unpin.mutate({ runId });
    return undefined;
  });
}

export function retry(plan: RetryPlan): Promise<boolean> {
  const deed = async () => {
    const { willRun, refused = [] } = await api.runs.retry.mutate(plan);
    const left = refused.length === 0 ? "" : `; ${formatPlural(refused.length, "node")} left alone`;
    return `${formatPlural(willRun.length, "step")} will run${left}`;
  };
  return tell("Nothing was retried", deed, { as: "retry" });
}

export function succeed(plan: SucceedPlan): Promise<boolean> {
  const deed = async () => {
    const { willRun } = await api.runs.succeed.mutate(plan);
    return willRun.length === 0
      ? "Marked as succeeded"
      : `Marked as succeeded: ${formatPlural(willRun.length, "step")} will run`;
  };
  return tell("Nothing was marked", deed, { as: "succeed" });
}
