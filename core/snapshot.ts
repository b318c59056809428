/** What `runs.get` answers and what the browser folds events onto. */
import type { NodeRow, RunFlags, StepReport, StepStatus } from "./events";
import type { ContainerState, RunState } from "./states";

/** A run as it stands in lists. Times: milliseconds since 1970. */
export interface RunSummary {
  runId: string;
  name: string;
  rootId: string;
  state: RunState;
  /** Every node is terminal. */
  settled: boolean;
  paused: boolean;
  /** Kept however old it gets. */
  pinned: boolean;
  submittedAt: number;
  startedAt?: number;
  finishedAt?: number;
  /** Steps by state; states with none are absent. */
  counts: { [state: string]: number };
  totalNodes: number;
  /** Names of the tasks in it, in the order drawn, each once, capped at 20. */
  tasks: string[];
  /** The saved workflow that it ran, when it ran one. */
  workflowId?: string;
  /** The revision of it. */
  workflowRevision?: number;
}

/** A node with its progress, flat, as the contract names the fields. */
export interface NodeView extends NodeRow, Omit<StepStatus, "state"> {
  /** A step has one of the step states, a container one of the container states. */
  state: StepStatus["state"] | ContainerState;
  settled: boolean;
  /** Free label of a running state, own or risen from a member. */
  stateLabel?: string;
  completedSteps: number;
  totalSteps: number;
  /** A worker has a step in this container. */
  hasRunning?: boolean;
  /** What the container itself did: an empty one, a map that unfolds. */
  own?: StepStatus;
  /** What the task reported last, before it is counted. */
  report?: StepReport;
}

export interface RunSnapshot {
  run: RunSummary & RunFlags;
  /** Parents before their members, members in the order drawn. */
  nodes: NodeView[];
  /** Where `runs.events` goes on without gap or repeat: `<gen>:<seq>`. */
  cursor: string;
}
