/** One node of a run view with what the fold keeps about it. Internal to this folder. */
import type { NodeRow, RunFlags, StepReport, StepStatus } from "@/core/events";
import type { NodeView, RunSummary } from "@/core/snapshot";
import { emptyTally, type Share, type Tally } from "./tally";

/** What the run and every node have: members, and sums over them. */
export interface Whole {
  /** Distance from the run over containers: what is deeper is refreshed first. */
  level: number;
  /** Children, and the callbacks attached to them. Added to by {@link added}. */
  members: readonly Cell[];
  /** Corrected by {@link tallyOf}. */
  tally: Readonly<Tally>;
  /** Least start and greatest end among the members. */
  startedAt: number | undefined;
  finishedAt: number | undefined;
  /** The member that gave a bound takes it back: look through all members again. */
  boundsStale: boolean;
  /** Members whose label rises and is set; hardly ever more than one. Undefined: never any. */
  labelled: Set<Cell> | undefined;
}

/** A node. Its `view` is what the outside sees, and is replaced and never changed. */
export interface Cell extends Whole {
  row: NodeRow;
  /** What was drawn as its name, if anything was. */
  given: string | undefined;
  /** Its first named child, of a container without a given name. */
  namedBy: Cell | undefined;
  parent: Cell | undefined;
  /** Whose member it is: a callback belongs where the node belongs that it hangs on. */
  owner: Cell | undefined;
  /** Place among the children of its parent, or among its callbacks. */
  position: number;
  children: readonly Cell[];
  callbacks: readonly Cell[];
  status: StepStatus;
  report: StepReport | undefined;
  share: Share | undefined;
  view: NodeView | undefined;
  dropped: boolean;
}

/**
 * A run as it is drawn: every node with its state, counts and progress.
 *
 * Changed in place by `applyEvents`; `run` and the values of `nodes` are replaced by new objects when
 * they change and keep their identity when they do not.
 */
export interface RunView {
  run: RunSummary & RunFlags;
  /** By id. Parents before their members, members in the order drawn. */
  nodes: ReadonlyMap<string, NodeView>;
  /** Last event folded. */
  seq: number;
  /** Which history `seq` counts. */
  gen: string;
  /** Rises with each birth and drop: whoever lays the drawing out does so again. */
  structure: number;
  /** What the fold keeps. For this folder only. */
  readonly inner: Inner;
}

/** What the fold keeps about a run. */
export interface Inner {
  cells: Map<string, Cell>;
  views: Map<string, NodeView>;
  whole: Whole;
  counts: { [state: string]: number };
}

// Nearly all nodes of a large run are tasks with nothing in them: they share their emptiness.
export const NO_CELLS: readonly Cell[] = Object.freeze([]);
export const NO_TALLY: Readonly<Tally> = Object.freeze(emptyTally());

/** A container of nothing yet. */
export function createWhole(level: number): Whole {
  return {
    level,
    members: NO_CELLS,
    tally: NO_TALLY,
    startedAt: undefined,
    finishedAt: undefined,
    boundsStale: false,
    labelled: undefined,
  };
}

/** The list with one more: the same list, but for the first. */
export function added(list: readonly Cell[], cell: Cell): readonly Cell[] {
  if (list === NO_CELLS) return [cell];
  (list as Cell[]).push(cell);
  return list;
}

/** The sums of a container, to be changed. */
export function tallyOf(whole: Whole): Tally {
  if (whole.tally === NO_TALLY) whole.tally = emptyTally();
  return whole.tally;
}

/** True for a callback: it hangs on its parent and is no part of it. */
export function isCallback(row: NodeRow): boolean {
  return row.role === "onSuccess" || row.role === "onFailure";
}

/** True for what counts as a step of the run: what has a turn at a worker or unfolds. */
export function isCounted(row: NodeRow): boolean {
  return row.kind === "task" || row.kind === "map";
}
