/** BullMQ's queues: nothing but delivery. The truth about a step is never here. */
import { Queue, type JobsOptions } from "bullmq";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Keys } from "./keys";

export const DEFAULT_QUEUE = "default";

/** What a job carries: ids only. */
export const jobDataSchema = z.object({
  runId: z.string(),
  stepId: z.number().int().nonnegative(),
  epoch: z.number().int().positive(),
});
export type JobData = z.infer<typeof jobDataSchema>;

/**
 * BullMQ's own attempts are for errors of the infrastructure; a task's attempts are the engine's. A finished
 * job is removed at once, so that a repeat under its id finds the way free and is told by the claim that
 * there is nothing to do.
 */
const JOB_OPTIONS: JobsOptions = {
  attempts: 20,
  backoff: { type: "exponential", delay: 1000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: { age: 86_400, count: 1000 },
  stackTraceLimit: 5,
};

/** The id of the delivery of one decision. Repeating a decision reuses it. */
export function jobIdOf({ runId, stepId, epoch }: JobData): string {
  return `${runId}.${stepId}.${epoch}`;
}

/** Opens each queue once. */
export class Queues {
  readonly #connection: Redis;
  readonly #keys: Keys;
  readonly #onError: (error: Error) => void;
  readonly #open = new Map<string, Queue>();
  /** Those that this process has written down as sent to. */
  readonly #noted = new Set<string>();

  constructor(connection: Redis, keys: Keys, onError: (error: Error) => void) {
    this.#connection = connection;
    this.#keys = keys;
    this.#onError = onError;
  }

  get(name: string): Queue {
    let queue = this.#open.get(name);
    if (!queue) {
      queue = new Queue(name, {
        connection: this.#connection,
        prefix: this.#keys.bull,
        defaultJobOptions: JOB_OPTIONS,
        streams: { events: { maxLen: 1000 } },
      });
      queue.on("error", this.#onError);
      this.#open.set(name, queue);
    }
    return queue;
  }

  /** The queue to add jobs to. It is known from now on, whether or not anybody serves it. */
  async toSend(name: string): Promise<Queue> {
    if (!this.#noted.has(name)) {
      await this.#connection.sadd(this.#keys.queues, name);
      this.#noted.add(name);
    }
    return this.get(name);
  }

  /** Names of the queues that were ever sent a job. */
  sentTo(): Promise<string[]> {
    return this.#connection.smembers(this.#keys.queues);
  }

  /**
   * Whether BullMQ still means to deliver a job that is due. One that it delays goes to the workers now: BullMQ
   * asks the clock of whoever sends and of whoever takes, and these may be wrong.
   */
  async willDeliver(name: string, jobId: string): Promise<boolean> {
    const queue = this.get(name);
    const state = await queue.getJobState(jobId);
    if (state === "delayed") await promote(queue, jobId);
    return state !== "unknown" && state !== "completed" && state !== "failed";
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((queue) => queue.close()));
  }
}

async function promote(queue: Queue, jobId: string): Promise<void> {
  const job = await queue.getJob(jobId);
  try {
    await job?.promote();
  } catch (error) {
    // A worker may have taken it meanwhile.
    if ((await queue.getJobState(jobId)) === "delayed") throw error;
  }
}
