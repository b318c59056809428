/**
 * Why something stopped by choice. It is written once, beside the run: a record of each of the thousands that
 * are skipped for it would be as long as what the task had to say.
 */
import type { Cause } from "@/core/states";
import type { Services } from "./core-services";
import type { RunIndex } from "./run-index";

interface Told {
  cause?: Cause;
}

/** Adds its reason to each cause that is a stop by choice. One read, and none where nothing stopped. */
export async function addStopReasons(
  { redis, keys }: Services,
  { runId, index }: { runId: string; index: RunIndex },
  told: Iterable<Told>,
): Promise<void> {
  const byElement = new Map<number, Told[]>();
  for (const one of told) {
    if (one.cause?.kind !== "choice" || one.cause.nodeId === undefined) continue;
    const element = index.node(one.cause.nodeId)?.element ?? null;
    if (element === null) continue;
    const group = byElement.get(element);
    if (group) group.push(one);
    else byElement.set(element, [one]);
  }
  if (byElement.size === 0) return;
  const fields = [...byElement.keys()].map((element) => `k${element}`);
  const reasons = await redis.hmget(keys.runKey(runId, "notes"), ...fields);
  [...byElement.values()].forEach((group, at) => {
    const reason = reasons[at];
    if (!reason) return;
    for (const one of group) if (one.cause) one.cause = { ...one.cause, reason };
  });
}

/** Those of the events that tell of a step: the others have no cause. */
export function stepsAmong<E extends { type: string }>(events: readonly E[]) {
  return events.filter(
    (event): event is Extract<E, { type: "step.changed" }> => event.type === "step.changed",
  );
}
