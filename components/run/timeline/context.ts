import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { PastState, PastStore } from "./past-store";

export const PastContext = createContext<PastStore | null>(null);

/** The past of the run that the page shows. */
export function usePastStore(): PastStore {
  const past = useContext(PastContext);
  if (past === null) throw new Error("This part of a timeline is used outside of a run's page.");
  return past;
}

export function usePastState<Slice>(select: (state: PastState) => Slice): Slice {
  return useStore(usePastStore().store, select);
}
