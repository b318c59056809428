import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { NodeFace, NodeSource, SlotBox } from "./types";

export interface CanvasState {
  selected: ReadonlySet<string>;
  /** The one node that Tab leads to; arrows go on from there. */
  tabStop: string | null;
}

/** What nodes share. Its identity changes only with `source` and `renderSlots`. */
export interface CanvasContextValue {
  source: NodeSource;
  store: StoreApi<CanvasState>;
  select: (id: string, options: { additive: boolean; range?: boolean }) => void;
  /** `isDeep`: with every container in it. */
  setFolded: (id: string, folded: boolean, isDeep: boolean) => void;
  /** Draws more lanes of a container as nodes. */
  showMore: (id: string) => void;
  renderSlots: ((box: SlotBox) => ReactNode) | undefined;
  /** A picture of all lies under the nodes: frames leave their ground, edge and lines to it. */
  isLarge: boolean;
}

export const CanvasContext = createContext<CanvasContextValue | null>(null);

export function useCanvas(): CanvasContextValue {
  const value = useContext(CanvasContext);
  if (value === null) throw new Error("A node is drawn outside of a Canvas.");
  return value;
}

/** The face of one node; the caller renders again for this node alone. */
export function useFace(id: string): NodeFace | undefined {
  const { source } = useCanvas();
  const subscribe = useCallback(
    (listener: () => void) => source.subscribe(id, listener),
    [source, id],
  );
  const get = () => source.get(id);
  return useSyncExternalStore(subscribe, get, get);
}

export function useSelected(id: string): boolean {
  return useStore(useCanvas().store, (state) => state.selected.has(id));
}

export function useTabStop(id: string): boolean {
  return useStore(useCanvas().store, (state) => state.tabStop === id);
}
