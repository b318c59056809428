/** The engine: the only folder that knows Redis' keys, Lua, BullMQ and streams. One port. */
import type { Redis } from "ioredis";
import { EngineError } from "@/core/errors";
import { nodeOf, setPaused, setPinned } from "./control";
import type { Services } from "./core-services";
import { readEventPage, toRunEvent } from "./event-log";
import { createHub, type Hub } from "./follow";
import { readHistory } from "./history";
import { readLogs } from "./logs";
import { getNode, getResult } from "./node-details";
import { readMetrics } from "./metrics";
import type { Engine, EngineOptions, EngineWorker, WorkOptions } from "./port";
import { checkRedis, connectRedis, type ConnectionOptions } from "./redis";
import { removeRun } from "./retention/remove-run";
import { listQueues, setQueuePaused } from "./queue-control";
import { retry } from "./retry";
import { revoke } from "./revoke";
import { metaOf, readRunFields } from "./run-fields";
import { getOutcomes } from "./outcomes";
import { listRuns, readSummary } from "./run-list";
import { createServices } from "./services";
import { getPackedRun, getSnapshot } from "./snapshots";
import { addStopReasons, stepsAmong } from "./stop-reasons";
import { submit, validate } from "./submit";
import { succeed } from "./succeed";
import { startSweeper, type Sweeper } from "./sweeper";
import { getWaiting } from "./waiting";
import { startWorker } from "./worker/worker";
import { createTemplates } from "./templates";
import { createStore, createWorkflows, submitSaved } from "./workflows";

export type * from "./port";

/** A web process would rather say that Redis is away than wait; a worker waits for ever. */
const HASTY: ConnectionOptions = { maxRetriesPerRequest: 2, commandTimeout: 10_000 };
const PATIENT: ConnectionOptions = { maxRetriesPerRequest: null };

