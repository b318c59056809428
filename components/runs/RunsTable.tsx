"use client";
import Link from "next/link";
import { memo } from "react";
import { Elapsed } from "@/components/canvas/Elapsed";
import { StateBar } from "@/components/canvas/StateBar";
import { StateMark } from "@/components/canvas/StateMark";
import { STATE_ORDER } from "@/components/canvas/state-words";
import { Moment } from "@/components/run/Moment";
import { PinButton } from "@/components/run/PinButton";
import { RevisionLink } from "@/components/run/RevisionLink";
import { runWords } from "@/components/run/run-words";
import { classes } from "@/components/ui/classes";
import { formatCount } from "@/core/format";
import type { RunSummary } from "@/core/snapshot";

/** Columns line up over rows; on a phone a row is two lines. */
const COLUMNS =
  "grid grid-cols-[132px_minmax(0,1fr)_240px_120px_88px] items-center gap-x-4 px-4 max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-y-1";

interface RunsTableProps {
  /** `undefined` while the first answer is awaited: the frame is there already. */
  runs: readonly RunSummary[] | undefined;
}

export function RunsTable({ runs }: RunsTableProps) {
  return (
    <div
      role="table"
      aria-label="Runs"
      aria-busy={runs === undefined}
      className="overflow-hidden rounded-card border border-line bg-panel"
    >
      <div
        role="row"
        className={`${COLUMNS} h-8 border-b border-line text-meta text-faint max-md:hidden`}
      >
        <span role="columnheader">State</span>
        <span role="columnheader">Name</span>
        <span role="columnheader">Steps</span>
        <span role="columnheader">Started</span>
        <span role="columnheader" className="text-right">
          Took
        </span>
      </div>
      {runs === undefined ? <div className="h-64" /> : null}
      {runs?.map((run) => (
        <RunRow key={run.runId} run={run} />
      ))}
    </div>
  );
}

const RunRow = memo(function RunRow({ run }: { run: RunSummary }) {
  const counts = STATE_ORDER.flatMap((state) => {
    const count = run.counts[state] ?? 0;
    return count === 0 ? [] : [{ state, count }];
  });
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const settled = ["succeeded", "failed", "revoked", "skipped"].reduce(
    (sum, state) => sum + (run.counts[state] ?? 0),
    0,
  );
  return (
    <div
      role="row"
      data-run-id={run.runId}
      data-state={run.state}
      className={`${COLUMNS} group relative h-11 border-b border-line last:border-b-0 hover:bg-hover max-md:h-16 max-md:content-center`}
    >
      <span role="cell" className="flex items-center gap-2 max-md:order-2">
        <StateMark state={run.paused && !run.settled ? "held" : run.state} silent />
        <span className="truncate text-soft">{runWords(run)}</span>
      </span>
      <span role="cell" className="flex min-w-0 items-center gap-2 max-md:order-1">
        <span className="flex min-w-0 items-baseline gap-2">
          {/* The link covers its row. */}
          <Link
            href={`/runs/${run.runId}`}
            className="truncate font-medium outline-offset-[-2px] after:absolute after:inset-0"
          >
            {run.name}
          </Link>
          <span className="truncate font-mono text-[11px] text-faint max-lg:hidden">
            {run.runId}
          </span>
          <RevisionLink run={run} className="relative z-10 text-meta max-lg:hidden" />
        </span>
        <PinButton
          run={run}
          size="compact"
          className={classes(
            "relative z-1 ml-auto max-md:-my-1",
            run.pinned
              ? ""
              : "opacity-0 group-hover:opacity-100 focus-visible:opacity-100 max-md:hidden",
          )}
        />
      </span>
      <span role="cell" className="flex items-center gap-3 max-md:order-3">
        <StateBar counts={counts} className="w-32" />
        <span className="num text-meta whitespace-nowrap text-soft">
          {formatCount(settled)}/{formatCount(total)}
        </span>
      </span>
      <span role="cell" className="text-soft max-md:order-4 max-md:text-right">
        <Moment at={run.submittedAt} />
      </span>
      <span role="cell" className="text-right text-soft max-md:hidden">
        <Elapsed startedAt={run.startedAt} finishedAt={run.settled ? run.finishedAt : undefined} />
      </span>
    </div>
  );
});
