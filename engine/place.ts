/** Where the job of a step is: in the run's own list, on its way, or in BullMQ's queue, and how many are before it. */
import type { Place } from "@/core/waiting";
import type { Services } from "./core-services";
import { jobIdOf } from "./queues";
import type { StepRecord } from "./step-record";

interface Delivery {
  runId: string;
  element: number;
  record: StepRecord | undefined;
  queue: string;
  /** How many of the run may be on their way. */
  atOnce: number;
}

const DUE_STATES = ["S", "Q", "T"];

export async function findPlace(services: Services, delivery: Delivery): Promise<Place> {
  const { runId, element, record, atOnce } = delivery;
  if (record === undefined || !DUE_STATES.includes(record.s)) return { at: "none" };
  const { redis, keys } = services;
  const job = `${element}.${record.e}`;
  if (record.s === "Q" && record.f === undefined) {
    const ahead = await redis.lpos(keys.runKey(runId, "ready"), job);
    if (ahead !== null) return { at: "ready", ahead, atOnce };
  }
  const found = await findInQueue(services, delivery, record.e);
  if (found) return found;
  const [isSent, lookedForAt] = await Promise.all([
    redis.zscore(keys.runKey(runId, "outbox"), job),
    redis.zscore(keys.runKey(runId, "due"), String(element)),
  ]);
  if (isSent !== null) return { at: "outbox" };
  return { at: "missing", ...(lookedForAt === null ? {} : { until: Number(lookedForAt) }) };
}

/** BullMQ takes from the end of `wait`, then those with a priority, by score. */
async function findInQueue(
  { redis, queues }: Services,
  { runId, element, queue }: Delivery,
  epoch: number,
): Promise<Place | undefined> {
  const id = jobIdOf({ runId, stepId: element, epoch });
  const key = queues.get(queue).toKey;
  const [wait, fromStart, byPriority, delayed, active] = await Promise.all([
    redis.llen(key("wait")),
    redis.lpos(key("wait"), id),
    redis.zrank(key("prioritized"), id),
    redis.zscore(key("delayed"), id),
    redis.lpos(key("active"), id),
  ]);
  if (fromStart !== null) return { at: "queue", ahead: Math.max(wait - 1 - fromStart, 0) };
  if (byPriority !== null) return { at: "queue", ahead: wait + byPriority };
  if (delayed !== null) return { at: "delayed" };
  return active === null ? undefined : { at: "taken" };
}
