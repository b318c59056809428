/** What /metrics shows: read when somebody asks. */
import type { Services } from "./core-services";
import { readMeters } from "./meters";
import type { EngineMetrics } from "./port-metrics";
import { listQueues } from "./queue-control";
import { STATE_OF } from "./records";
import { widePipeline } from "./redis-cluster";

/** Runs asked for by one call. */
const PAGE = 500;

export async function readMetrics(services: Services): Promise<EngineMetrics> {
  const { redis, keys, registry, memory } = services;
  const hash = { redis, key: keys.meters };
  const [queues, workers, status, live, all, kept, steps, finishedSteps, finishedRuns] =
    await Promise.all([
      listQueues(services),
      registry.listWorkers(),
      memory.status(),
      redis.scard(keys.active),
      redis.zcard(keys.runs),
      redis.zcard(keys.kept),
      liveSteps(services),
      readMeters(hash, "steps"),
      readMeters(hash, "runs"),
    ]);
  return {
    ...{ queues, workers, steps, finishedSteps, finishedRuns },
    memory: status,
    runs: { live, all, kept },
  };
}

/** Steps of the runs under way, by state. */
async function liveSteps({ redis, keys }: Services): Promise<{ [state: string]: number }> {
  const states = Object.entries(STATE_OF);
  const counts: { [state: string]: number } = Object.fromEntries(
    states.map(([, state]) => [state, 0]),
  );
  const runIds = await redis.smembers(keys.active);
  for (let i = 0; i < runIds.length; i += PAGE) {
    const pipeline = widePipeline(redis);
    for (const runId of runIds.slice(i, i + PAGE)) {
      pipeline.hmget(keys.runKey(runId, "run"), ...states.map(([letter]) => letter));
    }
    for (const [error, values] of (await pipeline.exec()) ?? []) {
      if (error) throw error;
      states.forEach(([, state], at) => {
        counts[state] = (counts[state] ?? 0) + Number((values as (string | null)[])[at] ?? 0);
      });
    }
  }
  return counts;
}
