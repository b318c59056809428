import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { layoutTreeOfRows, type LayoutTree } from "@/core/layout/tree";
import { useRunState, useRunStore } from "../context";
import { foldsToShow, outlineRows, type OutlineFolds, type OutlineRow } from "../outline-rows";
import { usePastState } from "./context";

/** The drawing as it is now, whichever moment is shown: rows do not come and go while one scrubs. */
export function useLiveTree(): LayoutTree | null {
  const run = useRunStore();
  const shown = useRunState((state) => state.tree);
  const isPast = useRunState((state) => state.isPast);
  usePastState((state) => state.version);
  const structure = isPast ? (run.liveView()?.structure ?? 0) : -1;
  return useMemo(
    () => (isPast ? layoutTreeOfRows(run.liveView()?.nodes.values() ?? []) : shown),
    // A view is changed in place: its structure stands for what is drawn of it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [run, isPast, structure, isPast ? null : shown],
  );
}

export interface Rows {
  rows: OutlineRow[];
  fold: (id: string, folded: boolean) => void;
}

/** The rows of the timeline, as the outline has them; what is selected elsewhere is unfolded. */
export function useRows(tree: LayoutTree | null, selected: string | null): Rows {
  const [folds, setFolds] = useState<OutlineFolds>(new Map());
  const rows = useMemo(() => (tree === null ? [] : outlineRows(tree, folds)), [tree, folds]);
  const latest = useRef({ tree, folds });
  useEffect(() => {
    latest.current = { tree, folds };
  });
  useEffect(() => {
    const { tree: now, folds: current } = latest.current;
    if (selected === null || now === null) return;
    const hidden = foldsToShow(now, selected, current);
    if (hidden.length > 0)
      setFolds(new Map([...current, ...hidden.map((id) => [id, false] as const)]));
  }, [selected]);
  const fold = useCallback((id: string, folded: boolean) => {
    setFolds((before) => new Map(before).set(id, folded));
  }, []);
  return { rows, fold };
}
