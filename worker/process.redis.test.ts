import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createEngine } from "@/engine/index";
import { testRedis } from "@/testing/redis";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A worker process, as it is started for real. */
function startWorker(env: { [name: string]: string }) {
  const child = spawn(process.execPath, ["--import", "tsx", "worker/index.ts"], {
    cwd: ROOT,
    env: { NODE_ENV: "test", PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const wakes = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (part: Buffer) => {
      said += part.toString();
      for (const wake of wakes) wake();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    child,
    exited,
    said: () => said,
    says: (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => said.includes(text) && resolve();
        wakes.add(look);
        look();
        void exited.then(() => reject(new Error(`it ended and said: ${said}`)));
      }),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

describe("the worker process", () => {
  it("works, hands its running step back on SIGTERM, and another goes on with it", async () => {
    await using redis = await testRedis();
    const env = { REDIS_URL: redis.url, ESPALIER_PREFIX: redis.prefix };
    await using engine = closing(createEngine({ redisUrl: redis.url, prefix: redis.prefix }));
    await using first = startWorker(env);
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

    await using second = startWorker(env);
    await second.says("Ready");
    await until(async () => (await engine.getRun(runId)).nodes[0]?.state === "running");
    expect(await workerOf()).not.toBe(before);
    await engine.revoke({ runId });
    await until(async () => (await engine.getRun(runId)).run.state === "revoked");
  });

  it("says what to do about a mistyped variable, and does not start", async () => {
    await using worker = startWorker({ ESPALIER_PREFX: "a", REDIS_URL: "redis://127.0.0.1:1" });
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
