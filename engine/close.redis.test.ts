/** Closing: in any order, as often as one likes, and nothing stays open. */
import { describe, expect, it, vi } from "vitest";
import { createEngine, type Engine } from "@/engine/index";
import { redisProxy } from "@/testing/redis-proxy";
import { testRedis } from "@/testing/redis";
import { ALL_TASKS } from "@/testing/tasks";

const WORK = { tasks: ALL_TASKS, queues: ["default"], concurrency: 1, dataDir: "/nowhere" };

/** An engine whose connections can be counted. */
async function setUp() {
  const redis = await testRedis();
  const proxy = await redisProxy(redis.url);
  const said: string[] = [];
  const engine: Engine = createEngine({
    redisUrl: proxy.url,
    prefix: redis.prefix,
    log: (level, message, details) => said.push(`${level}: ${message} ${String(details)}`),
  });
  await engine.check();
  return {
    engine,
    proxy,
    said,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
    },
  };
}

describe("closing", () => {
  it("of an engine leaves no connection open, those of its workers among them", async () => {
    await using app = await setUp();
    await app.engine.work(WORK);
    await app.engine.work(WORK);
    await app.engine.close();
    await vi.waitFor(() => expect(app.proxy.connections).toBe(0));
  });

  it("of a worker leaves no connection of its own open", async () => {
    await using app = await setUp();
    const before = app.proxy.connections;
    const worker = await app.engine.work(WORK);
    await worker.close({ graceMs: 0 });
    await vi.waitFor(() => expect(app.proxy.connections).toBe(before));
    await app.engine.close();
  });

  it("twice, and at once, is closing once", async () => {
    await using app = await setUp();
    await app.engine.work(WORK);
    await Promise.all([app.engine.close(), app.engine.close()]);
    await app.engine.close();
    expect(app.said.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("of a worker is the same before, after and beside that of its engine", async () => {
    await using app = await setUp();
    const worker = await app.engine.work(WORK);
    await Promise.all([worker.close({ graceMs: 0 }), app.engine.close()]);
    await expect(worker.close({ graceMs: 0 })).resolves.toBeUndefined();
  });
});
