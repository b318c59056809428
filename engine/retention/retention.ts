/**
 * Removes settled runs that are kept no longer: older than `RUN_TTL_DAYS`, or more than `RUN_KEEP_COUNT` of them,
 * the longest settled first. Pinned runs are not among them. Every worker does it, and the web process; a lock
 * saves work and nothing depends on it.
 */
import { isEngineError } from "@/core/errors";
import type { Services } from "../core-services";
import { ReplyCode } from "../replies";
import { takeCensus } from "./census";
import { tryToRemove } from "./remove-run";

/** Runs removed between two looks at the clock. */
const BITE = 20;
const AT_ONCE = 5;

export interface Retention {
  /** One round, whoever else does one. */
  retain(): Promise<void>;
  close(): Promise<void>;
}

export function startRetention(services: Services): Retention {
  const { redis, keys, timings, log } = services;
  const everyMs = timings.sweepMs;
  let underWay: Promise<void> = Promise.resolve();
  let isBusy = false;
  let isClosing = false;
  let cursor = "0";

  async function retain(): Promise<void> {
    const census = await takeCensus(services, cursor);
    cursor = census.cursor;
    await removeAll(services, census.gone);
    // Half of the time at most: the other half is for whoever else needs Redis.
    const until = performance.now() + everyMs / 2;
    for (;;) {
      const runIds = await nextToGo(services);
      await removeAll(services, runIds);
      if (runIds.length < BITE || performance.now() > until || isClosing) return;
    }
  }

  async function turn(): Promise<void> {
    const lockMs = Math.max(everyMs - 10, 1);
    const mine = await redis.set(keys.retentionLock, "1", "PX", lockMs, "NX");
    if (mine === "OK") await retain();
  }

  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    underWay = turn()
      .catch((error: unknown) => log("warn", "Old runs could not be removed; tried again", error))
      .finally(() => {
        isBusy = false;
      });
  }, everyMs);

  return {
    retain,
    async close() {
      isClosing = true;
      clearInterval(timer);
      await underWay;
    },
  };
}

/** The next few that have been kept for long enough, or are too many. */
async function nextToGo({ redis, keys, kept }: Services): Promise<string[]> {
  const [seconds] = await redis.time();
  const before = Number(seconds) * 1000 - kept.ttlMs;
  const old = await redis.zrangebyscore(keys.kept, "-inf", String(before), "LIMIT", 0, BITE);
  if (old.length > 0) return old;
  const tooMany = (await redis.zcard(keys.kept)) - kept.count;
  return tooMany > 0 ? redis.zrange(keys.kept, "0", String(Math.min(tooMany, BITE) - 1)) : [];
}

async function removeAll(services: Services, runIds: readonly string[]): Promise<void> {
  for (let i = 0; i < runIds.length; i += AT_ONCE) {
    await Promise.all(runIds.slice(i, i + AT_ONCE).map((runId) => remove(services, runId)));
  }
}

async function remove(services: Services, runId: string): Promise<void> {
  const { redis, keys } = services;
  const code = await tryToRemove(services, runId).catch((error: unknown) => {
    // Those of that version remove it.
    if (isEngineError(error) && error.code === "FORMAT_UNKNOWN") return ReplyCode.Stale;
    throw error;
  });
  // Retried since, it comes back when it has settled again; pinned since, when it is unpinned.
  if (code === ReplyCode.Unsettled || code === ReplyCode.Pinned) await redis.zrem(keys.kept, runId);
}
