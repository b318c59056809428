/** Every Redis key, built here and nowhere else. */

/** Keys of one run; all carry the hash tag `{runId}`, so each script touches one slot. */
export const RUN_KEYS = [
  "run", // hash: what describes the run, its counts and flags
  "plan", // hash: element -> static part and payload; "doc" -> the workflow
  "steps", // hash: element -> record
  "results", // hash: element -> JSON
  "notes", // hash: e<n> error, g<n> replaced payload, h<n> history, k<n> reason
  "reports", // hash: element -> progress and label
  "births", // list: nodes that were born at run time
  "outbox", // zset: element.epoch -> since when; jobs to be added to BullMQ
  "due", // zset: element -> when somebody has to look at it
  "ready", // list: element.epoch that wait for the window, or for the end of a pause
  "back", // list: what is left to take back
  "ahead", // list: what is left to lead on, after that
  "events", // stream
] as const;

export interface Keys {
  prefix: string;
  run(runId: string): string[];
  runKey(runId: string, name: (typeof RUN_KEYS)[number]): string;
  /** Log lines of one step. */
  log(runId: string, element: number): string;
  /** Set of the elements that have log lines. */
  logs(runId: string): string;
  /** zset: run id -> submitted at. */
  runs: string;
  /** Set of runs that the sweeper visits: every live run, and at times one that is not. */
  active: string;
  /** zset: settled run that is not pinned -> since when it is kept. */
  kept: string;
  /** Hash: what was counted since the beginning, for /metrics. */
  meters: string;
  tasks: string;
  workers: string;
  /** Set: names of the queues that were ever sent a job. */
  queues: string;
  sweepLock: string;
  retentionLock: string;
  /** Pub/sub: ids of runs that have new events. */
  channel: string;
  /** Pub/sub: ids of runs in which running steps are to stop. */
  cancelChannel: string;
  /** BullMQ's own prefix. */
  bull: string;
}

export function createKeys(prefix: string): Keys {
  const runKey = (runId: string, name: string) => `${prefix}:{${runId}}:${name}`;
  return {
    prefix,
    run: (runId) => RUN_KEYS.map((name) => runKey(runId, name)),
    runKey,
    log: (runId, element) => runKey(runId, `log:${element}`),
    logs: (runId) => runKey(runId, "logs"),
    runs: `${prefix}:runs`,
    active: `${prefix}:active`,
    kept: `${prefix}:kept`,
    meters: `${prefix}:meters`,
    tasks: `${prefix}:tasks`,
    workers: `${prefix}:workers`,
    queues: `${prefix}:queues`,
    sweepLock: `${prefix}:sweep`,
    retentionLock: `${prefix}:retention`,
    channel: `${prefix}:changed`,
    cancelChannel: `${prefix}:cancel`,
    bull: `{${prefix}}`,
  };
}
