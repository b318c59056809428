import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { NodeView } from "@/core/snapshot";
import type { RunStore, RunStoreState } from "./run-store";

export const RunContext = createContext<RunStore | null>(null);

export function useRunStore(): RunStore {
  const store = useContext(RunContext);
  if (store === null) throw new Error("This part of a run page is used outside of one.");
  return store;
}

export function useRunState<Slice>(select: (state: RunStoreState) => Slice): Slice {
  return useStore(useRunStore().store, select);
}

/** One node of the run; the caller renders again for this node alone. */
export function useNodeView(id: string): NodeView | undefined {
  const run = useRunStore();
  const subscribe = useCallback(
    (listener: () => void) => run.source.subscribe(id, listener),
    [run, id],
  );
  const get = () => run.node(id);
  return useSyncExternalStore(subscribe, get, () => undefined);
}
