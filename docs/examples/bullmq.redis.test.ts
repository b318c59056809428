/** What docs/coming-from-bullmq-flows.md shows, and what it says of BullMQ. */
import { FlowProducer, QueueEvents, Worker, type JobNode } from "bullmq";
import { chain, group, type StepFailure } from "espalier";
import { describe, expect, it } from "vitest";
import { testConnection } from "@/library/test-connection";
import { testRedis, type TestRedis } from "@/testing/redis";
import { album, publish, resize } from "./album";
import { albumFlow } from "./album-flow";
import { legacyJob } from "./legacy-job";

/** A connection of BullMQ's own to the tests' Redis, beside ours. */
const bullOf = ({ url, prefix }: TestRedis) => ({
  connection: { url, maxRetriesPerRequest: null },
  prefix: `${prefix}-bull`,
});

describe("an album", () => {
  it("is the same with flows and here", async () => {
    await using redis = await testRedis();
    const bull = bullOf(redis);
    const flow = albumFlow(bull);
    const events = new QueueEvents("albums", bull);
    await events.waitUntilReady();
    const { job } = await flow.submit(["a.png", "b.png"]);
    expect(await job.waitUntilFinished(events)).toEqual(["small-a.png", "small-b.png"]);
    await Promise.all([events.close(), flow.close()]);

    await using given = await testConnection({ tasks: [resize, publish] });
    using run = await given.espalier.apply(album(["a.png", "b.png"]));
    expect(await run.get()).toEqual(["small-a.png", "small-b.png"]);
  });
});

describe("a job of a queue that is BullMQ's", () => {
  it("does the work of a step, and both keep to their own keys", async () => {
    await using redis = await testRedis();
    const bull = bullOf(redis);
    const worker = new Worker<number>("old", (job) => Promise.resolve(job.data * 10), bull);
    const task = legacyJob(bull);
    await using given = await testConnection({ tasks: [task] });
    using run = await given.espalier.apply(
      group([task.s("old", 1), chain(task.s("old", 2), task.si("old", 3))]),
    );
    expect(await run.get()).toEqual([10, 30]);
    await worker.close();
  });

  it("that fails, fails the step", async () => {
    await using redis = await testRedis();
    const bull = bullOf(redis);
    const worker = new Worker("old", () => Promise.reject(new Error("no film")), bull);
    const task = legacyJob(bull);
    await using given = await testConnection({ tasks: [task] });
    using run = await given.espalier.apply(task.s("old", 1));
    const failure = (await run.get().catch((error: unknown) => error)) as StepFailure;
    expect(failure.error?.message).toBe("no film");
    await worker.close();
  });
});

/** A parent of one child that fails the first time, on BullMQ alone. */
async function failing(redis: TestRedis, opts: { failParentOnFailure?: boolean }) {
  const bull = bullOf(redis);
  let failures = 1;
  const calls: string[] = [];
  const child = new Worker(
    "child",
    () => {
      calls.push("child");
      if (failures > 0) {
        failures -= 1;
        return Promise.reject(new Error("boom"));
      }
      return Promise.resolve("mended");
    },
    bull,
  );
  const parent = new Worker("parent", () => Promise.resolve(void calls.push("parent")), bull);
  const events = new QueueEvents("child", bull);
  await events.waitUntilReady();
  const flows = new FlowProducer(bull);
  const flow = await flows.add({
    name: "parent",
    queueName: "parent",
    children: [{ name: "child", queueName: "child", opts }],
  });
  const childJob = (flow.children as JobNode[])[0]!.job;
  await childJob.waitUntilFinished(events).catch(() => undefined);
  return {
    calls,
    flow,
    childJob,
    events,
    parentState: () => flow.job.getState(),
    async [Symbol.asyncDispose]() {
      await Promise.all([child, parent, events, flows].map((each) => each.close()));
    },
  };
}

describe("BullMQ's flows", () => {
  it("leave a parent waiting when a child fails, and go on when the child is retried", async () => {
    await using redis = await testRedis();
    await using given = await failing(redis, {});
    expect(await given.parentState()).toBe("waiting-children");
    const ended = await parentEnding(redis);
    await given.childJob.retry();
    await ended();
    expect(given.calls).toEqual(["child", "child", "parent"]);
  });

  it("do not run a parent that failed with its child, also when the child is mended", async () => {
    await using redis = await testRedis();
    await using given = await failing(redis, { failParentOnFailure: true });
    await expect.poll(given.parentState).toBe("failed");
    await given.childJob.retry();
    await given.childJob.waitUntilFinished(given.events);
    expect(await given.parentState()).toBe("failed");
    expect(given.calls).toEqual(["child", "child"]);
  });

  it("give a parent its children's values by the key of each", async () => {
    await using redis = await testRedis();
    await using given = await failing(redis, {});
    const ended = await parentEnding(redis);
    await given.childJob.retry();
    await ended();
    const values = await given.flow.job.getChildrenValues();
    expect(values).toEqual({ [`${bullOf(redis).prefix}:child:${given.childJob.id}`]: "mended" });
  });
});

/** Hears from now on; what it answers waits for the end of the parent. */
async function parentEnding(redis: TestRedis): Promise<() => Promise<void>> {
  const events = new QueueEvents("parent", bullOf(redis));
  await events.waitUntilReady();
  const ended = new Promise((resolve) => events.once("completed", resolve));
  return async () => {
    await ended;
    await events.close();
  };
}
