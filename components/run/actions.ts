/** What a person can do to a run, with what they are told about it. */
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import { formatPlural } from "@/core/format";
import type { Json } from "@/core/node";

export type RetryScope = "failed" | "node" | "from";

export interface RetryPlan {
  runId: string;
  nodeId?: string;
  scope: RetryScope;
  args?: Json[];
  kwargs?: { [name: string]: Json };
}

/**
 * Says what happened, or why not; never throws.
 *
 * @param title what did not happen, when it did not
 * @param undo takes it back; offered where that can be done
 */
async function tell(
  title: string,
  deed: () => Promise<string | undefined>,
  undo?: () => Promise<unknown>,
): Promise<boolean> {
  try {
    const said = await deed();
    const action = undo && { label: "Undo", onClick: () => void undo() };
    if (said !== undefined) toast.success(said, action && { action });
    return true;
  } catch (error) {
    toast.error(title, { description: errorText(error) });
    return false;
  }
}

export function revoke(runId: string, nodeId?: string): Promise<boolean> {
  return tell("Nothing was revoked", async () => {
    const { revoked, revoking, more } = await api.runs.revoke.mutate(
      nodeId === undefined ? { runId } : { runId, nodeId },
    );
    const parts = [
      revoked > 0 ? `${formatPlural(revoked, "step")} revoked` : "",
      revoking > 0 ? `${formatPlural(revoking, "step")} asked to stop` : "",
    ].filter((part) => part !== "");
    if (more) return `${parts.join(", ")} so far, the rest follows`;
    return parts.length === 0 ? "There was nothing left to revoke" : parts.join(", ");
  });
}

export function pause(runId: string): Promise<boolean> {
  const deed = async () => {
    await api.runs.pause.mutate({ runId });
    return "Paused: what runs ends, nothing new starts";
  };
  return tell("The run was not paused", deed, () => resume(runId));
}

export function resume(runId: string): Promise<boolean> {
  const deed = async () => {
    await api.runs.resume.mutate({ runId });
    return "Resumed";
  };
  return tell("The run was not resumed", deed, () => pause(runId));
}

/** Its mark changes where one looks: nothing else is said. */
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
  return tell("Nothing was retried", async () => {
    const { willRun } = await api.runs.retry.mutate(plan);
    return `${formatPlural(willRun.length, "step")} will run`;
  });
}
