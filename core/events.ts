/**
 * What happens in a run, as it is stored, sent and folded. Every event is absolute: it says what is so
 * from now on, never by how much something changed. So a snapshot read while events arrive becomes exact
 * by folding the events since, in any overlap.
 */
import type { Cause, StepError, StepState } from "./states";
import type { NodeKind, NodeRole } from "./node";

/** Everything about the progress of one step that changes with a transition. Times: milliseconds since 1970. */
export interface StepStatus {
  state: StepState;
  /** Counts the decisions to execute the step. */
  epoch: number;
  attempt: number;
  /** Trampoline iterations done before. */
  iteration: number;
  /** Claims without an outcome since the last decision. */
  claims: number;
  /** Asked to stop, not stopped yet. */
  revoking: boolean;
  cause?: Cause;
  error?: StepError;
  /** A person marked it as succeeded and gave its result, and maybe said why. */
  byHand?: { note?: string };
  worker?: string;
  /** When it is due, while `scheduled` or `retrying`. */
  dueAt?: number;
  /** Since when it waits for a worker, or waited: of the present execution. */
  queuedAt?: number;
  /** When the first execution of this decision began. */
  startedAt?: number;
  /** When the present execution began, where it is not the first: another attempt, an iteration. */
  attemptStartedAt?: number;
  finishedAt?: number;
}

/** What a task said of itself. */
export interface StepReport {
  completed?: number;
  total?: number;
  label?: string;
}

/** A node of a run without its progress: what the drawing is made of. */
export interface NodeRow {
  id: string;
  kind: NodeKind;
  role: NodeRole | null;
  parentId: string | null;
  /** Position among the members of the same role. */
  index: number;
  task?: string;
  /** The label of a signature, the label or name of a container. */
  label?: string;
  name?: string;
  optional?: boolean;
  /** How many steps it counts for before it reports any. 0 for containers. */
  declaredSteps: number;
  /** The container has a turn of its own: an empty one, or a map before it unfolds. */
  hasOwnStep: boolean;
}

export interface RunFlags {
  paused: boolean;
  /** A person revoked the whole run. */
  revoked: boolean;
  /** Kept however old it gets. */
  pinned: boolean;
}

export type RunEvent = { seq: number; at: number } & (
  | { type: "run.submitted" }
  /** Paused, resumed, pinned, unpinned or revoked as a whole. */
  | ({ type: "run.changed" } & RunFlags)
  /** A step made a transition. */
  | ({ type: "step.changed"; nodeId: string } & StepStatus)
  /** A task reported progress or a label, in `epoch` (absent: in the present one). */
  | ({ type: "step.reported"; nodeId: string; epoch?: number } & StepReport)
  /** Nodes came into being under `parentId`: copies of a map, or what a step returned to take its place. */
  | { type: "nodes.born"; parentId: string; nodes: NodeRow[] }
  /** Nodes born under `parentId` are gone: it runs anew. */
  | { type: "nodes.dropped"; parentId: string }
);

/**
 * What a viewer of a run receives: events without a gap, or word that its position is no longer known
 * (trimmed, or another history after a failover) and it has to take a new snapshot.
 */
export type RunEventBatch =
  { kind: "events"; events: RunEvent[]; cursor: string } | { kind: "reset"; cursor: string };
