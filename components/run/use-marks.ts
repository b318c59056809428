import { useEffect, useMemo } from "react";
import { useRunStore } from "./context";
import type { RunMark } from "./run-store";

/** Nodes by what would become of them; of one that stands in several lists the last counts. */
export type MarkedNodes = readonly (readonly [mark: RunMark, ids: readonly string[]])[];

/**
 * Shows an answer on the drawing as long as it stands.
 *
 * @param marksOf keeps its identity
 */
export function useMarks<T>(answer: T | undefined, marksOf: (answer: T) => MarkedNodes): void {
  const run = useRunStore();
  const marks = useMemo(() => answer && byNode(marksOf(answer)), [answer, marksOf]);
  useEffect(() => {
    if (marks === undefined) return;
    run.mark(marks);
    return () => run.mark(null);
  }, [marks, run]);
}

function byNode(nodes: MarkedNodes): Map<string, RunMark> {
  return new Map(nodes.flatMap(([mark, ids]) => ids.map((id) => [id, mark] as const)));
}
