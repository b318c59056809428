/** Which nodes there are and where they belong: births, drops, and what a status adds to the sums. */
import type { NodeRow, StepReport, StepStatus } from "@/core/events";
import type { NodeView } from "@/core/snapshot";
import { moveBounds, widen } from "./bounds";
import {
  added,
  createWhole,
  isCallback,
  isCounted,
  NO_CELLS,
  NO_TALLY,
  tallyOf,
  type Cell,
  type Inner,
} from "./cell";
import { ownShare } from "./share";
import { correctTally } from "./tally";

/** Holds a node's place in the order drawn until its view is made: views are made from the leaves up. */
const PLACE = Object.freeze({}) as NodeView;

/** A node with what is known about it. */
export interface Arrival {
  row: NodeRow;
  status: StepStatus;
  report?: StepReport | undefined;
}

/** Puts a node behind its parent's other members; its parent has to be there. Nothing is refreshed. */
export function addNode(inner: Inner, { row, status, report }: Arrival): Cell {
  const parent = row.parentId === null ? undefined : inner.cells.get(row.parentId);
  const owner = parent && isCallback(row) ? parent.owner : parent;
  const around = owner ?? inner.whole;
  const siblings = isCallback(row) ? parent?.callbacks : parent?.children;
  // One literal: ten thousand of them are made at once, and copying costs more than all else.
  const cell: Cell = {
    level: around.level + 1,
    members: NO_CELLS,
    tally: NO_TALLY,
    startedAt: undefined,
    finishedAt: undefined,
    boundsStale: false,
    labelled: undefined,
    row,
    parent,
    owner,
    status,
    report,
    given: row.label ?? row.name,
    position: siblings?.length ?? 0,
    children: NO_CELLS,
    callbacks: NO_CELLS,
    namedBy: undefined,
    share: undefined,
    view: undefined,
    dropped: false,
  };
  if (parent && siblings) {
    if (isCallback(row)) parent.callbacks = added(siblings, cell);
    else parent.children = added(siblings, cell);
  }
  around.members = added(around.members, cell);
  inner.cells.set(row.id, cell);
  inner.views.set(row.id, PLACE);
  count(inner, cell, 1);
  addOwnStep(cell);
  return cell;
}

/** Removes everything that is in `parent`, its callbacks not among it. Answers the removed nodes. */
export function dropNodes(inner: Inner, parent: Cell): Cell[] {
  const gone = [...parent.children];
  for (let at = 0; at < gone.length; at += 1) {
    const cell = gone[at];
    if (!cell) continue;
    for (const child of cell.children) gone.push(child);
    for (const callback of cell.callbacks) gone.push(callback);
  }
  for (const cell of gone) {
    cell.dropped = true;
    count(inner, cell, -1);
    inner.cells.delete(cell.row.id);
    inner.views.delete(cell.row.id);
  }
  parent.children = NO_CELLS;
  // Its members were these children and their callbacks, so nothing but its own step is left of it.
  Object.assign(parent, createWhole(parent.level));
  addOwnStep(parent);
  return gone;
}

/** Gives a node another status; the counts of the run and the sums of a container with a step of its own follow. */
export function setStatus(inner: Inner, cell: Cell, status: StepStatus): void {
  count(inner, cell, -1);
  if (hasOwnShare(cell)) {
    correctTally(tallyOf(cell), ownShare(cell.status), ownShare(status));
    moveBounds(cell, cell.status, status);
  }
  cell.status = status;
  count(inner, cell, 1);
}

function hasOwnShare(cell: Cell): boolean {
  return cell.row.hasOwnStep && cell.row.kind !== "task";
}

function addOwnStep(cell: Cell): void {
  if (!hasOwnShare(cell)) return;
  correctTally(tallyOf(cell), undefined, ownShare(cell.status));
  widen(cell, cell.status);
}

function count(inner: Inner, cell: Cell, change: number): void {
  if (!isCounted(cell.row)) return;
  const { state } = cell.status;
  inner.counts[state] = (inner.counts[state] ?? 0) + change;
}
