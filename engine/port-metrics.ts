/** What the engine tells those who operate it. */

export interface WorkerInfo {
  id: string;
  host: string;
  pid: number;
  queues: string[];
  tasks: string[];
  concurrency: number;
  running: number;
  startedAt: number;
  seenAt: number;
  version: string;
  /** Of the runs that it can go on with; absent: of the first version, which said none. */
  formats?: { oldest: number; newest: number };
}

/** A queue and the deliveries in it: of a large run most steps wait in the run, not here. */
export interface QueueInfo {
  name: string;
  /** Workers take nothing from it. */
  paused: boolean;
  /** Deliveries that a worker may take now. */
  waiting: number;
  /** Deliveries that a worker has. */
  active: number;
  /** Deliveries that are due later: delay, eta, backoff. */
  delayed: number;
  /** Ids of the workers that are there and serve it. */
  workers: string[];
}

/** How full Redis is. */
export interface MemoryStatus {
  usedBytes: number;
  /** Its `maxmemory`; null: it has none. */
  maxBytes: number | null;
  /** Too little is left: new runs are refused until there is room again. */
  refusesRuns: boolean;
}

/** What was counted of one kind since the beginning, and how long it took. */
export interface MeterSeries {
  /** Of an execution its task and outcome, of a run its state. */
  labels: string[];
  /** In seconds. */
  sum: number;
  /** How many took so long, each bucket without those before it. */
  buckets: number[];
}

export interface EngineMetrics {
  queues: QueueInfo[];
  workers: WorkerInfo[];
  memory: MemoryStatus;
  /** `live`: under way; `kept`: settled and not pinned. */
  runs: { live: number; all: number; kept: number };
  /** Of the runs under way, by state. */
  steps: { [state: string]: number };
  finishedSteps: MeterSeries[];
  finishedRuns: MeterSeries[];
}
