"use client";
import { errorText } from "@/components/api/client";
import { Notice } from "@/components/ui/Notice";
import { detailsThen } from "@/core/run-at";
import type { NodeView } from "@/core/snapshot";
import type { Cause } from "@/core/states";
import { ErrorView } from "./ErrorView";
import { NodeFacts } from "./NodeFacts";
import { NodeLink } from "./NodeLink";
import type { NodePartProps } from "./NodePanel";
import { useNodeDetails } from "./use-node-details";
import { useThen } from "./use-then";
import { WhyWaiting } from "./WhyWaiting";

export function NodeOverview({ runId, view, onSelect }: NodePartProps) {
  const then = useThen();
  const details = useNodeDetails(runId, view);
  const told =
    then === null || details.data === undefined
      ? details.data
      : detailsThen(details.data, { then: view, live: then.now(view.id), at: then.at });
  // The view's error is short: the whole one comes with the details.
  // Of one that succeeded at last it stands with its attempts.
  const isOver = view.error === undefined || view.state === "succeeded";
  const error = isOver ? undefined : (told?.error ?? view.error);
  return (
    <div className="flex flex-col gap-4 p-4">
      <WhyWaiting runId={runId} view={view} onSelect={onSelect} />
      {view.cause === undefined ? null : <Why view={view} cause={view.cause} onSelect={onSelect} />}
      {view.byHand === undefined ? null : <ByHand note={view.byHand.note} />}
      {error === undefined ? null : <ErrorView error={error} />}
      {details.error === null ? null : (
        <Notice title="Not all of it can be read">{errorText(details.error)}</Notice>
      )}
      <NodeFacts view={view} details={told} />
    </div>
  );
}

/** A person gave the result, not the task. */
function ByHand({ note }: { note: string | undefined }) {
  return (
    <div className="state-succeeded rounded-control bg-state-ground px-3 py-2">
      <p>Marked as succeeded by a person, who gave its result.</p>
      {note === undefined ? null : <p className="break-words text-soft">{note}</p>}
    </div>
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

function whyWords(view: Pick<NodeView, "state">, cause: Cause): string {
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
