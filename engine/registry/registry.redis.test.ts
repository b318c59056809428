import { describe, expect, it, vi } from "vitest";
import { testRedis } from "@/testing/redis";
import { announcePresence } from "./presence";
import { createRegistry, type AnnouncedTask, type WorkerDescription } from "./registry";

const MINUTE_MS = 60_000;

const task = (name: string): AnnouncedTask => ({
  name,
  description: `does ${name}`,
  params: { type: "object", properties: { y: {}, x: {} } },
  result: {},
  defaults: { attempts: 2 },
  queue: "default",
  totalSteps: 1,
});

const worker = (id: string, tasks: string[], startedAt = 1): WorkerDescription => ({
  id,
  host: "host",
  pid: 1,
  queues: ["default"],
  tasks,
  concurrency: 5,
  running: 0,
  startedAt,
  version: "1",
});

async function setUp() {
  const redis = await testRedis();
  const keys = { tasks: `${redis.prefix}:tasks`, workers: `${redis.prefix}:workers` };
  const clock = { time: 1_000_000 };
  const registry = createRegistry(redis.client, keys, () => Promise.resolve(clock.time));
  return {
    redis,
    keys,
    clock,
    registry,
    [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
  };
}

describe("createRegistry", () => {
  it("lists tasks by name with the workers that offer them", async () => {
    await using scene = await setUp();
    const { registry } = scene;
    await registry.announceTasks([task("b"), task("a")]);
    await registry.heartbeat(worker("w1", ["a", "b"], 1));
    await registry.heartbeat(worker("w2", ["b"], 2));
    expect(await registry.listTasks()).toEqual([
      { ...task("a"), workers: ["w1"] },
      { ...task("b"), workers: ["w1", "w2"] },
    ]);
  });

  it("keeps the order of the parameters", async () => {
    await using scene = await setUp();
    await scene.registry.announceTasks([task("a")]);
    const [listed] = await scene.registry.listTasks();
    expect(Object.keys(listed?.params.properties ?? {})).toEqual(["y", "x"]);
  });

  it("takes a worker as offline that was not seen for 15 seconds, and keeps its tasks", async () => {
    await using scene = await setUp();
    const { registry, clock } = scene;
    await registry.announceTasks([task("a")]);
    await registry.heartbeat(worker("w1", ["a"]));
    clock.time += 14_999;
    expect(await registry.listWorkers()).toMatchObject([{ id: "w1", seenAt: 1_000_000 }]);
    clock.time += 1;
    expect(await registry.listWorkers()).toEqual([]);
    expect(await registry.listTasks()).toEqual([{ ...task("a"), workers: [] }]);
    await registry.heartbeat(worker("w1", ["a"]));
    expect(await registry.listWorkers()).toHaveLength(1);
  });

  it("forgets a worker that leaves, at once", async () => {
    await using scene = await setUp();
    await scene.registry.heartbeat(worker("w1", []));
    await scene.registry.removeWorker("w1");
    expect(await scene.registry.listWorkers()).toEqual([]);
  });

  it("drops records of workers long gone when another comes", async () => {
    await using scene = await setUp();
    await scene.registry.heartbeat(worker("gone", []));
    scene.clock.time += 61 * MINUTE_MS;
    await scene.registry.heartbeat(worker("new", []));
    expect(await scene.redis.client.hkeys(scene.keys.workers)).toEqual(["new"]);
  });

  it("goes by the clock of Redis", async () => {
    await using scene = await setUp();
    const registry = createRegistry(scene.redis.client, scene.keys);
    const [before] = await scene.redis.client.time();
    await registry.heartbeat(worker("w1", []));
    const [after] = await scene.redis.client.time();
    const [listed] = await registry.listWorkers();
    expect(listed?.seenAt).toBeGreaterThanOrEqual(Number(before) * 1000);
    expect(listed?.seenAt).toBeLessThanOrEqual((Number(after) + 1) * 1000);
  });
});

describe("announcePresence", () => {
  it("announces again what a Redis that was emptied has lost, and leaves when closed", async () => {
    await using scene = await setUp();
    const { registry, redis, keys } = scene;
    const onError = vi.fn();
    const describeWorker = () => worker("w1", ["a"]);
    const presence = await announcePresence({
      registry,
      tasks: [task("a")],
      describe: describeWorker,
      onError,
      everyMs: 10,
    });
    expect(await registry.listTasks()).toEqual([{ ...task("a"), workers: ["w1"] }]);

    await redis.client.del(keys.tasks, keys.workers);
    await vi.waitFor(async () =>
      expect(await registry.listTasks()).toEqual([{ ...task("a"), workers: ["w1"] }]),
    );
    await presence.close();
    expect(await registry.listTasks()).toEqual([{ ...task("a"), workers: [] }]);
    expect(onError).not.toHaveBeenCalled();
  });

  it("goes on after a heartbeat that fails", async () => {
    await using scene = await setUp();
    const errors: unknown[] = [];
    await using presence = await closing(
      announcePresence({
        registry: scene.registry,
        tasks: [],
        describe: () => worker("w1", []),
        onError: (error) => errors.push(error),
        everyMs: 10,
      }),
    );
    await scene.redis.client.del(scene.keys.workers);
    await scene.redis.client.set(scene.keys.workers, "of another type");
    await vi.waitFor(() => expect(String(errors[0])).toContain("WRONGTYPE"));
    await scene.redis.client.del(scene.keys.workers);
    await vi.waitFor(async () => expect(await scene.registry.listWorkers()).toHaveLength(1));
    expect(presence).toBeDefined();
  });
});

async function closing(opened: ReturnType<typeof announcePresence>) {
  const presence = await opened;
  return { [Symbol.asyncDispose]: () => presence.close() };
}
