/** What the pointer is doing on the drawing. One store for the page: there is one pointer. */
import { createStore } from "zustand/vanilla";
import type { Rectangle } from "./selecting";

export interface PointerState {
  /** In the window. */
  x: number;
  y: number;
  /** A frame that is drawn to select what is in it, in the drawing's coordinates. */
  frame: Rectangle | null;
}

export const pointer = createStore<PointerState>(() => ({ x: 0, y: 0, frame: null }));
