import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createStore } from "zustand/vanilla";
import { foldAllIn, subtreeOf } from "@/core/layout/fold-depth";
import { FOLD_OVER } from "@/core/layout/types";
import type { CanvasState } from "./context";
import type { CanvasProps } from "./types";

/** Selection and callbacks with identities that last, so that nodes render for themselves alone. */
export function useCanvasStore(props: CanvasProps, anchor: (id: string) => void) {
  const { selected, tree } = props;
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const [store] = useState(() =>
    createStore<CanvasState>(() => ({ selected, tabStop: [...selected][0] ?? tree.id })),
  );
  useEffect(() => {
    store.setState({ selected, tabStop: [...selected][0] ?? tree.id });
  }, [store, selected, tree.id]);

  const select = useCallback((id: string, options: { additive: boolean; range?: boolean }) => {
    latest.current.onSelect(id, options);
  }, []);
  const setFolded = useCallback(
    (id: string, folded: boolean, isDeep: boolean) => {
      const { folds, onFoldsChange, tree: whole } = latest.current;
      anchor(id);
      const part = isDeep ? subtreeOf(whole, id) : null;
      onFoldsChange(
        part === null
          ? { ...folds, folded: new Map(folds.folded).set(id, folded) }
          : foldAllIn(part, folds, folded),
      );
    },
    [anchor],
  );
  const showMore = useCallback(
    (id: string) => {
      const { folds, onFoldsChange } = latest.current;
      anchor(id);
      const shown = folds.shown.get(id) ?? defaultShown(latest.current, id);
      onFoldsChange({ ...folds, shown: new Map(folds.shown).set(id, shown + FOLD_OVER) });
    },
    [anchor],
  );
  return { store, select, setFolded, showMore };
}

/** A chord or tree with many lanes shows none as nodes at first, a group its first ones. */
function defaultShown({ source }: CanvasProps, id: string): number {
  const kind = source.get(id)?.kind;
  return kind === "group" || kind === "map" ? FOLD_OVER : 0;
}
