import { useCallback } from "react";
import { useRunStore } from "./context";
import { leavesOf, selectClicked } from "./selection";
import type { Select } from "./use-selection";

export interface Clicked {
  additive: boolean;
  range?: boolean;
}

/** Selects what was clicked: alone, also, or all up to it. */
export function useClicked(select: Select): (id: string, how: Clicked) => void {
  const run = useRunStore();
  return useCallback(
    (id, how) => {
      const { tree } = run.store.getState();
      const leaves = () => (tree === null ? [] : leavesOf(tree));
      select((before) => selectClicked(before, id, { ...how, leaves }));
    },
    [run, select],
  );
}
