"use client";
import { CircleCheckBig, Ellipsis, OctagonMinus, OctagonX, RotateCcw, ScanEye } from "lucide-react";
import { faceOfView } from "@/components/canvas/faces";
import { StateMark } from "@/components/canvas/StateMark";
import { STATE_WORDS } from "@/components/canvas/state-words";
import { Button, IconButton } from "@/components/ui/Button";
import { Menu } from "@/components/ui/Menu";
import { ActionsNow } from "./ActionsNow";
import { revoke } from "./actions";
import { useRunStore } from "./context";
import { CopyButton } from "./CopyButton";
import type { NodePartProps } from "./NodePanel";
import { retryPlan } from "./retry-plan";
import { useRevokePreview } from "./revoke-preview";
import { canSucceed, notBegun } from "./selection";
import { useNodeCommands } from "./use-commands";
import { useDeed } from "./use-deed";

export function NodeButtons({ runId, view, onRetry, onSucceed }: NodePartProps) {
  const run = useRunStore();
  const [busy, deed] = useDeed();
  const previewRevoke = useRevokePreview();
  const words = view.revoking ? "Revoking" : STATE_WORDS[view.state];
  const plan = retryPlan(runId, view);
  const isMarkable = canSucceed(view);
  const stop = (terminate: boolean) => {
    const target = { runId, nodeIds: [view.id], notBegun: notBegun(run.nodes(), [view.id]) };
    return revoke(terminate ? { ...target, terminate } : target);
  };
  useNodeCommands({ runId, view, title: faceOfView(view).title, plan, onRetry, onSucceed });
  const more = [
    ...(isMarkable
      ? [
          {
            label: "Mark as succeeded",
            icon: <CircleCheckBig aria-hidden />,
            onSelect: () => onSucceed(view.id),
          },
        ]
      : []),
    ...(!view.settled
      ? [
          {
            label: "See what a revoke stops",
            icon: <ScanEye aria-hidden />,
            onSelect: () => previewRevoke({ runId, nodeIds: [view.id] }),
          },
          {
            label: "Revoke at once, without grace",
            icon: <OctagonX aria-hidden />,
            danger: true,
            onSelect: () => deed(() => stop(true)),
          },
        ]
      : []),
  ];
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
            onClick={() => deed(() => stop(false))}
          >
            Revoke
          </Button>
        )}
        {plan === null ? null : (
          <Button size="compact" icon={<RotateCcw aria-hidden />} onClick={() => onRetry(plan)}>
            Retry
          </Button>
        )}
        {more.length === 0 ? null : (
          <Menu
            trigger={
              <IconButton label="More for this node" size="compact">
                <Ellipsis />
              </IconButton>
            }
            entries={more}
          />
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
