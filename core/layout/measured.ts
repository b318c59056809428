/** What the first pass yields, and what is known of it from before. */
import type { CellBlock } from "./folding";
import type { LayoutTree } from "./tree";
import type { LayoutOptions } from "./types";

export interface Extent {
  main: number;
  cross: number;
  anchor: number;
}

/** A node with its callbacks beside it. Its own box starts at 0, 0. */
export interface Unit extends Extent {
  type: "unit";
  tree: LayoutTree;
  boxMain: number;
  boxCross: number;
  content: Content;
  callbacks: { unit: Unit; main: number }[];
}

export type Content =
  | { type: "task" }
  | { type: "stack"; block: CellBlock }
  | { type: "frame"; parts: { part: Part; main: number }[]; anchor: number };

/** Cells in place of lanes, or room in an empty container. */
export interface Block extends Extent {
  type: "block";
  tree: LayoutTree;
  /** `null`: empty room. */
  cells: (CellBlock & { memberIds: string[] }) | null;
}

export type Lane = Unit | Block;

/** Lanes under a bar, before a second bar when `closed`. */
export interface Lanes extends Extent {
  type: "lanes";
  lanes: { lane: Lane; main: number; cross: number }[];
  /** Columns of a grid; 0 for a row. */
  gridColumns: number;
  closed: boolean;
  carries: boolean;
  sheets: boolean;
}

export type Part = Unit | Block | Lanes;

type Measure = (tree: LayoutTree, options: LayoutOptions) => Unit;

/**
 * Remembers how each tree was measured last: after an edit most are the same objects as before
 * (`sharedTree`). Nothing is kept longer than its tree is.
 */
export function createMeasured(): (
  tree: LayoutTree,
  options: LayoutOptions,
  measure: Measure,
) => Unit {
  const known = new WeakMap<LayoutTree, LayoutOptions & { unit: Unit }>();
  return (tree, options, measure) => {
    const { folds, direction } = options;
    const before = known.get(tree);
    if (before?.folds === folds && before.direction === direction) return before.unit;
    const unit = measure(tree, options);
    known.set(tree, { folds, direction, unit });
    return unit;
  };
}
