/** The peers: BullMQ's own flows, and its plain jobs. */
import { FlowProducer, Queue, Worker, type FlowJob } from "bullmq";
import type { BenchRedis } from "./redis";

const CONCURRENCY = 50;

/** Milliseconds from adding to the end of the last job. */
async function timeOf(
  { client }: BenchRedis,
  options: {
    process: (job: {
      data: { x: number };
      getChildrenValues(): Promise<{ [id: string]: number }>;
    }) => Promise<number>;
    add: (queue: string) => Promise<void>;
    isLast: (name: string, done: number) => boolean;
  },
): Promise<number> {
  await client.flushall();
  const queue = "bench";
  let done = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const connection = client.duplicate({ maxRetriesPerRequest: null });
  const worker = new Worker(queue, (job) => options.process(job), {
    connection,
    concurrency: CONCURRENCY,
  });
  worker.on("completed", (job) => {
    done += 1;
    if (options.isLast(job.name, done)) finish();
  });
  await worker.waitUntilReady();
  const from = performance.now();
  await options.add(queue);
  await finished;
  const ms = performance.now() - from;
  await worker.close();
  connection.disconnect();
  return ms;
}

const sumOf = (values: { [id: string]: number }) =>
  Object.values(values).reduce((sum, value) => sum + value, 0);

export function flowChord(redis: BenchRedis, width: number): Promise<number> {
  return timeOf(redis, {
    process: async (job) => (job.data.x < 0 ? sumOf(await job.getChildrenValues()) : job.data.x),
    isLast: (name) => name === "body",
    async add(queueName) {
      const flows = new FlowProducer({ connection: redis.client });
      const children = Array.from({ length: width }, (_, x) => ({
        name: "member",
        queueName,
        data: { x },
      }));
      await flows.add({ name: "body", queueName, data: { x: -1 }, children });
      await flows.close();
    },
  });
}

export function flowChain(redis: BenchRedis, length: number): Promise<number> {
  return timeOf(redis, {
    process: async (job) => sumOf(await job.getChildrenValues()) + 1,
    isLast: (_, done) => done === length,
    async add(queueName) {
      const flows = new FlowProducer({ connection: redis.client });
      let flow: FlowJob = { name: "hop", queueName, data: { x: 1 } };
      for (let i = 1; i < length; i += 1) {
        flow = { name: "hop", queueName, data: { x: 1 }, children: [flow] };
      }
      await flows.add(flow);
      await flows.close();
    },
  });
}

/** Jobs without dependencies, added before the clock starts: processing alone. */
export async function rawJobs({ client }: BenchRedis, count: number): Promise<number> {
  await client.flushall();
  const queue = new Queue("bench", { connection: client });
  for (let i = 0; i < count; i += 500) {
    await queue.addBulk(
      Array.from({ length: Math.min(500, count - i) }, (_, x) => ({ name: "job", data: { x } })),
    );
  }
  const from = performance.now();
  const connection = client.duplicate({ maxRetriesPerRequest: null });
  const worker = new Worker("bench", async (job: { data: { x: number } }) => job.data.x, {
    connection,
    concurrency: CONCURRENCY,
  });
  let done = 0;
  await new Promise<void>((resolve) => {
    worker.on("completed", () => {
      done += 1;
      if (done === count) resolve();
    });
  });
  const ms = performance.now() - from;
  await worker.close();
  connection.disconnect();
  await queue.close();
  return ms;
}
