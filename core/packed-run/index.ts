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
    const values = list.map((each) => {
      const value = each?.[key as keyof T] as Json | undefined;
      // No field has null for a value but a role, which the root has none of.
      return value === undefined || value === null
        ? undefined
        : OBJECTS.has(key)
          ? JSON.stringify(value)
          : value;
    });
    const column = packColumn(values);
    if (column !== undefined) columns[key] = column;
  }
  return columns;
}

function unpackFields<T extends object>(columns: Columns, count: number): T[] {
  const list = Array.from({ length: count }, () => ({}) as T);
  for (const [key, column] of Object.entries(columns)) {
    const values = unpackColumn(column, count);
    const known = new Map<unknown, unknown>();
    const read = (text: unknown) => {
      if (!known.has(text)) known.set(text, JSON.parse(String(text)));
      return known.get(text);
    };
    values.forEach((value, at) => {
      if (value === undefined) return;
      Object.assign(list[at] ?? {}, { [key]: OBJECTS.has(key) ? read(value) : value });
    });
  }
  return list;
}

/** Counts the members of each role of each parent, in the order drawn. */
function createCounter() {
  const counts = new Map<string, number>();
  return (parent: number | undefined, role: string | null): number => {
    const key = `${parent ?? ""} ${role ?? ""}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
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
