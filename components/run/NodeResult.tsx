"use client";
import { useQuery } from "@tanstack/react-query";
import { api, errorText } from "@/components/api/client";
import { Notice } from "@/components/ui/Notice";
import { resultThen } from "@/core/run-at";
import { culpritIn } from "@/core/run-view";
import type { NodeView } from "@/core/snapshot";
import { ErrorView } from "./ErrorView";
import type { NodePartProps } from "./NodePanel";
import { ResultView } from "./ResultView";
import { useThen, type Then } from "./use-then";

/** What a node gave; of a group the list, in the order drawn. In the past only what it had given then. */
export function NodeResult({ runId, view }: Pick<NodePartProps, "runId" | "view">) {
  const then = useThen();
  if (then !== null && resultThen(then.past, then.live, view.id) !== "there")
    return <NoResultThen view={view} then={then} />;
  return <ResultNow runId={runId} view={view} />;
}

function ResultNow({ runId, view }: Pick<NodePartProps, "runId" | "view">) {
  const result = useQuery({
    queryKey: ["result", runId, view.id, view.state, view.epoch, view.settled],
    queryFn: () => api.runs.result.query({ runId, nodeId: view.id }),
  });
  if (result.error !== null) {
    return (
      <div className="p-4">
        <Notice title="The result cannot be read">{errorText(result.error)}</Notice>
      </div>
    );
  }
  const answer = result.data;
  if (answer === undefined) return <div className="h-40" aria-busy="true" />;
  return (
    <div className="flex flex-col gap-3 p-4">
      {answer.error === undefined ? null : <ErrorView error={answer.error} />}
      {answer.value === undefined ? (
        answer.error === undefined ? (
          <p className="text-soft">
            {answer.ready ? "It ended without a result." : "There is no result yet."}
          </p>
        ) : null
      ) : (
        <ResultView value={answer.value} />
      )}
    </div>
  );
}

/** At a moment that is over: no result yet, none that is kept, or the error that was told then. */
function NoResultThen({ view, then }: { view: NodeView; then: Then }) {
  const culprit = view.state === "failed" ? culpritIn(then.past, view.id) : undefined;
  const error = culprit === undefined ? undefined : then.past.nodes.get(culprit)?.error;
  return (
    <div className="flex flex-col gap-3 p-4">
      {error === undefined ? (
        <p className="text-soft">{noResultWords(view)}</p>
      ) : (
        <ErrorView error={error} />
      )}
    </div>
  );
}

function noResultWords({ state, settled }: NodeView): string {
  if (state === "succeeded")
    return "It had a result at this moment. It has run again since, and that result is not kept.";
  return settled ? "It had ended without a result." : "It had no result yet at this moment.";
}
