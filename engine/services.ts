/** Builds what the parts of the engine share. */
import type { Redis } from "ioredis";
import { DEFAULT_LIMITS } from "@/core/problem";
import { createCommands, type CommandSettings } from "./commands";
import type { Services } from "./core-services";
import { createDispatcher } from "./dispatcher";
import { FORMATS } from "./format";
import { createId } from "./ids";
import { createKeys } from "./keys";
import { createMemory } from "./memory";
import { startMeters } from "./meters";
import type { EngineOptions, EngineTimings } from "./port";
import { Queues } from "./queues";
import { createRegistry } from "./registry";
import { RunIndexes } from "./run-indexes";

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
const DEFAULT_KEEP_RUNS = 10_000;
/**
 * Claims without an outcome after which a step is given up wherever it ran. The guilty one of a dead worker is
 * found before, at its third execution (worker/suspicion.ts); this ends what no process keeps in, for instance
 * a step that uses up the machine's memory.
 */
const CLAIM_LIMIT = 10;
const INFRA_LIMIT = 5;
const MAX_EVENTS = 50_000;
const BUDGET = 1000;
/** Deliveries of one run that wait in BullMQ: more would only stand before other runs' there. */
const WINDOW = 256;
const PATIENCE_MS = 25;

type Overrides = Partial<CommandSettings> & { window?: number; patienceMs?: number };

/** `overrides`: tests only. */
export function createServices(
  redis: Redis,
  options: Omit<EngineOptions, "redisUrl">,
  { window = WINDOW, patienceMs = PATIENCE_MS, ...overrides }: Overrides = {},
): Services {
  const keys = createKeys(options.prefix ?? "espalier");
  const log = options.log ?? (() => {});
  const timings = { ...DEFAULT_TIMINGS, ...options.timings };
  const commands = createCommands(redis, keys, {
    timings,
    claimLimit: CLAIM_LIMIT,
    infraLimit: INFRA_LIMIT,
    maxEvents: MAX_EVENTS,
    budget: BUDGET,
    formats: FORMATS,
    log,
    ...overrides,
  });
  const queues = new Queues(redis, keys, (error) => log("warn", `Queue: ${error.message}`));
  return {
    redis,
    keys,
    commands,
    queues,
    timings,
    formats: overrides.formats ?? FORMATS,
    kept: {
      ttlMs: options.runTtlMs ?? DEFAULT_TTL_MS,
      count: options.keepRuns ?? DEFAULT_KEEP_RUNS,
    },
    window,
    patienceMs,
    createId,
    log,
    dispatcher: createDispatcher(commands, queues),
    registry: createRegistry(redis, keys),
    memory: createMemory(redis),
    meters: startMeters({
      redis,
      key: keys.meters,
      onError: (error) => log("warn", "What was counted for /metrics was lost", error),
    }),
    indexes: new RunIndexes(redis, keys),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
  };
}
