import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createStore } from "zustand/vanilla";
import { foldAllIn, subtreeOf } from "@/core/layout/fold-depth";
import { opened, withNextPage } from "@/core/layout/fold-pages";
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
      const part = subtreeOf(whole, id);
      if (part === null) return;
      if (isDeep) onFoldsChange(foldAllIn(part, folds, folded));
      else if (!folded) onFoldsChange(opened(part, folds, isFailed(latest.current)));
      else onFoldsChange({ ...folds, folded: new Map(folds.folded).set(id, true) });
    },
    [anchor],
  );
  const showMore = useCallback(
    (id: string) => {
      const { folds, onFoldsChange, tree: whole } = latest.current;
      anchor(id);
      const part = subtreeOf(whole, id);
      if (part !== null) onFoldsChange(withNextPage(part, folds, isFailed(latest.current)));
    },
    [anchor],
  );
  return { store, select, setFolded, showMore };
}

/** What a person wants to see first of many. */
function isFailed({ source }: CanvasProps) {
  return (id: string) => source.state(id) === "failed";
}
