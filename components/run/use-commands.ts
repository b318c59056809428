/** What the command palette offers on the page of a run. */
import type { Command } from "@/components/command/command-store";
import { usePageCommands } from "@/components/command/use-page-commands";
import type { RunFlags } from "@/core/events";
import type { NodeView, RunSummary } from "@/core/snapshot";
import { pause, pin, resume, revoke, unpin } from "./actions";
import type { RetryPlan } from "./actions";
import { useRunState, useRunStore } from "./context";
import { useRevokePreview } from "./revoke-preview";
import { canSucceed, notBegun } from "./selection";

interface RunCommands {
  runId: string;
  run: RunSummary & RunFlags;
  onRetry: (plan: RetryPlan) => void;
}

/** Offers what can be done to the whole run. */
export function useRunCommands({ runId, run, onRetry }: RunCommands): void {
  const { nodes } = useRunStore();
  const previewRevoke = useRevokePreview();
  const isPast = useRunState((state) => state.isPast);
  usePageCommands(() => {
    if (isPast) return [];
    const hasFailed = (run.counts["failed"] ?? 0) + (run.counts["revoked"] ?? 0) > 0;
    const words = "run";
    const retry: Command = {
      id: "retry run",
      label: "Retry what failed",
      words,
      run: () => onRetry({ runId, scope: "failed" }),
    };
    const again: Command = {
      id: "run again",
      label: "Run again from the start",
      words: "retry",
      run: () => onRetry({ runId, nodeId: run.rootId, scope: "from" }),
    };
    const hold: Command = {
      id: "pause run",
      label: run.paused ? "Resume the run" : "Pause the run",
      run: () => void (run.paused ? resume(runId) : pause(runId)),
    };
    const stop: Command = {
      id: "revoke run",
      label: "Revoke the run",
      words: "stop cancel",
      run: () => void revoke({ runId, notBegun: notBegun(nodes(), null) }),
    };
    const preview: Command = {
      id: "preview revoke run",
      label: "See what a revoke of the run stops",
      words: "stop cancel preview",
      run: () => previewRevoke({ runId }),
    };
    const keep: Command = {
      id: "pin run",
      label: run.pinned ? "Unpin the run" : "Pin the run",
      words: "keep",
      run: () => void (run.pinned ? unpin(runId) : pin(runId)),
    };
    return [
      ...(hasFailed ? [retry] : []),
      ...(run.settled ? [again] : run.revoked ? [hold] : [hold, stop, preview]),
      keep,
    ];
  });
}

interface NodeCommands {
  runId: string;
  view: NodeView;
  title: string;
  plan: RetryPlan | null;
  onRetry: (plan: RetryPlan) => void;
  onSucceed: (nodeId: string) => void;
}

/** Offers what can be done to the node that is selected. */
export function useNodeCommands(node: NodeCommands): void {
  const { runId, view, title, plan, onRetry, onSucceed } = node;
  const { nodes } = useRunStore();
  const isPast = useRunState((state) => state.isPast);
  usePageCommands(() => {
    if (isPast) return [];
    const stop: Command = {
      id: "revoke node",
      label: `Revoke ${title}`,
      words: "node stop cancel",
      run: () => {
        const notYet = notBegun(nodes(), [view.id]);
        void revoke({ runId, nodeIds: [view.id], notBegun: notYet });
      },
    };
    const again =
      plan === null
        ? []
        : [plan].map((each) => ({
            id: "retry node",
            label: `Retry ${title}`,
            words: "node",
            run: () => onRetry(each),
          }));
    const mark: Command = {
      id: "mark node",
      label: `Mark ${title} as succeeded`,
      words: "node result value by hand",
      run: () => onSucceed(view.id),
    };
    return [
      ...again,
      ...(canSucceed(view) ? [mark] : []),
      ...(view.settled || view.revoking ? [] : [stop]),
    ];
  });
}
