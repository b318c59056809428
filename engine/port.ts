/** What the rest of the product may ask of the engine: the one way in. */
import type { RunEventBatch } from "@/core/events";
import type { Json, Workflow } from "@/core/node";
import type { PackedRun } from "@/core/packed-run";
import type { Limits, Problem } from "@/core/problem";
import type { RunSnapshot, RunSummary } from "@/core/snapshot";
import type { RunState, StepError } from "@/core/states";
import type { TaskDefinition, TaskInfo } from "@/core/task";
import type { WaitingFacts } from "@/core/waiting";
import type { HistoryInput, HistoryPage } from "./history";
import type { Templates } from "./templates/port";
import type { EngineMetrics, MemoryStatus, QueueInfo, WorkerInfo } from "./port-metrics";
import type { IsolationOptions } from "./worker/isolation/executor";
import type { SubmitSavedInput, Workflows } from "./workflows/port";

export type { HistoryInput, HistoryPage, IsolationOptions, QueueInfo, WorkerInfo };

export interface EngineOptions {
  /** What `REDIS_URL` may say: see README.md. */
  redisUrl: string;
  /** First part of every key. @default "espalier" */
  prefix?: string;
  limits?: Partial<Limits>;
  /** How long a settled run is kept that is not pinned. @default 7 days */
  runTtlMs?: number;
  /** How many of them are kept at most; the longest settled go first. @default 10,000 */
  keepRuns?: number;
  timings?: Partial<EngineTimings>;
  /** Told how old events are when they reach those who follow a run, in milliseconds by the clock of this process. */
  onEventLag?: (ms: number) => void;
  /** Where the engine says what it cannot say to a caller. @default nowhere */
  log?: (level: "info" | "warn" | "error", message: string, details?: unknown) => void;
}

/** Times of the protocol, in milliseconds. Scaled down by tests. */
export interface EngineTimings {
  leaseMs: number;
  beatMs: number;
  sweepMs: number;
  /** A queued step is looked for in BullMQ when it was not claimed for this long. */
  queuedMs: number;
  /** How long a revoked handler may take to stop. */
  graceMs: number;
  bullLockMs: number;
  bullStalledMs: number;
}

export interface SubmitInput {
  workflow: Workflow;
  /** Submitting the same id twice is one run. */
  runId?: string;
  /** The same key within the run's lifetime is one run. */
  idempotencyKey?: string;
  /** The revision of a saved workflow that this is. */
  saved?: { workflowId: string; revision: number };
}

export interface RunListInput {
  state?: RunState;
  search?: string;
  task?: string;
  limit?: number;
  cursor?: string;
}

export type RetryScope = "failed" | "node" | "from";

export interface RevokeInput {
  runId: string;
  /** One node, or several at once; without any the whole run. */
  nodeId?: string;
  nodeIds?: readonly string[];
  /** Takes what runs away at once. */
  terminate?: boolean;
  /** Answers what it would do, and does nothing. */
  dryRun?: boolean;
}

/** Counts of steps. */
export interface RevokeAnswer {
  /** Revoked before they had begun, or taken away by force. */
  revoked: number;
  /** Asked to stop. */
  revoking: number;
  /** In a very large run: the counts are those of the first moments, the decision holds for all. */
  more?: boolean;
  /** Of a dry run: which nodes. */
  preview?: RevokePreview;
}

/** Ids of nodes, when all that is asked to stop has stopped. */
export interface RevokePreview {
  /** They have not begun, and never will. */
  revoked: string[];
  /** They run, and are asked to stop. */
  asked: string[];
  /** What needed one of those. */
  skipped: string[];
  /** What goes on because of it: callbacks for failures, the next copies of a map. */
  starts: string[];
}

export interface RetryInput {
  runId: string;
  /** One node, or several at once; without any the whole run. */
  nodeId?: string;
  nodeIds?: readonly string[];
  scope: RetryScope;
  args?: Json[];
  kwargs?: { [name: string]: Json };
  dryRun?: boolean;
}

