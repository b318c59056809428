import { describe, expect, it } from "vitest";
import { createEngine } from "@/engine/index";
import { testRedis } from "@/testing/redis";
import { startWorkerProcess } from "@/testing/worker-process";

describe("the worker process", () => {
  it("works, hands its running step back on SIGTERM, and another goes on with it", async () => {
    await using redis = await testRedis();
    const env = { REDIS_URL: redis.url, ESPALIER_PREFIX: redis.prefix };
    await using engine = closing(createEngine({ redisUrl: redis.url, prefix: redis.prefix }));
    await using first = startWorkerProcess(env);
    await first.says("Ready: 16 tasks");
    const { runId } = await engine.submit({
      workflow: {
        version: 1,
        name: "long",
        root: { kind: "task", id: "n", task: "time.sleep", args: [1_000_000] },
      },
    });
    await until(async () => (await engine.getRun(runId)).nodes[0]?.state === "running");
    const workerOf = async () => (await engine.getRun(runId)).nodes[0]?.worker;
    const before = await workerOf();

    first.child.kill("SIGTERM");
    expect(await first.exited).toBe(0);
    expect((await engine.getRun(runId)).nodes[0]?.state).toBe("queued");
    expect(await engine.listWorkers()).toEqual([]);
    expect((await engine.listTasks()).map((task) => task.name)).toContain("time.sleep");

    await using second = startWorkerProcess(env);
    await second.says("Ready");
    await until(async () => (await engine.getRun(runId)).nodes[0]?.state === "running");
    expect(await workerOf()).not.toBe(before);
    await engine.revoke({ runId });
    await until(async () => (await engine.getRun(runId)).run.state === "revoked");
  });

  it("says what to do about a mistyped variable, and does not start", async () => {
    await using worker = startWorkerProcess({
      ESPALIER_PREFX: "a",
      REDIS_URL: "redis://127.0.0.1:1",
    });
    expect(await worker.exited).toBe(1);
    expect(worker.said()).toContain("Did you mean ESPALIER_PREFIX?");
  });
});

function closing<T extends { close(): Promise<void> }>(engine: T): T & AsyncDisposable {
  return Object.assign(engine, { [Symbol.asyncDispose]: () => engine.close() });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
