/**
 * Deliveries of a settled run that still lie in BullMQ: of steps that were revoked while they waited for a time
 * far off, or in a queue that nobody serves. A worker would drop them when it meets them, whenever that is.
 */
import type { Services } from "../core-services";
import { DEFAULT_QUEUE, jobIdOf } from "../queues";
import { parseRecord } from "../records";

/** Steps looked at by one call. */
const PAGE = 200;
/** Decisions of one step that may have left a job: each new one makes a worker drop the one before. */
const EPOCHS = 5;

interface Delivery {
  queue: string;
  jobId: string;
}

/** Does nothing for a run in which nothing was revoked or decided again: all its jobs were claimed. */
export async function removeLeftovers(services: Services, runId: string): Promise<void> {
  const { redis, keys } = services;
  const counts = await redis.hmget(keys.runKey(runId, "run"), "settled", "V", "K", "retries");
  const [settled = 0, ...mayLeave] = counts.map(Number);
  if (settled !== 1 || mayLeave.every((count) => count === 0)) return;
  let cursor = "0";
  do {
    const [next, pairs] = await redis.hscan(keys.runKey(runId, "steps"), cursor, "COUNT", PAGE);
    cursor = next;
    await removePage(services, runId, pairs);
  } while (cursor !== "0");
}

async function removePage(services: Services, runId: string, pairs: string[]): Promise<void> {
  const { redis, keys, queues } = services;
  const steps = pairs.flatMap((element, at) => {
    if (at % 2 !== 0) return [];
    const { e: epoch, j, s } = parseRecord(pairs[at + 1] ?? "");
    // Skipped at its first decision: it was never on its way.
    return j === 1 || (s === "K" && epoch === 1) ? [] : [{ element, epoch }];
  });
  if (steps.length === 0) return;
  const heads = await redis.hmget(
    keys.runKey(runId, "plan"),
    ...steps.map(({ element }) => element),
  );
  const deliveries = steps.flatMap(({ element, epoch }, at): Delivery[] => {
    const head = JSON.parse(heads[at]?.split("\n", 1)[0] ?? "{}") as { q?: string };
    const first = Math.max(1, epoch - EPOCHS + 1);
    return Array.from({ length: epoch - first + 1 }, (_, i) => ({
      queue: head.q || DEFAULT_QUEUE,
      jobId: jobIdOf({ runId, stepId: Number(element), epoch: first + i }),
    }));
  });
  const pipeline = redis.pipeline();
  for (const { queue, jobId } of deliveries) pipeline.exists(queues.get(queue).toKey(jobId));
  const found = (await pipeline.exec()) ?? [];
  for (const [at, { queue, jobId }] of deliveries.entries()) {
    // One that a worker holds at this moment is not removed; the worker drops it.
    if (found[at]?.[1] === 1) await queues.get(queue).remove(jobId);
  }
}