/** Ids of the steps that run again, and of those that keep their results. */
export interface RetryAnswer {
  willRun: string[];
  kept: string[];
  /** Of several nodes those in which there was nothing to retry. */
  refused?: string[];
}

export interface SucceedInput {
  runId: string;
  /** A step: containers and maps succeed by what is in them. */
  nodeId: string;
  /** Its result, as its task would have given it. */
  value: Json;
  /** Why, in the words of who does it. */
  note?: string;
  dryRun?: boolean;
}

export interface ResultAnswer {
  state: string;
  ready: boolean;
  value?: Json;
  error?: StepError;
}

/** What a node gave, for somebody who follows the run and knows its state from there. */
export interface NodeOutcome {
  /** Absent as long as the node has not settled. Null where it gave nothing. */
  value?: Json;
  /** The last error of a step, with its stack. Older than `value` when it succeeded since. */
  error?: StepError;
}

/** What the panel of a node shows beside its state. */
export interface NodeDetails {
  nodeId: string;
  task?: string;
  args: Json[];
  kwargs: { [name: string]: Json };
  /** What was put in front of `args`, once known. */
  received?: Json;
  /** Whose results that is, in order, the first of them: steps, or containers. Absent: nothing is received. */
  receivedFrom?: ReceivedFrom;
  options: { [name: string]: Json };
  idempotencyKey?: string;
  /** The last error, with its stack. */
  error?: StepError;
  /** Executions that ended before the present one, oldest first. */
  history: AttemptRecord[];
}

export interface ReceivedFrom {
  /** `item`: of the list that the map around it unfolds. */
  what: "result" | "failure" | "item";
  nodeIds: string[];
  /** How many they are. */
  count: number;
}

export interface AttemptRecord {
  epoch: number;
  attempt: number;
  iteration: number;
  /** A state, `lost` with its worker, or `returned` by a worker that was shut down. */
  outcome: string;
  worker?: string;
  /** Since when it waited for a worker. */
  queuedAt?: number;
  startedAt?: number;
  finishedAt: number;
  error?: StepError;
}

export interface LogLine {
  id: string;
  at: number;
  attempt: number;
  message: string;
}

export interface WorkOptions {
  tasks: TaskDefinition[];
  queues: string[];
  concurrency: number;
  dataDir: string;
  /** How to start processes for isolated tasks; needed where one of `tasks` is isolated. */
  isolation?: IsolationOptions;
}

/** A running worker. */
export interface EngineWorker {
  id: string;
  /** Hands running steps back after `graceMs` and closes. Called again it waits for the same end. */
  close(options: { graceMs: number }): Promise<void>;
}

