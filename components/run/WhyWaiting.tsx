"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { errorText } from "@/components/api/client";
import { formatDuration, formatExact, formatPlural } from "@/core/format";
import type { NodeView } from "@/core/snapshot";
import type { Reason } from "@/core/waiting";
import { Moment } from "./Moment";
import { NodeLink } from "./NodeLink";
import { useWaiting } from "./use-waiting";
import { Steps, WaitingFor } from "./WaitingFor";

interface WhyWaitingProps {
  runId: string;
  view: NodeView;
  onSelect: (id: string) => void;
}

/** Reasons that will not go away by themselves: somebody has to do something. */
const STUCK: ReadonlySet<Reason["because"]> = new Set([
  ...(["run-paused", "queue-paused", "no-worker", "other-version", "not-registered"] as const),
]);

/** Why a node is not running, in words; nothing for one that runs or has ended. */
export function WhyWaiting({ runId, view, onSelect }: WhyWaitingProps) {
  const { reasons, now, error } = useWaiting(runId, view);
  if (reasons.length === 0) return null;
  const title = view.state === "running" ? "What holds it up" : "Why it is waiting";
  return (
    <section aria-label={title} className={`state-${view.state} rounded-card bg-state-ground p-3`}>
      <h3 className="mb-1.5 font-medium">{title}</h3>
      <ul className="flex flex-col gap-2">
        {reasons.map((reason) => (
          <li
            key={reason.because}
            data-reason={reason.because}
            className={`border-l-2 pl-2.5 ${STUCK.has(reason.because) ? "border-danger" : "border-line-strong"}`}
          >
            <Words reason={reason} view={view} now={now} onSelect={onSelect} />
          </li>
        ))}
      </ul>
      {error === null ? null : (
        <p className="mt-2 text-meta text-soft">
          The queue and its workers cannot be asked: {errorText(error)}
        </p>
      )}
    </section>
  );
}

interface WordsProps {
  reason: Reason;
  view: NodeView;
  now: number;
  onSelect: (id: string) => void;
}

function Words({ reason, view, now, onSelect }: WordsProps): ReactNode {
  const until = (at: number) => <Until at={at} now={now} />;
  switch (reason.because) {
    case "before":
      return (
        <WaitingFor nodeId={view.id} waits={reason.waits} size={reason.size} onSelect={onSelect} />
      );
    case "run-paused":
      return "The run is paused: nothing new starts until it is resumed.";
    case "delayed":
      if (reason.nodeId === undefined || reason.nodeId === view.id)
        return <>It is delayed {until(reason.until)}.</>;
      return (
        <>
          <NodeLink id={reason.nodeId} onSelect={onSelect} />, around it, is delayed{" "}
          {until(reason.until)}.
        </>
      );
    case "attempt":
      return (
        <>
          The attempt before failed. Attempt {reason.attempt}
          {reason.of === undefined ? "" : ` of ${reason.of}`} comes
          {reason.until === undefined ? " next." : <> {until(reason.until)}.</>}
        </>
      );
    case "worker-lost":
      return (
        <>
          Its worker <Name>{reason.worker}</Name> is not heard of any more. The step is taken from
          it {until(reason.until)}, unless it speaks up.
        </>
      );
    case "revoking":
      return <Revoking until={reason.until} now={now} />;
    case "idle":
      return (
        <>
          <p>Nothing in it runs at the moment. It goes on with:</p>
          <Steps ids={reason.steps} onSelect={onSelect} more={reason.count - reason.steps.length} />
        </>
      );
    case "lost-before":
      return `${formatPlural(reason.times, "worker")} in a row ${reason.times === 1 ? "was" : "were"} lost while it ran. A step that goes on like that fails.`;
    case "expires":
      return <>It is revoked when nobody has started it {until(reason.until)}.</>;
    default:
      return <QueueWords reason={reason} now={now} />;
  }
}

/** The grace time runs from the moment that it was asked. */
function Revoking({ until, now }: { until: number | undefined; now: number }) {
  return (
    <>
      It was asked to stop, and has not stopped yet.{" "}
      {until === undefined ? (
        "After the grace time it is taken away by force."
      ) : (
        <>
          It is taken away by force <Until at={until} now={now} />.
        </>
      )}{" "}
      A late result is discarded.
    </>
  );
}

type QueueReason = Extract<
  Reason,
  {
    because:
      | "ready-list"
      | "sending"
      | "queue"
      | "taken"
      | "job-missing"
      | "queue-paused"
      | "rate"
      | "no-worker"
      | "other-version"
      | "not-registered"
      | "busy";
  }
>;

function QueueWords({ reason, now }: { reason: QueueReason; now: number }): ReactNode {
  switch (reason.because) {
    case "ready-list":
      return `${ahead(reason.ahead, "step")} in the run's own list: a run has ${formatPlural(reason.atOnce, "step")} in a queue at most.`;
    case "sending":
      return "It is on its way to its queue.";
    case "queue":
      return (
        <>
          {ahead(reason.ahead, "job")} in the queue <Name>{reason.queue}</Name>.
        </>
      );
    case "taken":
      return "A worker has taken it and is about to begin.";
    case "job-missing":
      return (
        <>
          The queue <Name>{reason.queue}</Name> has lost its job. It is sent again
          {reason.until === undefined ? (
            " soon."
          ) : (
            <>
              {" "}
              <Until at={reason.until} now={now} />.
            </>
          )}
        </>
      );
    case "queue-paused":
      return (
        <>
          The queue <Name>{reason.queue}</Name> is paused, for all runs.
        </>
      );
    case "rate":
      return (
        <>
          The rate of the queue <Name>{reason.queue}</Name> is used up. It goes on{" "}
          <Until at={reason.until} now={now} />.
        </>
      );
    case "no-worker":
      return (
        <>
          No worker serves the queue <Name>{reason.queue}</Name>. <Workers />
        </>
      );
    case "other-version":
      return (
        <>
          The workers of the queue <Name>{reason.queue}</Name> are of a version that does not know
          runs of this format. Bring them to the version of this server. <Workers />
        </>
      );
    case "not-registered":
      return (
        <>
          No worker of the queue <Name>{reason.queue}</Name> registers the task{" "}
          <Name>{reason.task}</Name>
          {reason.elsewhere === 0
            ? ", nor does any other."
            : `; ${formatPlural(reason.elsewhere, "worker")} of other queues ${reason.elsewhere === 1 ? "does" : "do"}.`}{" "}
          <Workers />
        </>
      );
    case "busy":
      return `All who could execute it are busy: ${formatExact(reason.running)} of ${formatExact(reason.slots)} slots are taken.`;
  }
}

function ahead(count: number, what: string): string {
  return count === 0
    ? "It is the next"
    : `${formatPlural(count, what)} ${count === 1 ? "is" : "are"} before it`;
}

function Name({ children }: { children: string }) {
  return <span className="font-mono text-meta break-all">{children}</span>;
}

function Workers() {
  return (
    <Link href="/workers" className="underline decoration-line-strong underline-offset-2">
      See the workers
    </Link>
  );
}

/** A moment to come: how long it is until then, and when that is. */
function Until({ at, now }: { at: number; now: number }) {
  const left = Math.ceil(Math.max(at - now, 0) / 1_000) * 1_000;
  return (
    <>
      {left === 0 ? (
        "any moment"
      ) : (
        <>
          in <span className="num">{formatDuration(left).replace(".0 s", " s")}</span>
        </>
      )}{" "}
      (
      <Moment at={at} />)
    </>
  );
}
