/** Queues as a person sees and holds them. */
import { describe, expect, it, vi } from "vitest";
import { chain, fixed, group, step } from "@/testing/nodes";
import { testApp, type TestApp } from "@/testing/workers";

const queueOf = async (app: TestApp, name: string) =>
  (await app.engine.listQueues()).find((queue) => queue.name === name);

describe("queues", () => {
  it("are those that are served, and those that were sent a step and nobody serves", async () => {
    await using app = await testApp({ workers: 0 });
    const worker = await app.startWorker({ queues: ["default", "fast"] });
    await app.submit(
      group(
        { ...step("a", "ident", 1), options: { queue: "slow" } },
        { ...step("b", "ident", 1), options: { queue: "slow", priority: 3 } },
        { ...step("c", "ident", 1), options: { queue: "slow", delayMs: 60_000 } },
      ),
    );
    const empty = { paused: false, waiting: 0, active: 0, delayed: 0 };
    await vi.waitFor(async () =>
      expect(await app.engine.listQueues()).toEqual([
        { ...empty, name: "default", workers: [worker.id] },
        { ...empty, name: "fast", workers: [worker.id] },
        { ...empty, name: "slow", waiting: 2, delayed: 1, workers: [] },
      ]),
    );
  });

  it("count what a worker has", async () => {
    await using app = await testApp();
    const run = await app.submit(step("a", "gate", "g"));
    await app.gate("g").arrivals(1);
    expect(await queueOf(app, "default")).toMatchObject({ active: 1, waiting: 0 });
    app.gate("g").open();
    await run.settled();
  });

  it("that are paused start nothing until they are resumed, and other queues go on", async () => {
    await using app = await testApp({ workers: 0 });
    await app.startWorker({ queues: ["default", "other"] });
    await app.engine.pauseQueue("default");
    await app.engine.pauseQueue("default");
    const run = await app.submit(chain(fixed("a", "ran", "a"), fixed("b", "ran", "b")));
    await vi.waitFor(async () =>
      expect(await queueOf(app, "default")).toMatchObject({ paused: true, waiting: 1 }),
    );
    const other = await app.run({ ...step("o", "ran", "o"), options: { queue: "other" } });
    expect(other.order()).toEqual(["o"]);
    expect((await run.look()).letters("a", "b")).toBe("queued pending");
    // Who comes later finds it paused as well.
    await app.startWorker();
    await app.engine.resumeQueue("default");
    await run.settled();
    expect(run.order()).toEqual(["a", "b"]);
    expect(await queueOf(app, "default")).toMatchObject({ paused: false, waiting: 0 });
  });

  it("that are paused let go of what is revoked or expires", async () => {
    await using app = await testApp();
    await app.engine.pauseQueue("default");
    const run = await app.submit(
      group(step("r", "ran", "r"), { ...step("e", "ran", "e"), options: { expiresMs: 50 } }),
    );
    await run.revoke("r");
    const shot = await run.settled();
    expect([shot.cause("r"), shot.cause("e")]).toEqual(["revoked", "expired"]);
    await app.engine.resumeQueue("default");
    expect(run.order()).toEqual([]);
  });

  it("that nobody knows are refused by name, and none comes into being", async () => {
    await using app = await testApp();
    const refused = {
      code: "QUEUE_NOT_FOUND",
      message: 'There is no queue "defualt". There are "default".',
    };
    await expect(app.engine.pauseQueue("defualt")).rejects.toMatchObject(refused);
    await expect(app.engine.resumeQueue("defualt")).rejects.toMatchObject(refused);
    expect((await app.engine.listQueues()).map(({ name }) => name)).toEqual(["default"]);
  });
});
