import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import type { Signature, Workflow } from "@/core/node";
import { createEngine } from "@/engine/index";
import { testRedis } from "@/testing/redis";
import { startWorkerProcess } from "@/testing/worker-process";

const TASK = `
import { defineTask } from "espalier";
import { z } from "zod";

export const careless = defineTask({
  name: "test.careless",
  description: "Starts something that fails, and does not wait for it.",
  params: { x: z.number() },
  result: z.number(),
  run: ({ x }) => {
    void Promise.reject(null);
    void Promise.reject(new Error("nobody waits for this"));
    return x;
  },
});
`;

it("a promise that a task does not wait for may fail: the step keeps its outcome, the worker goes on", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "espalier-careless-"));
  writeFileSync(path.join(dir, "careless.ts"), TASK);
  await using redis = await testRedis();
  const engine = createEngine({ redisUrl: redis.url, prefix: redis.prefix });
  await using worker = startWorkerProcess({
    REDIS_URL: redis.url,
    ESPALIER_PREFIX: redis.prefix,
    WORKER_TASKS: path.join(dir, "*.ts"),
  });
  try {
    await worker.says("Ready");
    for (const x of [1, 2]) {
      const root: Signature = { kind: "task", task: "test.careless", args: [x] };
      const workflow: Workflow = { version: 1, name: "careless", root };
      const { runId } = await engine.submit({ workflow });
      await settled(runId);
      expect(await engine.result(runId)).toMatchObject({ state: "succeeded", value: x });
    }
    await worker.says("nobody waits for this");
    expect(worker.said()).toContain("A promise that nobody waits for has failed; await it");
    worker.child.kill("SIGTERM");
    expect(await worker.exited).toBe(0);
  } finally {
    await engine.close();
    rmSync(dir, { recursive: true, force: true });
  }

  async function settled(runId: string): Promise<void> {
    const signal = AbortSignal.timeout(20_000);
    for await (const _ of engine.follow(runId, null, signal)) {
      if ((await engine.getRun(runId)).run.settled) return;
    }
    throw new Error(`Run ${runId} did not end; the worker said: ${worker.said()}`);
  }
});
