/** What a person does with a queue. A pause is BullMQ's own: it lies in Redis and outlives every process. */
import { EngineError } from "@/core/errors";
import type { Services } from "./core-services";
import type { QueueInfo } from "./port";
import { DEFAULT_QUEUE } from "./queues";

/** Every queue that is known, with the workers that serve it. */
async function workersByQueue({ queues, registry }: Services): Promise<Map<string, string[]>> {
  const [sentTo, tasks, workers] = await Promise.all([
    queues.sentTo(),
    registry.listTasks(),
    registry.listWorkers(),
  ]);
  const names = [DEFAULT_QUEUE, ...sentTo, ...tasks.map(({ queue }) => queue)];
  const served = workers.flatMap((worker) => worker.queues);
  const known = new Set([...names, ...served]);
  return new Map(
    [...known]
      .toSorted()
      .map((name) => [
        name,
        workers.filter((worker) => worker.queues.includes(name)).map(({ id }) => id),
      ]),
  );
}

export async function listQueues(services: Services): Promise<QueueInfo[]> {
  const known = await workersByQueue(services);
  return Promise.all(
    [...known].map(async ([name, workers]) => {
      const queue = services.queues.get(name);
      const [paused, counts] = await Promise.all([
        queue.isPaused(),
        queue.getJobCounts("waiting", "prioritized", "active", "delayed"),
      ]);
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0 } = counts;
      return { name, paused, waiting: waiting + prioritized, active, delayed, workers };
    }),
  );
}

/** Done again it changes nothing. @throws EngineError QUEUE_NOT_FOUND */
export async function setQueuePaused(
  services: Services,
  name: string,
  paused: boolean,
): Promise<void> {
  const known = await workersByQueue(services);
  if (!known.has(name)) {
    const names = [...known.keys()].map((each) => `"${each}"`).join(", ");
    throw new EngineError("QUEUE_NOT_FOUND", `There is no queue "${name}". There are ${names}.`);
  }
  const queue = services.queues.get(name);
  await (paused ? queue.pause() : queue.resume());
}
