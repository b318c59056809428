"use client";
import {
  Bell,
  BellRing,
  Ellipsis,
  OctagonMinus,
  Pause,
  Play,
  RotateCcw,
  RefreshCw,
  ScanEye,
  Workflow,
} from "lucide-react";
import { Elapsed } from "@/components/canvas/Elapsed";
import { StateBar } from "@/components/canvas/StateBar";
import { StateMark } from "@/components/canvas/StateMark";
import { STATE_ORDER } from "@/components/canvas/state-words";
import { Button, IconButton } from "@/components/ui/Button";
import { Menu } from "@/components/ui/Menu";
import { formatExact } from "@/core/format";
import type { RunFlags } from "@/core/events";
import type { RunSummary } from "@/core/snapshot";
import { ActionsNow } from "./ActionsNow";
import { pause, resume, revoke } from "./actions";
import type { RetryPlan } from "./actions";
import { useRunState, useRunStore } from "./context";
import { Moment } from "./Moment";
import { PinButton } from "./PinButton";
import { RevisionLink } from "./RevisionLink";
import { useRevokePreview } from "./revoke-preview";
import { runFace, runWords, stepsOf } from "./run-words";
import { notBegun } from "./selection";
import { useWorkflowOf } from "./use-workflow-of";
import { useNoticeChoice } from "./use-end-notice";
import { useRunCommands } from "./use-commands";
import { useDeed } from "./use-deed";

interface RunHeaderProps {
  runId: string;
  onRetry: (plan: RetryPlan) => void;
}

/** How the run stands, and what can be done to all of it. Its height is there before the run is. */
export function RunHeader({ runId, onRetry }: RunHeaderProps) {
  const run = useRunState((state) => state.run);
  return (
    <section
      aria-label="Run"
      className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-5 gap-y-2 border-b border-line bg-panel px-4 py-2 max-sm:px-3"
    >
      {run === null ? (
        <span className="text-soft">Loading the run</span>
      ) : (
        <>
          <RunStanding run={run} />
          <ActionsNow says>
            <RunButtons runId={runId} run={run} onRetry={onRetry} />
          </ActionsNow>
        </>
      )}
    </section>
  );
}

type Run = RunSummary & RunFlags;

function RunStanding({ run }: { run: Run }) {
  const counts = STATE_ORDER.flatMap((state) => {
    const count = run.counts[state] ?? 0;
    return count === 0 ? [] : [{ state, count }];
  });
  const { ended, total } = stepsOf(run);
  return (
    <>
      <span className="flex items-center gap-2 font-medium" data-run-state={run.state}>
        <StateMark state={runFace(run)} silent />
        {runWords(run)}
      </span>
      <span className="flex min-w-48 flex-1 items-center gap-3">
        <StateBar counts={counts} className="w-full max-w-64" />
        <span className="num whitespace-nowrap text-soft">
          {formatExact(ended)} of {formatExact(total)} steps
        </span>
      </span>
      <span className="flex items-center gap-5 text-soft max-sm:hidden">
        <RevisionLink run={run} />
        <Moment at={run.submittedAt} />
        {run.startedAt === undefined ? null : (
          <span className="min-w-16">
            <Elapsed
              startedAt={run.startedAt}
              finishedAt={run.settled ? run.finishedAt : undefined}
            />
          </span>
        )}
      </span>
    </>
  );
}

function RunButtons({ runId, run, onRetry }: RunHeaderProps & { run: Run }) {
  const [busy, deed] = useDeed();
  const { nodes } = useRunStore();
  useRunCommands({ runId, run, onRetry });
  const failed = (run.counts["failed"] ?? 0) + (run.counts["revoked"] ?? 0) > 0;
  return (
    // On a phone all of them fit into one row: their words say it without the icons.
    <div className="flex gap-2 max-sm:gap-1 max-sm:[&_button:not([aria-label])>svg]:hidden">
      {run.settled ? (
        <Button
          icon={<RefreshCw aria-hidden />}
          onClick={() => onRetry({ runId, nodeId: run.rootId, scope: "from" })}
        >
          Run again
        </Button>
      ) : (
        <>
          <NoticeButton />
          <Button
            disabled={busy}
            icon={run.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
            onClick={() => deed(() => (run.paused ? resume(runId) : pause(runId)))}
          >
            {run.paused ? "Resume" : "Pause"}
          </Button>
          <Button
            variant="danger"
            disabled={busy || run.revoked}
            icon={<OctagonMinus aria-hidden />}
            onClick={() => deed(() => revoke({ runId, notBegun: notBegun(nodes(), null) }))}
          >
            Revoke
          </Button>
        </>
      )}
      {failed ? (
        <Button
          variant={run.settled ? "primary" : "plain"}
          icon={<RotateCcw aria-hidden />}
          onClick={() => onRetry({ runId, scope: "failed" })}
        >
          Retry
        </Button>
      ) : null}
      <PinButton run={run} />
      <MoreButton runId={runId} settled={run.settled} />
    </div>
  );
}

/** Asks the browser to tell the end of runs while one looks elsewhere. */
function NoticeButton() {
  const [isWanted, toggle] = useNoticeChoice();
  return (
    <IconButton label="Notify me at the end" aria-pressed={isWanted} onClick={toggle}>
      {isWanted ? <BellRing className="text-ink" /> : <Bell />}
    </IconButton>
  );
}

/** What is seldom done to the run, or done with its workflow rather than with it. */
function MoreButton({ runId, settled }: { runId: string; settled: boolean }) {
  const { busy, runAsNew, openInEditor } = useWorkflowOf(runId);
  const previewRevoke = useRevokePreview();
  const stop = {
    label: "See what a revoke stops",
    icon: <ScanEye aria-hidden />,
    onSelect: () => previewRevoke({ runId }),
  };
  return (
    <Menu
      trigger={
        <IconButton label="More" disabled={busy}>
          <Ellipsis />
        </IconButton>
      }
      entries={[
        ...(settled ? [] : [stop]),
        { label: "Start as a new run", icon: <Play aria-hidden />, onSelect: runAsNew },
        {
          label: "Open as a new workflow",
          icon: <Workflow aria-hidden />,
          onSelect: openInEditor,
        },
      ]}
    />
  );
}
