/** A step whose work an existing BullMQ worker does: a bridge for as long as the migration takes. */
import { Queue, QueueEvents, type ConnectionOptions } from "bullmq";
import { defineTask } from "espalier";
import { z } from "zod";

export function legacyJob({
  connection,
  prefix,
}: {
  connection: ConnectionOptions;
  prefix: string;
}) {
  return defineTask({
    name: "legacy.job",
    description: "Adds a job to a queue of BullMQ and waits for what it gives.",
    params: { queueName: z.string(), data: z.unknown() },
    positional: ["queueName", "data"],
    result: z.unknown(),
    run: async ({ queueName, data }, ctx) => {
      const queue = new Queue(queueName, { connection, prefix });
      const events = new QueueEvents(queueName, { connection, prefix });
      try {
        await events.waitUntilReady();
        // The same id for every execution of one decision: BullMQ adds the job once.
        const job = await queue.add("step", data, { jobId: ctx.idempotencyKey });
        return await job.waitUntilFinished(events);
      } finally {
        await Promise.all([queue.close(), events.close()]);
      }
    },
  });
}
