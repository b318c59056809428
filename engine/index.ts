/** The engine: the only folder that knows Redis' keys, Lua, BullMQ and streams. One port. */
import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { EngineError } from "@/core/errors";
import { DEFAULT_LIMITS } from "@/core/problem";
import { removeRun, retry, revoke, setPaused, nodeOf } from "./control";
import type { Services } from "./core-services";
import { createCommands } from "./commands";
import { createDispatcher } from "./dispatcher";
import { readEventPage, toRunEvent } from "./event-log";
import { createHub, type Hub } from "./follow";
import { createKeys } from "./keys";
import { readLogs } from "./logs";
import { getNode, getResult } from "./node-details";
import type { Engine, EngineOptions, EngineTimings, EngineWorker } from "./port";
import { Queues } from "./queues";
import { checkRedis, connectRedis, type ConnectionOptions } from "./redis";
import { createRegistry } from "./registry";
import { metaOf, readRunFields, summaryOf } from "./run-fields";
import { RunIndexes } from "./run-indexes";
import { listRuns } from "./run-list";
import { getSnapshot } from "./snapshots";
import { submit, validate } from "./submit";
import { startWorker } from "./worker/worker";

export type * from "./port";

/** See docs/reliability.md for what each is good for. */
export const DEFAULT_TIMINGS: EngineTimings = {
  leaseMs: 30_000,
  beatMs: 5_000,
  sweepMs: 1_000,
  queuedMs: 30_000,
  graceMs: 10_000,
  bullLockMs: 30_000,
  bullStalledMs: 5_000,
};
const DEFAULT_TTL_MS = 7 * 24 * 60 * 60 * 1000;
const CLAIM_LIMIT = 3;
const INFRA_LIMIT = 5;
const MAX_EVENTS = 50_000;
const BUDGET = 1000;

/** A web process would rather say that Redis is away than wait; a worker waits for ever. */
const HASTY: ConnectionOptions = { maxRetriesPerRequest: 2, commandTimeout: 10_000 };
const PATIENT: ConnectionOptions = { maxRetriesPerRequest: null };

/** `[A-Za-z0-9_-]`, 96 bits: nobody guesses one. */
const createId = () => randomBytes(12).toString("base64url");

function createServices(redis: Redis, options: EngineOptions): Services {
  const keys = createKeys(options.prefix ?? "espalier");
  const log = options.log ?? (() => {});
  const timings = { ...DEFAULT_TIMINGS, ...options.timings };
  const ttlMs = options.runTtlMs ?? DEFAULT_TTL_MS;
  const commands = createCommands(redis, keys, {
    timings,
    claimLimit: CLAIM_LIMIT,
    infraLimit: INFRA_LIMIT,
    maxEvents: MAX_EVENTS,
    budget: BUDGET,
    ttlMs,
  });
  const queues = new Queues(redis, keys.bull, (error) => log("warn", `Queue: ${error.message}`));
  return {
    redis,
    keys,
    commands,
    queues,
    timings,
    ttlMs,
    createId,
    log,
    dispatcher: createDispatcher(commands, queues),
    registry: createRegistry(redis, keys),
    indexes: new RunIndexes(redis, keys),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
  };
}

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
  const workers = new Set<EngineWorker>();
  let hub: Hub | undefined;

  /** A web process has one subscriber, opened when somebody watches. */
  function openHub(): Hub {
    hub ??= createHub({
      subscriber: connections.open("espalier-hub", PATIENT),
      channel: services.keys.channel,
      read: (runId, afterSeq, limit) => readTail(services, { runId, afterSeq, limit }),
      log: services.log,
    });
    return hub;
  }

  return {
    submit: (input) => submit(services, input),
    validate: (workflow) => validate(services, workflow),
    getRun: (runId) => getSnapshot(services, runId),
    async getSummary(runId) {
      return summaryOf(runId, await readRunFields(services.redis, services.keys, runId));
    },
    listRuns: (input) => listRuns(services, input),
    getNode: (runId, nodeId) => getNode(services, runId, nodeId),
    result: (runId, nodeId) => getResult(services, runId, nodeId),
    follow: (runId, cursor, signal) => openHub().follow(runId, cursor, signal),
    followRuns: (signal) => openHub().followRuns(signal),
    revoke: (input) => revoke(services, input),
    retry: (input) => retry(services, input),
    pause: (runId) => setPaused(services, runId, true),
    resume: (runId) => setPaused(services, runId, false),
    remove: (runId) => removeRun(services, runId),
    tailLogs: (runId, nodeId, cursor) => tailLogs(services, { runId, nodeId, cursor }),
    listTasks: () => services.registry.listTasks(),
    listWorkers: () => services.registry.listWorkers(),
    async work(workOptions) {
      const own = createServices(connections.open("espalier-worker", PATIENT), options);
      const worker = await startWorker(
        own,
        {
          bull: connections.open("espalier-bull", PATIENT),
          subscriber: connections.open("espalier-cancel", PATIENT),
        },
        workOptions,
      );
      workers.add(worker);
      return {
        id: worker.id,
        async close(closeOptions) {
          workers.delete(worker);
          await worker.close(closeOptions);
          await own.queues.close();
        },
      };
    },
    async check() {
      for (const warning of await checkRedis(services.redis)) services.log("warn", warning);
      // Loads the scripts, and proves that this Redis takes them.
      await services.commands.advanceRun("check");
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.close({ graceMs: 0 })));
      await hub?.close();
      await services.queues.close();
      connections.close();
    },
  };
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
    return { ...stored, events: stored.events.flatMap((raw) => toRunEvent(raw, index) ?? []) };
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
