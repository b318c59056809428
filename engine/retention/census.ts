/**
 * Which runs are to go some day: settled and not pinned. The list of them lies in another slot than a run's own
 * keys, so it may be behind; a census over all runs, a few at a time, puts right what a crash left wrong.
 */
import type { Services } from "../core-services";
import { widePipeline } from "../redis-cluster";

/** Runs looked at by one round. */
const BITE = 20;

const FIELDS = ["live", "settled", "finishedAt", "pinned"] as const;

/** Puts a run that has settled on the list. Answers whether it has: it may have been retried since. */
export async function noteSettled({ redis, keys }: Services, runId: string): Promise<boolean> {
  const [, settled, finishedAt, pinned] = await redis.hmget(keys.runKey(runId, "run"), ...FIELDS);
  if (settled !== "1") return false;
  if (pinned !== "1") await redis.zadd(keys.kept, finishedAt ?? 0, runId);
  return true;
}

/** A run that is unpinned is kept from now on as if it had just settled. */
export async function notePinned(
  { redis, keys }: Services,
  runId: string,
  pinned: boolean,
): Promise<void> {
  if (pinned) {
    await redis.zrem(keys.kept, runId);
    // Lines that a version before this one wrote have a lifetime.
    const logged = await redis.smembers(keys.logs(runId));
    const pipeline = redis.pipeline().persist(keys.logs(runId));
    for (const element of logged) pipeline.persist(keys.log(runId, Number(element)));
    await pipeline.exec();
    return;
  }
  const settled = await redis.hget(keys.runKey(runId, "run"), "settled");
  const [seconds] = await redis.time();
  if (settled === "1") await redis.zadd(keys.kept, Number(seconds) * 1000, runId);
}

/** Looks at the next few runs. Answers where the next round goes on: `cursor` of the one before, "0" at first. */
export async function takeCensus(
  { redis, keys }: Services,
  cursor: string,
): Promise<{ cursor: string; gone: string[] }> {
  const [next, members] = await redis.zscan(keys.runs, cursor, "COUNT", BITE);
  const runIds = members.filter((_, at) => at % 2 === 0);
  const pipeline = widePipeline(redis);
  for (const runId of runIds) {
    const key = keys.runKey(runId, "run");
    pipeline.hmget(key, ...FIELDS);
    pipeline.exists(key);
    pipeline.sismember(keys.active, runId);
  }
  const replies = (await pipeline.exec()) ?? [];
  const gone: string[] = [];
  for (const [at, runId] of runIds.entries()) {
    const [fields, exists, active] = replies.slice(3 * at, 3 * at + 3).map(([error, value]) => {
      if (error) throw error;
      return value;
    }) as [(string | null)[], number, number];
    const [live, settled, finishedAt, pinned] = fields;
    // One that is being submitted has keys and is not live yet.
    if (exists === 0 && active === 0) gone.push(runId);
    if (live !== "1" || settled !== "1" || pinned === "1") continue;
    await redis.zadd(keys.kept, "NX", finishedAt ?? 0, runId);
  }
  return { cursor: next, gone };
}
