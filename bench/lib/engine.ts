/** Our engine with one worker, on a clean Redis. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { WorkflowNode } from "@/core/node";
import { createEngine, type Engine, type EngineWorker } from "@/engine/index";
import { builtInTasks } from "@/worker/tasks";
import type { BenchRedis } from "./redis";

const CONCURRENCY = 50;
const QUEUE = "default";

export interface Timed {
  runId: string;
  /** From the call of submit to the end. */
  ms: number;
  /** Of which the submit took. */
  submitMs: number;
  /** From the start of the first step to the end of the last, by Redis' clock. */
  processingMs: number;
}

export interface BenchEngine {
  engine: Engine;
  /** As many nodes as a benchmark likes. */
  work: () => Promise<EngineWorker>;
  submit: (root: WorkflowNode) => Promise<string>;
  /** Resolves when the run is settled. Following its events would measure a viewer, too. */
  settled: (runId: string) => Promise<void>;
  run: (root: WorkflowNode) => Promise<Timed>;
}

/** An engine whose tasks are known and whose worker is not there yet. */
export async function withIdleEngine<T>(
  { url, client }: BenchRedis,
  use: (bench: BenchEngine) => Promise<T>,
): Promise<T> {
  await client.flushall();
  const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-bench-data-"));
  const engine = createEngine({ redisUrl: url, limits: { nodes: 1_000_000 } });
  const tasks = builtInTasks({ filesRoot: dataDir });
  const start = (queue: string) =>
    engine.work({ tasks, queues: [queue], concurrency: CONCURRENCY, dataDir });
  const open: EngineWorker[] = [];
  const work = async () => {
    const worker = await start(QUEUE);
    open.push(worker);
    return worker;
  };
  const submit = async (root: WorkflowNode) =>
    (await engine.submit({ workflow: { version: 1, name: "bench", root } })).runId;
  const field = (runId: string, name: string) => client.hget(`espalier:{${runId}}:run`, name);
  const settled = async (runId: string) => {
    while ((await field(runId, "settled")) !== "1") await delay(5);
  };
  const run = async (root: WorkflowNode): Promise<Timed> => {
    const from = performance.now();
    const runId = await submit(root);
    const submitMs = performance.now() - from;
    await settled(runId);
    const ms = performance.now() - from;
    const [started, finished] = await Promise.all([
      field(runId, "startedAt"),
      field(runId, "finishedAt"),
    ]);
    return { runId, ms, submitMs, processingMs: Number(finished) - Number(started) };
  };
  try {
    // What a worker offers stays known when it leaves.
    await (await start("nobody")).close({ graceMs: 0 });
    return await use({ engine, work, submit, settled, run });
  } finally {
    for (const worker of open) await worker.close({ graceMs: 1000 });
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The same with its worker at work. */
export function withEngine<T>(
  redis: BenchRedis,
  use: (bench: BenchEngine) => Promise<T>,
): Promise<T> {
  return withIdleEngine(redis, async (bench) => {
    await bench.work();
    return use(bench);
  });
}
