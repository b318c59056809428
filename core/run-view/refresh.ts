/**
 * Brings views and sums up to date after steps changed, from the deepest node upwards. A container is
 * looked at once a batch, however many of its members changed in it.
 */
import type { NodeView } from "@/core/snapshot";
import { findBounds, moveBounds } from "./bounds";
import { tallyOf, type Cell, type RunView, type Whole } from "./cell";
import { equalViews, viewOf } from "./node-view";
import { shareOf } from "./share";
import { correctTally, deriveContainer, equalShares, type Share } from "./tally";

/** Nodes to look at again, by level. */
export class DirtyCells {
  readonly #levels: Set<Cell>[] = [];

  readonly add = (cell: Cell): void => {
    (this.#levels[cell.level] ??= new Set()).add(cell);
  };

  /** Visits the deepest first; what a visit adds above is visited as well. */
  drain(visit: (cell: Cell) => void): void {
    for (let level = this.#levels.length - 1; level >= 0; level -= 1) {
      this.#levels[level]?.forEach((cell) => {
        if (!cell.dropped) visit(cell);
      });
    }
    this.#levels.length = 0;
  }
}

/** Makes the views of `dirty` nodes, and of everything they show in, true again. Collects the ids of those that differ. */
export function refresh(view: RunView, dirty: DirtyCells, changed: Set<string>): void {
  dirty.drain((cell) => {
    const next = nextView(cell);
    if (next !== cell.view) {
      cell.view = next;
      view.inner.views.set(cell.row.id, next);
      changed.add(cell.row.id);
    }
    const share = shareOf(cell, next);
    if (cell.share && equalShares(cell.share, share)) return;
    give(cell.owner ?? view.inner.whole, cell, share);
    if (cell.owner) dirty.add(cell.owner);
  });
  refreshRun(view);
}

function nextView(cell: Cell): NodeView {
  if (cell.boundsStale) findBounds(cell);
  const next = viewOf(cell);
  return cell.view && equalViews(cell.view, next) ? cell.view : next;
}

/** Replaces what `cell` gave to its container by `share`. */
function give(whole: Whole, cell: Cell, share: Share): void {
  const before = cell.share;
  correctTally(tallyOf(whole), before, share);
  cell.share = share;
  if (share.label) (whole.labelled ??= new Set()).add(cell);
  else whole.labelled?.delete(cell);
  moveBounds(whole, before, share);
}

function refreshRun(view: RunView): void {
  const { whole, counts, cells } = view.inner;
  if (whole.boundsStale) findBounds(whole);
  const { state, settled } = deriveContainer(whole.tally);
  const { startedAt: _start, finishedAt: _end, ...rest } = view.run;
  const next: RunView["run"] = {
    ...rest,
    ...{ state, settled, counts: shownCounts(counts), totalNodes: cells.size },
    ...(whole.startedAt === undefined ? {} : { startedAt: whole.startedAt }),
    ...(settled && whole.finishedAt !== undefined ? { finishedAt: whole.finishedAt } : {}),
  };
  if (!equalRuns(view.run, next)) view.run = next;
}

function shownCounts(counts: { [state: string]: number }): { [state: string]: number } {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function equalRuns(a: RunView["run"], b: RunView["run"]): boolean {
  const { counts: countsOfA, ...restOfA } = a;
  const { counts: countsOfB, ...restOfB } = b;
  return equalRecords(restOfA, restOfB) && equalRecords(countsOfA, countsOfB);
}

function equalRecords(a: object, b: object): boolean {
  const entries = Object.entries(a);
  const others = new Map(Object.entries(b));
  return (
    entries.length === others.size && entries.every(([key, value]) => others.get(key) === value)
  );
}
