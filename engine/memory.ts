/**
 * How full Redis is. Near its `maxmemory` it would refuse writes in the middle of runs, so new runs are refused
 * before: what is under way keeps the room to end.
 */
import type { Redis } from "ioredis";
import { EngineError } from "@/core/errors";
import type { MemoryStatus } from "./port-metrics";
import { nodesOf } from "./redis-cluster";

/** Shares of `maxmemory`. Between the two it stays as it was: submissions do not flicker. */
export const REFUSE_FROM = 0.8;
export const ACCEPT_BELOW = 0.75;

/** Asked once for all submissions of this time. */
const FRESH_MS = 250;

export interface Memory {
  status(): Promise<MemoryStatus>;
  /** @throws EngineError MEMORY_FULL with what to do */
  refuseWhenFull(): Promise<void>;
}

export function createMemory(redis: Redis): Memory {
  let refusesRuns = false;
  let known: { at: number; status: Promise<MemoryStatus> } | undefined;

  /**
   * Of a cluster each node's that answers, and the fullest counts: where a run lies follows from its id, and its
   * deliveries and the lists of all runs lie on nodes of their own. One that is away will refuse what it has itself.
   */
  async function everyStatus(): Promise<MemoryStatus[]> {
    // A cluster's nodes are known when it has answered.
    const first = await redis.info("memory");
    const nodes = nodesOf(redis);
    if (nodes.length <= 1) return [parseMemory(first)];
    const all = await Promise.allSettled(nodes.map((node) => node.info("memory")));
    const told = all.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    return (told.length > 0 ? told : [first]).map(parseMemory);
  }

  async function read(): Promise<MemoryStatus> {
    const all = await everyStatus();
    const [status = NOTHING] = all.toSorted((a, b) => shareOf(b) - shareOf(a));
    refusesRuns = shareOf(status) >= (refusesRuns ? ACCEPT_BELOW : REFUSE_FROM);
    return { ...status, refusesRuns };
  }

  function status(): Promise<MemoryStatus> {
    if (!known || performance.now() - known.at > FRESH_MS) {
      known = { at: performance.now(), status: read() };
    }
    return known.status;
  }

  return {
    status,
    async refuseWhenFull() {
      const memory = await status();
      if (memory.refusesRuns) throw memoryFull(memory);
    },
  };
}

const NOTHING: MemoryStatus = { usedBytes: 0, maxBytes: null, refusesRuns: false };

const shareOf = ({ usedBytes, maxBytes }: MemoryStatus) =>
  maxBytes === null ? 0 : usedBytes / maxBytes;

const number = (info: string, name: string) =>
  Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1] ?? 0);

function parseMemory(info: string): MemoryStatus {
  // Redis does not hold the buffers of replicas and of its file against the limit.
  const usedBytes = number(info, "used_memory") - number(info, "mem_not_counted_for_evict");
  const max = number(info, "maxmemory");
  return { usedBytes, maxBytes: max === 0 ? null : max, refusesRuns: false };
}

const MEBIBYTE = 1024 * 1024;
const mebibytes = (bytes: number) => `${(bytes / MEBIBYTE).toFixed(1)} MiB`;
const percent = (share: number) => `${Math.round(share * 100)} %`;

function memoryFull({ usedBytes, maxBytes }: MemoryStatus): EngineError {
  const used = `Redis uses ${mebibytes(usedBytes)} of ${mebibytes(maxBytes ?? 0)} (its maxmemory)`;
  return new EngineError(
    "MEMORY_FULL",
    `${used}: no new run is taken from ${percent(REFUSE_FROM)} on, and those under way finish. Remove runs, unpin some, lower RUN_TTL_DAYS or RUN_KEEP_COUNT, or raise maxmemory; below ${percent(ACCEPT_BELOW)} runs are taken again.`,
  );
}

/** Redis' own refusal when it is full, as an error of ours; any other error as it is. */
export function toMemoryError(error: unknown): unknown {
  const isFull = error instanceof Error && error.message.startsWith("OOM ");
  return isFull ? new EngineError("MEMORY_FULL", FULL_NOW, { cause: error }) : error;
}

const FULL_NOW =
  "Redis is full (maxmemory): this was not written, and nothing has changed. Remove runs, unpin some, or raise maxmemory, then try again.";
