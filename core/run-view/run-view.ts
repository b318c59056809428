/** A view from what is stored, and back: from the rows of a run (server) or from a snapshot (browser). */
import type { NodeRow, RunFlags, StepReport, StepStatus } from "@/core/events";
import type { NodeView, RunSnapshot, RunSummary } from "@/core/snapshot";
import { createWhole, type RunView } from "./cell";
import { raiseName } from "./names";
import { INITIAL_STATUS } from "./progress";
import { DirtyCells, refresh } from "./refresh";
import { addNode } from "./structure";

/** What a view is made of. Nodes without a status are as at submission. */
export interface RunViewInput {
  /** Its state, counts and times are derived anew. */
  run: RunSummary & RunFlags;
  /** Parents before their members, members in the order drawn. */
  rows: readonly NodeRow[];
  statuses?: ReadonlyMap<string, StepStatus>;
  reports?: ReadonlyMap<string, StepReport>;
  seq: number;
  gen: string;
}

/** The view of a run. Without statuses: as it was at submission, which is where folding all events starts. */
export function createRunView(input: RunViewInput): RunView {
  const { rows, statuses, reports, seq, gen } = input;
  const views = new Map<string, NodeView>();
  const inner = { cells: new Map(), views, whole: createWhole(0), counts: {} };
  const view: RunView = { run: input.run, nodes: views, seq, gen, structure: 0, inner };
  const dirty = new DirtyCells();
  for (const row of rows) {
    const status = statuses?.get(row.id) ?? INITIAL_STATUS;
    dirty.add(addNode(inner, { row, status, report: reports?.get(row.id) }));
  }
  for (const cell of view.inner.cells.values()) raiseName(cell, dirty.add);
  refresh(view, dirty, new Set());
  return view;
}

/** The view that a snapshot was taken of. @throws Error when the cursor is none of ours. */
export function viewFromSnapshot(snapshot: RunSnapshot): RunView {
  const { nodes, run } = snapshot;
  const statuses = new Map<string, StepStatus>();
  const reports = new Map<string, StepReport>();
  for (const node of nodes) {
    const status = statusOf(node);
    if (status) statuses.set(node.id, status);
    if (node.report) reports.set(node.id, node.report);
  }
  const rows = nodes.map(rowOf);
  return createRunView({ run, rows, statuses, reports, ...parseCursor(snapshot.cursor) });
}

/** What `runs.get` answers of a view. Node objects are shared with the view. */
export function snapshotOf(view: RunView): RunSnapshot {
  const { run, nodes, seq, gen } = view;
  return { run, nodes: [...nodes.values()], cursor: `${gen}:${seq}` };
}

/** Splits `<gen>:<seq>`. @throws Error when it is not of that form. */
export function parseCursor(cursor: string): { gen: string; seq: number } {
  const at = cursor.lastIndexOf(":");
  const seq = Number(cursor.slice(at + 1));
  if (at < 1 || !Number.isSafeInteger(seq) || seq < 0)
    throw new Error(`The cursor "${cursor}" is not of the form <gen>:<seq>. Load the run again.`);
  return { gen: cursor.slice(0, at), seq };
}

/** A node as it was drawn: `label` is what it shows, `name` is what it was given. */
function rowOf(node: NodeView): NodeRow {
  const { id, kind, role, parentId, index, task, name, optional, declaredSteps, hasOwnStep } = node;
  return {
    ...{ id, kind, role, parentId, index, declaredSteps, hasOwnStep },
    ...(task === undefined ? {} : { task }),
    ...(name === undefined ? {} : { label: name }),
    ...(optional === undefined ? {} : { optional }),
  };
}

type Always = "state" | "epoch" | "attempt" | "iteration" | "claims" | "revoking";

/** All that a status may say besides: the compiler asks for what is added to it. */
const SOMETIMES: Record<Exclude<keyof StepStatus, Always>, true> = {
  cause: true,
  error: true,
  byHand: true,
  worker: true,
  dueAt: true,
  queuedAt: true,
  startedAt: true,
  attemptStartedAt: true,
  finishedAt: true,
};
const SOMETIMES_KEYS = Object.keys(SOMETIMES) as (keyof typeof SOMETIMES)[];

function statusOf(node: NodeView): StepStatus | undefined {
  if (node.kind !== "task") return node.own;
  const { state, epoch, attempt, iteration, claims, revoking } = node;
  const status: StepStatus = { state, epoch, attempt, iteration, claims, revoking };
  for (const key of SOMETIMES_KEYS) {
    if (node[key] !== undefined) Object.assign(status, { [key]: node[key] });
  }
  return status;
}
