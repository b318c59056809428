/**
 * Looks after all live runs for ever: what a crashed process did not get done is done by the next one that
 * looks. Every worker sweeps; a lock saves work and nothing depends on it.
 */
import { isEngineError } from "@/core/errors";
import { ReplyCode } from "./replies";
import type { Services } from "./core-services";
import { DEFAULT_QUEUE, jobIdOf } from "./queues";
import { summaryOf } from "./run-fields";
import { noteSettled } from "./retention/census";
import { startRetention } from "./retention/retention";

const AT_ONCE = 8;

export interface Sweeper {
  /** One round over all runs, whoever else sweeps. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export function startSweeper(services: Services): Sweeper {
  const { redis, keys, timings, log } = services;
  const retention = startRetention(services);
  let underWay: Promise<void> = Promise.resolve();
  let isBusy = false;

  async function sweep(): Promise<void> {
    const runIds = await redis.smembers(keys.active);
    for (let i = 0; i < runIds.length; i += AT_ONCE) {
      await Promise.all(
        runIds.slice(i, i + AT_ONCE).map((runId) =>
          sweepRun(services, runId).catch((error: unknown) => {
            // The sweepers of the version that has made it look after it.
            if (isEngineError(error) && error.code === "FORMAT_UNKNOWN") return;
            log("warn", `Run ${runId} could not be swept; the next round tries again`, error);
          }),
        ),
      );
    }
  }

  async function turn(): Promise<void> {
    const mine = await redis.set(
      keys.sweepLock,
      "1",
      "PX",
      Math.max(timings.sweepMs - 10, 1),
      "NX",
    );
    if (mine === "OK") await sweep();
  }

  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    underWay = turn()
      .catch((error: unknown) =>
        log("warn", "A round of the sweeper failed; the next one comes", error),
      )
      .finally(() => {
        isBusy = false;
      });
  }, timings.sweepMs);

  return {
    sweep,
    async close() {
      clearInterval(timer);
      await underWay;
      await retention.close();
    },
  };
}

async function sweepRun(services: Services, runId: string): Promise<void> {
  const { commands, dispatcher, redis, keys } = services;
  const { code, flush, check } = await commands.sweepRun(runId);
  if (code === ReplyCode.Gone) {
    await forgetIfOld(services, runId);
    return;
  }
  await dispatcher.follow(runId, flush);
  // What somebody is sending at this moment is left to them: a dead worker's is sent with the next round.
  await dispatcher.drain(runId, services.timings.sweepMs);
  if (check.length > 0) await lookForJobs(services, runId, check);
  // It may have been retried since: then the retry has put it back, or will, before it changes the run.
  if (flush.settled && check.length === 0) {
    const wasActive = await redis.srem(keys.active, runId);
    const isSettled = await noteSettled(services, runId);
    if (!isSettled) await redis.sadd(keys.active, runId);
    else if (wasActive === 1) await countRun(services, runId);
  }
}

/** For /metrics: once each time it settles. */
async function countRun({ redis, keys, meters }: Services, runId: string): Promise<void> {
  const run = summaryOf(runId, await redis.hgetall(keys.runKey(runId, "run")));
  meters.note("runs", [run.state], ((run.finishedAt ?? 0) - run.submittedAt) / 1000);
}

/** A run that is being submitted is in the set before it is live; give it an hour. */
async function forgetIfOld({ redis, keys }: Services, runId: string): Promise<void> {
  const since = await redis.zscore(keys.runs, runId);
  if (since !== null && Date.now() - Number(since) < 3_600_000) {
    const begun = await redis.exists(keys.runKey(runId, "run"));
    if (begun === 1) return;
  }
  await redis.srem(keys.active, runId);
  await redis.zrem(keys.runs, runId);
}

/** Jobs that were not claimed for long: still in BullMQ, or lost and to be delivered again. */
async function lookForJobs(services: Services, runId: string, check: string[]): Promise<void> {
  const { commands, dispatcher, queues, redis, keys } = services;
  for (const text of check) {
    const [element, epoch] = text.split(".").map(Number);
    if (element === undefined || epoch === undefined) continue;
    const head = await redis.hget(keys.runKey(runId, "plan"), String(element));
    const queue = (JSON.parse(head?.split("\n", 1)[0] ?? "{}") as { q?: string }).q;
    const jobId = jobIdOf({ runId, stepId: element, epoch });
    if (await queues.willDeliver(queue ?? DEFAULT_QUEUE, jobId)) continue;
    const reply = await commands.requeueStep(runId, { element, epoch });
    await dispatcher.follow(runId, reply.flush);
  }
}
