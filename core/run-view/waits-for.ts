/** What a node that has not had its turn waits for: read off the drawing, which says who follows whom. */
import { isTerminal } from "@/core/states";
import type { Cell, RunView } from "./cell";

/**
 * What has to happen first.
 *
 * - `end`: what is before it ends well
 * - `header`: all members of a chord's header do
 * - `success`, `failure`: the node that it is a callback of ends, that way
 * - `items`: the map gets its list
 * - `window`: another copy of the map ends and makes room
 * - `begin`: nothing; the run is only being started
 */
export interface WaitsFor {
  for: "end" | "header" | "success" | "failure" | "items" | "window" | "begin";
  /** Whose turn that is: the node itself, or the container around it that it starts with. */
  whose: string;
  /** What is before it: a step or container, of a header its chord, of a window its map. */
  nodeId?: string;
  /** The steps in there that have not ended, those at work first; at most {@link OPEN_LISTED}. */
  open: string[];
  /** How many they are. */
  openCount: number;
  /** How many of them were asked to stop: when they have, this is decided. */
  stopping: number;
  /** Steps at work now that all this hangs on in the end, where no step of `open` is at work itself. */
  front: string[];
}

/** How many steps are named. */
export const OPEN_LISTED = 12;

/** Undefined for a node that is not there, or has had its turn. */
export function waitsFor(view: RunView, nodeId: string): WaitsFor | undefined {
  const cell = view.inner.cells.get(nodeId);
  if (!cell || hasHadItsTurn(cell)) return undefined;
  const turn = turnOf(cell);
  const open = turn.before.flatMap((each) => [...openSteps(each)]);
  const sorted = open.toSorted((a, b) => rankOf(a) - rankOf(b));
  const isIdle = sorted.length > 0 && sorted.every((step) => step.status.state === "pending");
  return {
    for: turn.for,
    whose: turn.whose.row.id,
    ...(turn.node === undefined ? {} : { nodeId: turn.node.row.id }),
    open: sorted.slice(0, OPEN_LISTED).map((step) => step.row.id),
    openCount: open.length,
    stopping: open.filter((step) => step.status.revoking).length,
    front: isIdle ? frontOf(sorted) : [],
  };
}

/**
 * What a container goes on with in which no step runs now: its steps that are on their way, those held up first.
 * Undefined while one runs, before its turn and after its end.
 */
export function idleIn(
  view: RunView,
  nodeId: string,
): { steps: string[]; count: number } | undefined {
  const cell = view.inner.cells.get(nodeId);
  // A large run that is at work is asked again and again: its sums say so without a look at each step.
  if (!cell || cell.children.length === 0 || cell.tally.running > 0) return undefined;
  if (!hasHadItsTurn(cell)) return undefined;
  const atWork = [...openMembers(cell)].filter(({ status }) => status.state !== "pending");
  if (atWork.length === 0) return undefined;
  const sorted = atWork.toSorted((a, b) => rankOf(a) - rankOf(b));
  return { steps: sorted.slice(0, OPEN_LISTED).map(({ row }) => row.id), count: atWork.length };
}

/** A container's turn has come when something in it is more than pending, though it is pending itself then. */
function hasHadItsTurn(cell: Cell): boolean {
  const { row, status, view } = cell;
  if (row.kind === "task" || row.hasOwnStep) return status.state !== "pending";
  if (view === undefined || view.state !== "pending" || view.settled) return true;
  for (const step of openSteps(cell)) if (step.status.state !== "pending") return true;
  return false;
}

export interface Turn {
  for: WaitsFor["for"];
  whose: Cell;
  node?: Cell;
  before: Cell[];
}

/** What has to happen before a node has its turn. */
export function turnOf(cell: Cell): Turn {
  const { row, parent } = cell;
  if (!parent) return { for: "begin", whose: cell, before: [] };
  const after = (what: WaitsFor["for"], node: Cell, before = [node]): Turn => ({
    for: what,
    whose: cell,
    node,
    before,
  });
  if (row.role === "onSuccess") return after("success", parent);
  if (row.role === "onFailure") return after("failure", parent);
  switch (parent.row.kind) {
    case "chain": {
      const previous = parent.children[cell.position - 1];
      return previous ? after("end", previous) : turnOf(parent);
    }
    case "chord": {
      const header = parent.children.filter((each) => each.row.role === "header");
      if (row.role !== "body" || header.length === 0) return turnOf(parent);
      return after("header", parent, header);
    }
    case "tree": {
      const root = parent.children.find((each) => each.row.role === "root");
      return root && root !== cell ? after("end", root) : turnOf(parent);
    }
    case "map":
      return parent.status.state === "succeeded"
        ? after("window", parent, parent.children.filter(isAtWork))
        : after("items", parent, []);
    case "group":
    // What a step returned starts where the step was.
    case "task":
      return turnOf(parent);
  }
}

function isAtWork(cell: Cell): boolean {
  return cell.view !== undefined && !cell.view.settled && cell.view.state !== "pending";
}

/** Steps that have not ended, the callbacks not among them: nobody waits for these. */
function* openSteps(cell: Cell): Generator<Cell> {
  const { row, status, children } = cell;
  if (children.length > 0) for (const child of children) yield* openSteps(child);
  else if ((row.kind === "task" || row.hasOwnStep) && !isTerminal(status.state)) yield cell;
}

/** Steps that have not ended of a container's members: of its children and of the callbacks on these. */
function* openMembers(cell: Cell): Generator<Cell> {
  for (const member of cell.members) {
    if (member.children.length > 0) yield* openMembers(member);
    else yield* openSteps(member);
  }
}

const RANKS = ["running", "retrying", "held", "queued", "scheduled", "pending"];

function rankOf({ status }: Cell): number {
  return RANKS.indexOf(status.state);
}

/** Follows the first of the steps that wait back to those that do not. */
function frontOf(waiting: Cell[]): string[] {
  const seen = new Set<Cell>();
  let steps = waiting;
  for (;;) {
    const atWork = steps.filter(({ status }) => status.state !== "pending");
    if (atWork.length > 0) return atWork.slice(0, OPEN_LISTED).map(({ row }) => row.id);
    const [first] = steps;
    if (!first || seen.has(first)) return [];
    seen.add(first);
    steps = turnOf(first)
      .before.flatMap((each) => [...openSteps(each)])
      .toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
