/**
 * A run as its page takes it, in a tenth of the characters of `runs.get`: what nodes are and how they stand,
 * by columns. All that follows from it, containers' states and sums among it, is derived where it is read,
 * by the code that derives it on the server.
 */
import type { NodeRow, RunFlags, StepReport, StepStatus } from "@/core/events";
import type { Json } from "@/core/node";
import { createRunView, parseCursor, standingOf, type RunView } from "@/core/run-view";
import type { RunSummary } from "@/core/snapshot";
import { packColumn, unpackColumn, type Column } from "./columns";

type Columns = { [key: string]: Column };

export interface PackedRun {
  run: RunSummary & RunFlags;
  /** How many nodes there are. */
  count: number;
  /** Of each node the place of its parent among them, and where it is not the next of its role. */
  places: Columns;
  rows: Columns;
  statuses: Columns;
  reports: Columns;
  /** Where `runs.events` goes on without gap or repeat: `<gen>:<seq>`. */
  cursor: string;
}

type Placed = "parentId" | "index";
const ROW_KEYS: Record<Exclude<keyof NodeRow, Placed>, true> = {
  ...{ id: true, kind: true, role: true, task: true, label: true, name: true, optional: true },
  ...{ declaredSteps: true, hasOwnStep: true },
};
const STATUS_KEYS: Record<keyof StepStatus, true> = {
  ...{ state: true, epoch: true, attempt: true, iteration: true, claims: true, revoking: true },
  ...{ cause: true, error: true, byHand: true, worker: true, dueAt: true, queuedAt: true },
  ...{ startedAt: true, attemptStartedAt: true, finishedAt: true },
};
const REPORT_KEYS: Record<keyof StepReport, true> = { completed: true, total: true, label: true };
/** Objects, sent as their JSON: many are alike. */
const OBJECTS: ReadonlySet<string> = new Set(["cause", "error", "byHand"]);

export function packRun(view: RunView): PackedRun {
  const { rows, statuses, reports, run, seq } = standingOf(view);
  return {
    run,
    count: rows.length,
    places: placesOf(rows),
    rows: packFields(rows, ROW_KEYS),
    statuses: packFields(statuses, STATUS_KEYS),
    reports: packFields(reports, REPORT_KEYS),
    cursor: `${view.gen}:${seq}`,
  };
}

/** The view that was packed. @throws Error when the cursor is none of ours */
export function unpackRun({ run, count, cursor, ...packed }: PackedRun): RunView {
  const rows = unpackFields<NodeRow>(packed.rows, count);
  putInPlace(rows, packed.places);
  const statuses = new Map<string, StepStatus>();
  const reports = new Map<string, StepReport>();
  const all = unpackFields<StepStatus>(packed.statuses, count);
  const said = unpackFields<StepReport>(packed.reports, count);
  rows.forEach(({ id }, at) => {
    const [status, report] = [all[at], said[at]];
    if (status !== undefined) statuses.set(id, status);
    if (report !== undefined && Object.keys(report).length > 0) reports.set(id, report);
  });
  return createRunView({ run, rows, statuses, reports, ...parseCursor(cursor) });
}

function packFields<T extends object>(
  list: readonly (T | undefined)[],
  keys: Record<string, true>,
): Columns {
  const columns: Columns = {};
  for (const key of Object.keys(keys)) {
    const isObject = OBJECTS.has(key);
    const values = list.map((each) => {
      const value = each?.[key as keyof T] as Json | undefined;
      // No field has null for a value but a role, which the root has none of.
      if (value === undefined || value === null) return undefined;
      return isObject ? JSON.stringify(value) : value;
    });
    const column = packColumn(values);
    if (column !== undefined) columns[key] = column;
  }
  return columns;
}

function unpackFields<T extends object>(columns: Columns, count: number): T[] {
  const list = Array.from({ length: count }, (): { [key: string]: unknown } => ({}));
  for (const [key, column] of Object.entries(columns)) {
    const values = OBJECTS.has(key)
      ? parsed(unpackColumn(column, count))
      : unpackColumn(column, count);
    for (let at = 0; at < count; at += 1) {
      const [item, value] = [list[at], values[at]];
      if (item !== undefined && value !== undefined) item[key] = value;
    }
  }
  return list as T[];
}

/** Equal texts are one object. */
function parsed(texts: readonly unknown[]): unknown[] {
  const known = new Map<unknown, unknown>();
  return texts.map((text) => {
    if (text === undefined) return undefined;
    if (!known.has(text)) known.set(text, JSON.parse(String(text)));
    return known.get(text);
  });
}

/** Counts the members of each role of each parent, in the order drawn. */
function createCounter() {
  const counts = new Map<string | null, Map<number, number>>();
  return (parent: number | undefined, role: string | null): number => {
    const ofRole = counts.get(role) ?? new Map<number, number>();
    counts.set(role, ofRole);
    const count = ofRole.get(parent ?? -1) ?? 0;
    ofRole.set(parent ?? -1, count + 1);
    return count;
  };
}

function placesOf(rows: readonly NodeRow[]): Columns {
  const at = new Map(rows.map(({ id }, place) => [id, place]));
  const next = createCounter();
  const parents = rows.map(({ parentId }) => (parentId === null ? undefined : at.get(parentId)));
  const offs = rows.map(({ index, role }, place) => index - next(parents[place], role));
  const [parent, off] = [packColumn(parents), packColumn(offs)];
  return { ...(parent && { parent }), ...(off && { off }) };
}

function putInPlace(rows: NodeRow[], { parent, off }: Columns): void {
  const parents = unpackColumn(parent, rows.length);
  const offs = unpackColumn(off, rows.length);
  const next = createCounter();
  rows.forEach((row, place) => {
    const at = parents[place] as number | undefined;
    row.role ??= null;
    row.parentId = at === undefined ? null : (rows[at]?.id ?? null);
    row.index = next(at, row.role) + Number(offs[place] ?? 0);
  });
}
