"use client";
import { useQuery } from "@tanstack/react-query";
import { api, errorText } from "@/components/api/client";
import { Notice } from "@/components/ui/Notice";
import { ErrorView } from "./ErrorView";
import type { NodePartProps } from "./NodePanel";
import { ResultView } from "./ResultView";

/** What a node gave; of a group the list, in the order drawn. */
export function NodeResult({ runId, view }: NodePartProps) {
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