export interface Engine {
  /** @throws EngineError WORKFLOW_INVALID with the problems, MEMORY_FULL; nothing is stored then. */
  submit(input: SubmitInput): Promise<{ runId: string; created: boolean }>;
  /**
   * Submits a revision of a saved workflow.
   *
   * @throws EngineError as `submit`, and WORKFLOW_NOT_FOUND, REVISION_NOT_FOUND, WORKFLOW_REMOVED, NODE_NOT_FOUND
   */
  submitSaved(input: SubmitSavedInput): Promise<{ runId: string; created: boolean }>;
  /** What is saved, with all its revisions. */
  workflows: Workflows;
  /** Fragments with parameters. */
  templates: Templates;
  validate(workflow: unknown): Promise<Problem[]>;
  getRun(runId: string): Promise<RunSnapshot>;
  /** The same for pages, in a tenth of the characters. @throws EngineError RUN_NOT_FOUND */
  getPackedRun(runId: string): Promise<PackedRun>;
  getSummary(runId: string): Promise<RunSummary>;
  /** Newest first. */
  listRuns(input: RunListInput): Promise<{ runs: RunSummary[]; nextCursor: string | null }>;
  /** The workflow as it was submitted. @throws EngineError RUN_NOT_FOUND */
  getWorkflow(runId: string): Promise<Workflow>;
  getNode(runId: string, nodeId: string): Promise<NodeDetails>;
  /**
   * What holds up a node that is not running, of which no event tells: queue, place in it, workers, delays.
   *
   * @throws EngineError RUN_NOT_FOUND, NODE_NOT_FOUND
   */
  waiting(runId: string, nodeId: string): Promise<WaitingFacts>;
  result(runId: string, nodeId?: string): Promise<ResultAnswer>;
  /**
   * What these nodes gave, in the order asked for, in one read however many they are.
   *
   * @throws EngineError RUN_NOT_FOUND, NODE_NOT_FOUND
   */
  outcomes(runId: string, nodeIds: readonly string[]): Promise<NodeOutcome[]>;
  /** Every event after `cursor` (from the beginning when absent), stored ones first; ends when `signal` aborts. */
  follow(runId: string, cursor: string | null, signal: AbortSignal): AsyncIterable<RunEventBatch>;
  /** The events that are kept of a run, a page at a time. @throws EngineError RUN_NOT_FOUND */
  history(input: HistoryInput): Promise<HistoryPage>;
  /** Ids of runs that changed, coalesced; for lists that are live. */
  followRuns(signal: AbortSignal): AsyncIterable<string[]>;
  revoke(input: RevokeInput): Promise<RevokeAnswer>;
  retry(input: RetryInput): Promise<RetryAnswer>;
  /**
   * Marks a step that failed, was revoked or has not begun as succeeded with this value, and goes on with what
   * follows; what its end had caused is taken back as by a retry.
   *
   * @throws EngineError RUN_NOT_FOUND, NODE_NOT_FOUND, NOT_SUCCEEDABLE, RESULT_INVALID, TOO_LARGE, CONFLICT
   */
  succeed(input: SucceedInput): Promise<RetryAnswer>;
  pause(runId: string): Promise<void>;
  resume(runId: string): Promise<void>;
  /** @throws EngineError RUN_NOT_FOUND, RUN_NOT_SETTLED, RUN_PINNED */
  remove(runId: string): Promise<void>;
  /**
   * Keeps a run however old it gets, or no longer: from then on it is kept as if it had just settled.
   *
   * @throws EngineError RUN_NOT_FOUND
   */
  setPinned(runId: string, pinned: boolean): Promise<void>;
  tailLogs(
    runId: string,
    nodeId: string,
    cursor: string | null,
  ): Promise<{ lines: LogLine[]; cursor: string }>;
  memory(): Promise<MemoryStatus>;
  metrics(): Promise<EngineMetrics>;
  listTasks(): Promise<TaskInfo[]>;
  listWorkers(): Promise<WorkerInfo[]>;
  /** Queues that are served, named by a task or were ever sent a step, by name. */
  listQueues(): Promise<QueueInfo[]>;
  /**
   * Workers take no more steps from the queue, whichever run they belong to, until it is resumed; what runs
   * ends. A worker that is going through steps of one run may begin others for a tenth of a second.
   *
   * @throws EngineError QUEUE_NOT_FOUND
   */
  pauseQueue(name: string): Promise<void>;
  /** @throws EngineError QUEUE_NOT_FOUND */
  resumeQueue(name: string): Promise<void>;
  work(options: WorkOptions): Promise<EngineWorker>;
  /**
   * Looks after live runs from this process, too, until it closes: expiries, delays of containers and lost
   * jobs are seen to while no worker is there. A worker does so by itself.
   */
  lookAfterRuns(): void;
  /** Resolves when Redis answers and fits. @throws EngineError with what to do. */
  check(): Promise<void>;
  /** Ends streams and workers, and closes connections. Called again it waits for the same end. */
  close(): Promise<void>;
}