/** Connections of one engine, closed together. */
class Connections {
  readonly #open: Redis[] = [];
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  open(name: string, options: ConnectionOptions): Redis {
    const redis = connectRedis(this.#options.redisUrl, { ...options, connectionName: name });
    redis.on("error", (error: Error) => {
      this.#options.log?.("warn", `Redis (${name}): ${error.message}`);
    });
    this.#open.push(redis);
    return redis;
  }

  close(): void {
    for (const redis of this.#open) redis.disconnect();
  }
}

/** Connects lazily: nothing here waits for Redis; {@link Engine.check} does. */
export function createEngine(options: EngineOptions): Engine {
  const connections = new Connections(options);
  const services = createServices(connections.open("espalier", HASTY), options);
  const saved = createStore(services);
  const workers = new Set<EngineWorker>();
  let hub: Hub | undefined;
  let sweeper: Sweeper | undefined;

  /** A web process has one subscriber, opened when somebody watches. */
  function openHub(): Hub {
    hub ??= createHub({
      subscriber: connections.open("espalier-hub", PATIENT),
      channel: services.keys.channel,
      read: (runId, afterSeq, limit) => readTail(services, { runId, afterSeq, limit }),
      log: services.log,
      ...(options.onEventLag ? { onLag: options.onEventLag } : {}),
    });
    return hub;
  }

  return {
    submit: (input) => submit(services, input),
    submitSaved: (input) => submitSaved(saved, input),
    workflows: createWorkflows(saved),
    templates: createTemplates(services),
    validate: (workflow) => validate(services, workflow),
    getRun: (runId) => getSnapshot(services, runId),
    getPackedRun: (runId) => getPackedRun(services, runId),
    async getSummary(runId) {
      const fields = await readRunFields(services.redis, services.keys, runId);
      return readSummary(services, runId, fields);
    },
    listRuns: (input) => listRuns(services, input),
    async getWorkflow(runId) {
      const fields = await readRunFields(services.redis, services.keys, runId);
      return (await services.indexes.get(runId, metaOf(fields).gen)).workflow;
    },
    getNode: (runId, nodeId) => getNode(services, runId, nodeId),
    waiting: (runId, nodeId) => getWaiting(services, runId, nodeId),
    result: (runId, nodeId) => getResult(services, runId, nodeId),
    outcomes: (runId, nodeIds) => getOutcomes(services, runId, nodeIds),
    follow: (runId, cursor, signal) => openHub().follow(runId, cursor, signal),
    followRuns: (signal) => openHub().followRuns(signal),
    history: (input) => readHistory(services, input),
    revoke: (input) => revoke(services, input),
    retry: (input) => retry(services, input),
    succeed: (input) => succeed(services, input),
    pause: (runId) => setPaused(services, runId, true),
    resume: (runId) => setPaused(services, runId, false),
    remove: (runId) => removeRun(services, runId),
    setPinned: (runId, pinned) => setPinned(services, runId, pinned),
    tailLogs: (runId, nodeId, cursor) => tailLogs(services, { runId, nodeId, cursor }),
    metrics: () => readMetrics(services),
    memory: () => services.memory.status(),
    listTasks: () => services.registry.listTasks(),
    listWorkers: () => services.registry.listWorkers(),
    listQueues: () => listQueues(services),
    pauseQueue: (name) => setQueuePaused(services, name, true),
    resumeQueue: (name) => setQueuePaused(services, name, false),
    async work(workOptions) {
      const worker = await openWorker(options, workOptions);
      const close = once(async (closeOptions: { graceMs: number }) => {
        await worker.close(closeOptions);
        workers.delete(handle);
      });
      const handle: EngineWorker = { id: worker.id, close };
      workers.add(handle);
      return handle;
    },
    lookAfterRuns() {
      sweeper ??= startSweeper(services);
    },
    async check() {
      for (const warning of await checkRedis(services.redis)) services.log("warn", warning);
      // Loads the scripts, and proves that this Redis takes them.
      await services.commands.advanceRun("check");
    },
    close: once(async () => {
      await Promise.all([...workers].map((worker) => worker.close({ graceMs: 0 })));
      await hub?.close();
      await sweeper?.close();
      await services.meters.close();
      await services.queues.close();
      connections.close();
    }),
  };
}

/** A worker with connections of its own, which end with it. */
async function openWorker(options: EngineOptions, workOptions: WorkOptions): Promise<EngineWorker> {
  const connections = new Connections(options);
  const services = createServices(connections.open("espalier-worker", PATIENT), options);
  const bull = connections.open("espalier-bull", PATIENT);
  const subscriber = connections.open("espalier-cancel", PATIENT);
  try {
    const worker = await startWorker(services, { bull, subscriber }, workOptions);
    return {
      id: worker.id,
      async close(closeOptions) {
        await worker.close(closeOptions);
        await services.meters.close();
        await services.queues.close();
        connections.close();
      },
    };
  } catch (error) {
    connections.close();
    throw error;
  }
}

/** Whoever ends it again waits for the same end. */
function once<A extends unknown[]>(end: (...args: A) => Promise<void>) {
  let ending: Promise<void> | undefined;
  return (...args: A): Promise<void> => (ending ??= end(...args));
}

async function readTail(
  services: Services,
  page: { runId: string; afterSeq: number; limit: number },
) {
  const { redis, keys, indexes } = services;
  const stored = await readEventPage(redis, keys, page);
  if (!stored) return null;
  try {
    const index = await indexes.get(page.runId, stored.gen);
    const events = stored.events.flatMap((raw) => toRunEvent(raw, index) ?? []);
    await addStopReasons(services, { runId: page.runId, index }, stepsAmong(events));
    return {
      ...stored,
      events,
      // A page may hold nothing for viewers, and still moves them on.
      through: stored.events.at(-1)?.seq ?? page.afterSeq,
    };
  } catch (error) {
    if (error instanceof EngineError && error.code === "RUN_NOT_FOUND") return null;
    throw error;
  }
}

async function tailLogs(
  services: Services,
  { runId, nodeId, cursor }: { runId: string; nodeId: string; cursor: string | null },
) {
  const { redis, keys, indexes } = services;
  const fields = await readRunFields(redis, keys, runId);
  const index = await indexes.get(runId, metaOf(fields).gen);
  const { element } = nodeOf(index, runId, nodeId);
  if (element === null) return { lines: [], cursor: cursor ?? "0-0" };
  return readLogs({ redis, keys }, { runId, element, cursor });
}
