"use client";
import { useId, useState } from "react";
import { errorText } from "@/components/api/client";
import { Elapsed } from "@/components/canvas/Elapsed";
import { StateMark } from "@/components/canvas/StateMark";
import { Button } from "@/components/ui/Button";
import { Notice } from "@/components/ui/Notice";
import { formatPlural } from "@/core/format";
import { detailsThen, linesThen } from "@/core/run-at";
import { attemptTimes } from "@/core/run-view";
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
import { useThen } from "./use-then";

/** Every execution of a step, the latest first: how it ended and why, and what it wrote. */
export function NodeHistory({ runId, view }: NodePartProps) {
  const then = useThen();
  const details = useNodeDetails(runId, view);
  const log = useLogTail({
    ...{ runId, nodeId: view.id, live: !view.settled, whole: then !== null },
  });
  const lines = then === null ? log.lines : linesThen(log.lines, then.at);
  if (details.error !== null) {
    return (
      <div className="p-4">
        <Notice title="The attempts cannot be read">{errorText(details.error)}</Notice>
      </div>
    );
  }
  if (details.data === undefined) return <div className="h-40" aria-busy="true" />;
  const told =
    then === null
      ? details.data
      : detailsThen(details.data, { then: view, live: then.now(view.id), at: then.at });
  const present = presentOf(view, told.error ?? view.error);
  const executions = [...told.history, ...(present === undefined ? [] : [present])];
  if (executions.length === 0) {
    return (
      <p className="p-4 text-soft">
        {then === null
          ? "This step has not been executed yet."
          : "This step had not been executed at this moment."}
      </p>
    );
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
          />
        ))
        .toReversed()}
    </ol>
  );
}

type Execution = Omit<AttemptRecord, "finishedAt"> & { finishedAt?: number };

/** The one that is under way, waits for a worker, or was the last. Between attempts there is none. */
function presentOf(view: NodeView, error: AttemptRecord["error"]): Execution | undefined {
  const { epoch, attempt, iteration, worker, state } = view;
  const times = attemptTimes(view);
  if (times.queuedAt === undefined && times.startedAt === undefined) return undefined;
  return {
    ...{ epoch, attempt, iteration, outcome: state, ...times },
    ...(worker === undefined || times.startedAt === undefined ? {} : { worker }),
    ...(error === undefined || state !== "failed" ? {} : { error }),
  };
}

const isState = (outcome: string): outcome is StepState =>
  (STEP_STATES as readonly string[]).includes(outcome);

/** Ends that are no state of the step: it went on. */
const OUTCOME_WORDS: { [outcome: string]: string } = {
  lost: "Worker lost",
  returned: "Handed back at shutdown",
};
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

interface AttemptProps {
  execution: Execution;
  lines: LogLine[];
}

function Attempt({ execution, lines }: AttemptProps) {
  const { outcome, attempt, iteration, finishedAt, error } = execution;
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3" data-attempt={attempt}>
      <div className="flex items-center gap-2">
        {isState(outcome) ? <StateMark state={outcome} size={14} silent /> : null}
        <span className="font-medium">{OUTCOME_WORDS[outcome] ?? capital(outcome)}</span>
        <span className="num text-soft">attempt {attempt}</span>
        {iteration === 0 ? null : <span className="num text-soft">iteration {iteration + 1}</span>}
        {finishedAt === undefined ? null : (
          <span className="ml-auto text-meta text-faint">
            <Moment at={finishedAt} />
          </span>
        )}
      </div>
      <Times execution={execution} />
      {error === undefined ? null : <ErrorView error={error} />}
      <AttemptLogs lines={lines} />
    </li>
  );
}

/** The wait in the queue and the work, apart. */
function Times({ execution }: { execution: Execution }) {
  const { queuedAt, startedAt, finishedAt, worker } = execution;
  const waitedUntil = startedAt ?? finishedAt;
  return (
    <p className="num flex flex-wrap gap-x-3 text-meta text-faint">
      {queuedAt === undefined ? null : (
        <span>
          Queued <Elapsed startedAt={queuedAt} finishedAt={waitedUntil} />
        </span>
      )}
      {startedAt === undefined ? (
        <span>{finishedAt === undefined ? "Not started yet" : "Never started"}</span>
      ) : (
        <span>
          {finishedAt === undefined ? "Running for " : "Ran "}
          <Elapsed startedAt={startedAt} finishedAt={finishedAt} />
        </span>
      )}
      {worker === undefined ? null : <span className="break-all">on {worker}</span>}
    </p>
  );
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
