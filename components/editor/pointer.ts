/** What the pointer is doing on the drawing. One store for the page: there is one pointer. */
import { createStore } from "zustand/vanilla";
import type { WireEnd, WireStart } from "@/core/edits/wire";
import type { Rectangle } from "./selecting";

/** A wire on its way, in the drawing's coordinates. */
export interface Wire {
  start: WireStart;
  from: { x: number; y: number };
  to: { x: number; y: number };
  /** The node that it would lead to; null on the ground. */
  end: (WireEnd & { nodeId: string }) | null;
}

export interface PointerState {
  /** In the window. */
  x: number;
  y: number;
  /** A frame that is drawn to select what is in it, in the drawing's coordinates. */
  frame: Rectangle | null;
  wire: Wire | null;
}

export const pointer = createStore<PointerState>(() => ({ x: 0, y: 0, frame: null, wire: null }));
