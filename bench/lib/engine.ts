/** Our engine with one worker, on a clean Redis. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { WorkflowNode } from "@/core/node";
import { createEngine } from "@/engine/index";
import { builtInTasks } from "@/worker/tasks";
import type { BenchRedis } from "./redis";

const CONCURRENCY = 50;

/** Gives `use` a function that submits a node and answers after how many milliseconds the run was settled. */
export async function withEngine(
  { url, client }: BenchRedis,
  use: (run: (root: WorkflowNode) => Promise<number>) => Promise<number>,
): Promise<number> {
  await client.flushall();
  const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-bench-data-"));
  const engine = createEngine({ redisUrl: url, limits: {} });
  const worker = await engine.work({
    ...{
      tasks: builtInTasks({ filesRoot: dataDir }),
      queues: ["default"],
      concurrency: CONCURRENCY,
      dataDir,
    },
  });
  try {
    return await use(async (root) => {
      const from = performance.now();
      const { runId } = await engine.submit({ workflow: { version: 1, name: "bench", root } });
      // Following the events would measure a viewer, too.
      while ((await client.hget(`espalier:{${runId}}:run`, "settled")) !== "1") await delay(5);
      return performance.now() - from;
    });
  } finally {
    await worker.close({ graceMs: 1000 });
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
