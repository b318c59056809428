/** A running worker: BullMQ delivers, the engine decides. */
import { Worker } from "bullmq";
import { hostname } from "node:os";
import type { Redis } from "ioredis";
import type { Services } from "../core-services";
import { VERSION } from "../format";
import type { EngineWorker, WorkOptions } from "../port";
import { announcePresence } from "../registry";
import { isolatingExecutorOf } from "./isolation/executor";
import { startSweeper } from "../sweeper";
import { Claims } from "./claims";
import { Lanes } from "./lanes";
import { runStep } from "./run-step";
import type { StepRunner } from "./runner";
import { StepAborted } from "./signals";

export interface WorkerConnections {
  /** For BullMQ; duplicated by it for blocking. Waits for ever for Redis to come back. */
  bull: Redis;
  subscriber: Redis;
}

export async function startWorker(
  services: Services,
  connections: WorkerConnections,
  options: WorkOptions,
): Promise<EngineWorker> {
  const { keys, timings, log, registry } = services;
  const id = `w_${services.createId().slice(0, 10)}`;
  const claims = new Claims(services.commands, timings, (error) =>
    log("warn", "Leases could not be extended; the next beat tries again", error),
  );
  const tasks = new Map(options.tasks.map((task) => [task.info.name, task]));
  const lanes = new Lanes({
    commands: services.commands,
    workerId: id,
    follow: services.dispatcher.follow,
    onError: (error) => log("warn", "What became ready is sent by the next sweep", error),
  });
  const { dataDir } = options;
  const isolating = isolatingExecutorOf(options);
  const runner: StepRunner = {
    ...{ services, claims, lanes, tasks, workerId: id, dataDir },
    ...(isolating ? { isolating } : {}),
  };
  const startedAt = Date.now();
  const presence = await announcePresence({
    registry,
    tasks: options.tasks.map(({ info }) => info),
    describe: () => ({
      id,
      host: hostname(),
      pid: process.pid,
      queues: options.queues,
      tasks: [...tasks.keys()],
      concurrency: options.concurrency,
      running: claims.size,
      startedAt,
      version: VERSION,
      formats: services.formats,
    }),
    onError: (error) => log("warn", "The worker could not say that it is there", error),
  });
  const onCancel = (_channel: string, runId: string) => claims.hurry(runId);
  connections.subscriber.on("message", onCancel);
  await connections.subscriber.subscribe(keys.cancelChannel);
  const sweeper = startSweeper(services);
  const workers = options.queues.map((queue) => openQueue(queue, { runner, connections, options }));

  return {
    id,
    async close({ graceMs }) {
      // Nothing new is taken from here on; what runs may end by itself until the grace is over.
      claims.beginClosing();
      const closing = Promise.all(workers.map((worker) => worker.close()));
      const timer = setTimeout(() => {
        claims.abortAll(new StepAborted("shutdown", "The worker is shutting down"));
      }, graceMs);
      await closing;
      await lanes.idle();
      clearTimeout(timer);
      await sweeper.close();
      await isolating?.close();
      claims.close();
      connections.subscriber.off("message", onCancel);
      await presence.close();
    },
  };
}

function openQueue(
  queue: string,
  {
    runner,
    connections,
    options,
  }: {
    runner: StepRunner;
    connections: WorkerConnections;
    options: WorkOptions;
  },
): Worker {
  const { keys, timings, log } = runner.services;
  const worker = new Worker(queue, (job, token) => runStep(runner, job, token ?? ""), {
    connection: connections.bull,
    prefix: keys.bull,
    concurrency: options.concurrency,
    lockDuration: timings.bullLockMs,
    stalledInterval: timings.bullStalledMs,
    // The engine counts claims itself: at its own limit BullMQ would fail a job without asking anybody.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    drainDelay: 5,
    removeOnComplete: { count: 0 },
    removeOnFail: { age: 86_400, count: 1000 },
  });
  worker.on("error", (error) => log("warn", `Queue ${queue}: ${error.message}`));
  worker.on("failed", (job, error) =>
    log("error", `Job ${job?.id ?? ""} of ${queue} failed`, error),
  );
  return worker;
}
