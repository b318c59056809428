"use client";
import { useId, useState } from "react";
import { errorText } from "@/components/api/client";
import { StateMark } from "@/components/canvas/StateMark";
import { Button } from "@/components/ui/Button";
import { Notice } from "@/components/ui/Notice";
import { formatDuration, formatPlural } from "@/core/format";
import type { NodeView } from "@/core/snapshot";
import { STEP_STATES, type StepState } from "@/core/states";
import type { AttemptRecord, LogLine } from "@/components/api/outputs";
import { linesByExecution } from "./attempt-logs";
import { ErrorView } from "./ErrorView";
import { LogLines } from "./LogLines";
import { Moment } from "./Moment";
import type { NodePartProps } from "./NodePanel";
import { useLogTail } from "./use-log-tail";
import { useNodeDetails } from "./use-node-details";

/** Every execution of a step, the latest first: how it ended and why, and what it wrote. */
export function NodeHistory({ runId, view }: NodePartProps) {
  const details = useNodeDetails(runId, view);
  const { lines } = useLogTail({ runId, nodeId: view.id, live: !view.settled });
  if (details.error !== null) {
    return (
      <div className="p-4">
        <Notice title="The attempts cannot be read">{errorText(details.error)}</Notice>
      </div>
    );
  }
  if (details.data === undefined) return <div className="h-40" aria-busy="true" />;
  const present = presentOf(view, details.data.error);
  const executions = [...details.data.history, ...(present === undefined ? [] : [present])];
  if (executions.length === 0) {
    return <p className="p-4 text-soft">This step has not been executed yet.</p>;
  }
  const written = linesByExecution(executions, lines);
  return (
    <ol className="divide-y divide-line">
      {executions
        .map((execution, index) => (
          <Attempt
            key={`${execution.epoch}-${execution.attempt}-${execution.iteration}-${execution.startedAt}`}
            execution={execution}
            lines={written[index] ?? []}
            before={executions[index - 1]}
          />
        ))
        .toReversed()}
    </ol>
  );
}

type Execution = Omit<AttemptRecord, "finishedAt"> & { finishedAt?: number };

/** The one that is under way, or was the last. Between attempts there is none. */
function presentOf(view: NodeView, error: AttemptRecord["error"]): Execution | undefined {
  const { epoch, attempt, iteration, startedAt, finishedAt, worker, state } = view;
  if (startedAt === undefined || !["running", "succeeded", "failed", "revoked"].includes(state))
    return undefined;
  return {
    ...{ epoch, attempt, iteration, startedAt, outcome: state },
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(worker === undefined ? {} : { worker }),
    ...(error === undefined || state !== "failed" ? {} : { error }),
  };
}

const isState = (outcome: string): outcome is StepState =>
  (STEP_STATES as readonly string[]).includes(outcome);

interface AttemptProps {
  execution: Execution;
  lines: LogLine[];
  before: Execution | undefined;
}

function Attempt({ execution, lines, before }: AttemptProps) {
  const { outcome, attempt, iteration, finishedAt, worker, error } = execution;
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3" data-attempt={attempt}>
      <div className="flex items-center gap-2">
        {isState(outcome) ? <StateMark state={outcome} size={14} silent /> : null}
        <span className="font-medium capitalize">{outcome}</span>
        <span className="num text-soft">attempt {attempt}</span>
        {iteration === 0 ? null : <span className="num text-soft">iteration {iteration + 1}</span>}
        {finishedAt === undefined ? null : (
          <span className="ml-auto text-meta text-faint">
            <Moment at={finishedAt} />
          </span>
        )}
      </div>
      <p className="text-meta break-all text-faint">
        {lengthWords(execution, before)}
        {worker === undefined ? "" : ` on ${worker}`}
      </p>
      {error === undefined ? null : <ErrorView error={error} />}
      <AttemptLogs lines={lines} />
    </li>
  );
}

/** Automatic attempts count from the first start: how long a later one took by itself is not known. */
function lengthWords({ startedAt, finishedAt }: Execution, before: Execution | undefined): string {
  if (startedAt === undefined) return "Never started";
  if (finishedAt === undefined) return "Under way";
  const ended = before?.finishedAt;
  return ended === undefined || startedAt >= ended
    ? `Took ${formatDuration(finishedAt - startedAt)}`
    : `Ended ${formatDuration(finishedAt - ended)} after the one before`;
}

function AttemptLogs({ lines }: { lines: LogLine[] }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (lines.length === 0) return null;
  return (
    <>
      <Button
        size="compact"
        variant="quiet"
        className="self-start"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? "Hide" : "Show"} {formatPlural(lines.length, "log line")}
      </Button>
      <div id={id}>{isOpen ? <LogLines lines={lines} /> : null}</div>
    </>
  );
}
