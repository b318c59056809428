/**
 * The fold that server and browser share.
 *
 * It changes the view in place: a group of 10,000 nodes takes 500 events a second, and a copy of its
 * index for each would cost more than the fold. An event costs the depth of its node: the sums of each
 * container above are corrected by the difference. What React compares, the node objects, is replaced.
 */
import type { NodeRow, RunEvent, RunFlags, StepStatus } from "@/core/events";
import type { RunView } from "./cell";
import { raiseName, reviseNames } from "./names";
import { carryReport, INITIAL_STATUS, mergeReport } from "./progress";
import { DirtyCells, refresh } from "./refresh";
import { addNode, dropNodes, setStatus } from "./structure";

type EventOf<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>;

/**
 * Folds events onto `view`, in place, and answers the ids of the nodes that look different, came into
 * being or are gone. Events at or before `view.seq` are ignored, and so are events about nodes that are
 * gone: a snapshot read while events arrive becomes exact by folding any overlap.
 */
export function applyEvents(view: RunView, events: readonly RunEvent[]): Set<string> {
  const changed = new Set<string>();
  const dirty = new DirtyCells();
  let folded = false;
  for (const event of events) {
    if (event.seq <= view.seq) continue;
    view.seq = event.seq;
    folded = true;
    applyEvent({ view, dirty, changed }, event);
  }
  if (folded) refresh(view, dirty, changed);
  return changed;
}

interface Fold {
  view: RunView;
  dirty: DirtyCells;
  changed: Set<string>;
}

function applyEvent(fold: Fold, event: RunEvent): void {
  switch (event.type) {
    case "run.submitted":
      return;
    case "run.changed":
      fold.view.run = { ...fold.view.run, ...flagsOf(event) };
      return;
    case "step.changed":
      return changeStep(fold, event);
    case "step.reported":
      return report(fold, event);
    case "nodes.born":
      return bear(fold, event);
    case "nodes.dropped":
      return drop(fold, event);
  }
}

function flagsOf({ paused, revoked, pinned }: RunFlags): RunFlags {
  return { paused, revoked, pinned };
}

function changeStep({ view, dirty }: Fold, event: EventOf<"step.changed">): void {
  const cell = view.inner.cells.get(event.nodeId);
  if (!cell) return;
  const { type: _type, nodeId: _nodeId, seq: _seq, at: _at, ...status } = event;
  cell.report = carryReport(cell.report, cell.status, status);
  setStatus(view.inner, cell, status satisfies StepStatus);
  dirty.add(cell);
}

function report({ view, dirty }: Fold, event: EventOf<"step.reported">): void {
  const cell = view.inner.cells.get(event.nodeId);
  // What a task said before it ended may arrive after, or again after a snapshot that has taken it in: it
  // says nothing about a later epoch.
  if (!cell || cell.status.state !== "running") return;
  if (event.epoch !== undefined && event.epoch < cell.status.epoch) return;
  cell.report = mergeReport(cell.report, event);
  dirty.add(cell);
}

function bear({ view, dirty, changed }: Fold, event: EventOf<"nodes.born">): void {
  const { cells } = view.inner;
  const parent = cells.get(event.parentId);
  if (!parent) return;
  const born = event.nodes.filter((row) => addBorn(view, row));
  for (const row of born) {
    const cell = cells.get(row.id);
    if (!cell) continue;
    dirty.add(cell);
    raiseName(cell, dirty.add);
  }
  dirty.add(parent);
  changed.add(parent.row.id);
  if (born.length > 0) view.structure += 1;
}

function addBorn(view: RunView, row: NodeRow): boolean {
  const { cells } = view.inner;
  if (cells.has(row.id) || row.parentId === null || !cells.has(row.parentId)) return false;
  addNode(view.inner, { row, status: INITIAL_STATUS });
  return true;
}

function drop({ view, dirty, changed }: Fold, event: EventOf<"nodes.dropped">): void {
  const parent = view.inner.cells.get(event.parentId);
  if (!parent || parent.children.length === 0) return;
  for (const cell of dropNodes(view.inner, parent)) changed.add(cell.row.id);
  reviseNames(parent, dirty.add);
  dirty.add(parent);
  changed.add(parent.row.id);
  view.structure += 1;
}
