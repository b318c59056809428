"use client";
import { OctagonMinus, RotateCcw } from "lucide-react";
import { faceOfView } from "@/components/canvas/faces";
import { StateMark } from "@/components/canvas/StateMark";
import { STATE_WORDS } from "@/components/canvas/state-words";
import { Button } from "@/components/ui/Button";
import type { NodeView } from "@/core/snapshot";
import { ActionsNow } from "./ActionsNow";
import { revoke } from "./actions";
import type { RetryPlan } from "./actions";
import { CopyButton } from "./CopyButton";
import type { NodePartProps } from "./NodePanel";
import { useNodeCommands } from "./use-commands";
import { useDeed } from "./use-deed";

export function NodeButtons({ runId, view, onRetry }: NodePartProps) {
  const [busy, deed] = useDeed();
  const words = view.revoking ? "Revoking" : STATE_WORDS[view.state];
  const plan = retryPlan(runId, view);
  useNodeCommands({ runId, view, title: faceOfView(view).title, plan, onRetry });
  return (
    <div className="flex min-h-11 items-center gap-2 border-b border-line px-4 pb-3 max-md:pt-3">
      <span className="flex flex-1 items-center gap-2 font-medium">
        <StateMark state={view.state} silent />
        {words}
        {!view.settled && view.state === "failed" ? ", still running" : ""}
      </span>
      <DeepLink nodeId={view.id} />
      <ActionsNow>
        {view.settled ? null : (
          <Button
            variant="danger"
            size="compact"
            disabled={busy || view.revoking}
            icon={<OctagonMinus aria-hidden />}
            onClick={() => deed(() => revoke(runId, view.id))}
          >
            Revoke
          </Button>
        )}
        {plan === null ? null : (
          <Button size="compact" icon={<RotateCcw aria-hidden />} onClick={() => onRetry(plan)}>
            Retry
          </Button>
        )}
      </ActionsNow>
    </div>
  );
}

/** Copies an address that leads here. */
function DeepLink({ nodeId }: { nodeId: string }) {
  const address = () => {
    const url = new URL(window.location.href);
    url.searchParams.set("node", nodeId);
    return url.href;
  };
  return <CopyButton label="Copy a link to this node" text={address} icon="link" />;
}

/** What a retry of this node would most likely mean; `null` while there is nothing to retry. */
function retryPlan(runId: string, view: NodeView): RetryPlan | null {
  const shared = { runId, nodeId: view.id };
  switch (view.state) {
    case "failed":
    case "revoked":
      return { ...shared, scope: view.kind === "task" ? "node" : "failed" };
    case "skipped":
      return view.kind === "task" ? { ...shared, scope: "node" } : null;
    case "succeeded":
      return { ...shared, scope: "from" };
    default:
      return null;
  }
}
