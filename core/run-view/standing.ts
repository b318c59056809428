/**
 * How everything in a run stands at one moment, kept small, and a view put back to it: what lets a person
 * go back in a run of ten thousand nodes without folding it from its start.
 */
import type { NodeRow, StepReport, StepStatus } from "@/core/events";
import { isCallback, type RunView } from "./cell";
import { DirtyCells, refresh } from "./refresh";
import { createRunView } from "./run-view";
import { setStatus } from "./structure";

/** Statuses and reports are shared with the view that they were taken of, and never changed. */
export interface Standing {
  rows: readonly NodeRow[];
  /** In the order of `rows`. */
  statuses: readonly StepStatus[];
  reports: readonly (StepReport | undefined)[];
  /** Paused, revoked; all else in it follows from the statuses. */
  run: RunView["run"];
  seq: number;
  /** Which births and drops are in it. */
  structure: number;
}

export function standingOf(view: RunView): Standing {
  const cells = [...view.inner.cells.values()];
  return {
    rows: cells.map(({ row }) => row),
    statuses: cells.map(({ status }) => status),
    reports: cells.map(({ report }) => report),
    run: view.run,
    seq: view.seq,
    structure: view.structure,
  };
}

/**
 * Puts a view of the same run back, or on, to a standing. Answers the view to go on with, another one where
 * nodes were born or dropped between, and the ids of nodes that look different, came or went.
 */
export function putBack(view: RunView, to: Standing): { view: RunView; changed: Set<string> } {
  const isSame = view.structure === to.structure && view.inner.cells.size === to.rows.length;
  return isSame ? { view, changed: putStatuses(view, to) } : rebuild(view, to);
}

function putStatuses(view: RunView, to: Standing): Set<string> {
  const changed = new Set<string>();
  const dirty = new DirtyCells();
  let at = 0;
  for (const cell of view.inner.cells.values()) {
    const status = to.statuses[at];
    const report = to.reports[at];
    at += 1;
    if (status === undefined || (cell.status === status && cell.report === report)) continue;
    cell.report = report;
    setStatus(view.inner, cell, status);
    dirty.add(cell);
  }
  view.seq = to.seq;
  view.run = to.run;
  refresh(view, dirty, changed);
  return changed;
}

function rebuild(before: RunView, to: Standing): { view: RunView; changed: Set<string> } {
  const statuses = new Map<string, StepStatus>();
  const reports = new Map<string, StepReport>();
  to.rows.forEach(({ id }, at) => {
    const [status, report] = [to.statuses[at], to.reports[at]];
    if (status !== undefined) statuses.set(id, status);
    if (report !== undefined) reports.set(id, report);
  });
  const { seq, rows, run } = to;
  const view = createRunView({ ...{ run, rows, statuses, reports, seq }, gen: before.gen });
  view.structure = to.structure;
  return { view, changed: new Set([...before.nodes.keys(), ...view.nodes.keys()]) };
}

/** Rows of the nodes that were there at submission: what was born since, and all in it, is left out. */
export function plannedRows(view: RunView): NodeRow[] {
  const bearers = bearersOf(view);
  const cells = [...view.inner.cells.values()];
  return cells.flatMap(({ row }) => (bearers.has(row.id) ? [] : [row]));
}

/** Rows of the nodes that were born since, by the map or step that bore them, parents first. */
export function bornRows(view: RunView): Map<string, NodeRow[]> {
  const born = new Map<string, NodeRow[]>();
  for (const [id, bearer] of bearersOf(view)) {
    const row = view.inner.cells.get(id)?.row;
    const rows = born.get(bearer) ?? [];
    if (row !== undefined) rows.push(row);
    born.set(bearer, rows);
  }
  return born;
}

/** What bore each node that was born. Only maps and steps bear, and callbacks hang on them from the start. */
function bearersOf(view: RunView): Map<string, string> {
  const bearers = new Map<string, string>();
  for (const { row, parent } of view.inner.cells.values()) {
    if (parent === undefined) continue;
    const bears = parent.row.kind === "map" || parent.row.kind === "task";
    const isBorn = bears && !isCallback(row);
    const bearer = isBorn ? parent.row.id : bearers.get(parent.row.id);
    if (bearer !== undefined) bearers.set(row.id, bearer);
  }
  return bearers;
}
