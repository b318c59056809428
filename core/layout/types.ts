/** What the layout is given and what it yields. Lengths in CSS pixels at zoom 1, positions absolute. */
import type { NodeKind, NodeRole } from "@/core/node";

export const SIZES = {
  taskWidth: 200,
  taskHeight: 48,
  /** Between a frame's border and what is in it. */
  padding: 12,
  /** Header of a frame, and of a stack. */
  tab: 32,
  chainGap: 24,
  laneGap: 16,
  /** Between a bar and the lanes under it. */
  barGap: 16,
  callbackGap: 32,
  callbackStackGap: 12,
  /** Gutter of a grid column: its stem runs in it. */
  gridGutter: 24,
  gridRowGap: 12,
  /** Offset of the two sheets behind a map's lane. */
  sheet: 6,
  /** What a block of cells needs besides its cells: bar of states and the line of words under it. */
  cellsExtra: 56,
  cellsMinWidth: 224,
} as const;

/** Groups with more members are folded into a stack until a person unfolds them. */
export const FOLD_OVER = 24;
/** The same for chains, which read well for longer. */
export const FOLD_CHAIN_OVER = 100;
/** Plain tasks beyond this many make a grid instead of a row. */
export const GRID_OVER = 6;
/** Beyond this many members a cell stands for several. */
export const MAX_CELLS = 10_000;

export type Direction = "down" | "right";

/** What a person folded and unfolded; absent entries are as the sizes above decide. */
export interface Folds {
  /** By container: folded into a stack, or open. */
  folded: ReadonlyMap<string, boolean>;
  /** By container: how many of its lanes are drawn as nodes; the rest is a block of cells. */
  shown: ReadonlyMap<string, number>;
  /** Lanes that are drawn as nodes besides those first ones, of all containers. */
  picked?: ReadonlySet<string>;
}

export const NO_FOLDS: Folds = { folded: new Map(), shown: new Map() };

export interface LayoutOptions {
  direction: Direction;
  folds: Folds;
}

/**
 * `task`: a signature. `frame`: an open container. `stack`: a folded one. `cells`: lanes of an open
 * container that are not drawn as nodes. `empty`: room in a container without members, or of copies to come.
 */
export type BoxType = "task" | "frame" | "stack" | "cells" | "empty";

export interface LayoutBox {
  /** The node's id; of `cells` and `empty` that of the container followed by `~cells` or `~empty`. */
  id: string;
  type: BoxType;
  /** The node it stands for; of `cells` and `empty` the container. */
  nodeId: string;
  kind: NodeKind;
  role: NodeRole | null;
  /** The node it belongs to in the document. */
  parentId: string | null;
  /** The frame it lies in; a callback lies in the frame of the node it hangs on. */
  frameId: string | null;
  /** Frames around it. */
  depth: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Of `stack` and `cells`: the nodes the cells stand for, in the order drawn. */
  memberIds: string[];
  /** Of `stack` and `cells`: cells in a row. */
  columns: number;
  /** Side of a cell. */
  cell: number;
}

/** `value` carries a result (solid, with a bead), `order` only says when (dashed), `failure` is red dots, `sheet` an outline of a map's copies. */
export type LineType = "value" | "order" | "failure" | "sheet";

export interface LayoutLine {
  /** The frame that draws it; `null` outside all frames. */
  frameId: string | null;
  type: LineType;
  points: [x: number, y: number][];
  /** Where the bead of a result sits. */
  bead?: [x: number, y: number];
}

export interface Layout {
  /** Frames before what lies in them, otherwise in the order drawn. */
  boxes: LayoutBox[];
  lines: LayoutLine[];
  width: number;
  height: number;
}
