"use client";
import type { ReactNode } from "react";
import { Elapsed } from "@/components/canvas/Elapsed";
import { formatCount } from "@/core/format";
import type { NodeView } from "@/core/snapshot";
import type { Cause, StepError } from "@/core/states";
import { ErrorView } from "./ErrorView";
import { Moment } from "./Moment";
import { NodeLink } from "./NodeLink";
import type { NodePartProps } from "./NodePanel";
import { WhyWaiting } from "./WhyWaiting";

export function NodeOverview({ runId, view, onSelect }: NodePartProps) {
  const error: StepError | undefined = view.error;
  return (
    <div className="flex flex-col gap-4 p-4">
      <WhyWaiting runId={runId} view={view} onSelect={onSelect} />
      {view.cause === undefined ? null : <Why view={view} cause={view.cause} onSelect={onSelect} />}
      {error === undefined ? null : <ErrorView error={error} />}
      <dl className="grid grid-cols-[112px_1fr] gap-y-1.5 [&_dt]:text-faint">
        {view.task === undefined ? null : (
          <Fact name="Task">
            <span className="font-mono text-meta">{view.task}</span>
          </Fact>
        )}
        {view.kind === "task" ? null : <Fact name="Kind">{view.kind}</Fact>}
        {view.stateLabel === undefined ? null : <Fact name="Says">{view.stateLabel}</Fact>}
        {view.totalSteps > 1 || view.kind !== "task" ? (
          <Fact name="Steps">
            <span className="num">
              {formatCount(view.completedSteps)} of {formatCount(view.totalSteps)}
            </span>
          </Fact>
        ) : null}
        {view.dueAt === undefined ? null : (
          <Fact name="Due">
            <Moment at={view.dueAt} />
          </Fact>
        )}
        {view.startedAt === undefined ? null : (
          <Fact name="Started">
            <Moment at={view.startedAt} />
          </Fact>
        )}
        {view.finishedAt === undefined ? null : (
          <Fact name="Finished">
            <Moment at={view.finishedAt} />
          </Fact>
        )}
        {view.startedAt === undefined ? null : (
          <Fact name={view.finishedAt === undefined ? "Running for" : "Took"}>
            <Elapsed startedAt={view.startedAt} finishedAt={view.finishedAt} />
          </Fact>
        )}
        {view.kind !== "task" || view.attempt === 0 ? null : (
          <Fact name="Attempt">
            <span className="num">{view.attempt}</span>
          </Fact>
        )}
        {view.iteration === 0 ? null : (
          <Fact name="Iteration">
            <span className="num">{view.iteration + 1}</span>
          </Fact>
        )}
        {view.worker === undefined ? null : (
          <Fact name="Worker">
            <span className="font-mono text-meta break-all">{view.worker}</span>
          </Fact>
        )}
        <Fact name="Id">
          <span className="font-mono text-meta break-all">{view.id}</span>
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

interface WhyProps {
  view: NodeView;
  cause: Cause;
  onSelect: (id: string) => void;
}

/** Why a node is skipped, revoked or held, with the way to what caused it. */
function Why({ view, cause, onSelect }: WhyProps) {
  const other = cause.nodeId === undefined || cause.nodeId === view.id ? null : cause.nodeId;
  return (
    <p className={`state-${view.state} rounded-control bg-state-ground px-3 py-2`}>
      {whyWords(view, cause)}
      {other === null ? null : (
        <>
          {" "}
          <NodeLink id={other} onSelect={onSelect} />
        </>
      )}
    </p>
  );
}

export function whyWords(view: Pick<NodeView, "state">, cause: Cause): string {
  switch (cause.kind) {
    case "failed":
      return cause.nodeId === undefined
        ? "Skipped, because something before it failed."
        : "Skipped, because this failed:";
    case "revoked":
      if (view.state === "revoked") return "Revoked by a person.";
      return cause.nodeId === undefined
        ? "Skipped, because something before it was revoked."
        : "Skipped, because this was revoked:";
    case "choice":
      return `Skipped by choice${cause.reason === undefined ? "." : `: ${cause.reason}`}`;
    case "unneeded":
      return "Skipped: the case it waits for did not come.";
    case "expired":
      return "Revoked: it was not started in time.";
    case "forced":
      return "Revoked by force: the handler did not stop in time, and a late result is discarded.";
  }
}
