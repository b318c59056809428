/**
 * An engine with real workers on the tests' Redis: `await using app = await testApp()`. Its times are scaled
 * down; all its keys and files are gone at the end of the scope.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { QueueEvents } from "bullmq";
import type { WorkflowNode } from "@/core/node";
import type { Limits } from "@/core/problem";
import type { TaskDefinition } from "@/core/task";
import type { Services } from "@/engine/core-services";
import { createEngine, type Engine, type EngineTimings, type EngineWorker } from "@/engine/index";
import { createServices } from "@/engine/services";
import { isolationOf } from "@/worker/isolation";
import { readExecutions, type Execution } from "./executions";
import { clearGates, gateOf, type Gate } from "./gates";
import { testRedis, type TestRedis } from "./redis";
import { ALL_TASKS } from "./tasks";
import { TestRun } from "./test-run";
import { TIMINGS } from "./timings";

export interface TestAppOptions {
  /** How many workers there are at the beginning. @default 1 */
  workers?: number;
  concurrency?: number;
  /** How many isolated steps may run at once. @default 2 */
  processes?: number;
  tasks?: TaskDefinition[];
  timings?: Partial<EngineTimings>;
  limits?: Partial<Limits>;
  runTtlMs?: number;
  keepRuns?: number;
}

export interface WorkerOptions {
  /** @default ["default"] */
  queues?: string[];
  concurrency?: number;
  tasks?: TaskDefinition[];
}

export interface TestApp extends AsyncDisposable {
  engine: Engine;
  redis: TestRedis;
  /** For calls past the port: a claim by hand, a job put into a queue. */
  services: Services;
  startWorker(options?: WorkerOptions): Promise<EngineWorker>;
  submit(root: WorkflowNode, options?: { runId?: string }): Promise<TestRun>;
  /** Submits and waits until everything is terminal. */
  run(root: WorkflowNode): Promise<TestRun>;
  gate(name: string): Gate;
  /** Opens all gates and forgets them: the next test finds them closed. */
  resetGates(): void;
  /** Where handlers write. */
  dataDir: string;
  /** Puts a job into the queue past the engine; resolves when a worker has done with it. */
  deliver(data: unknown): Promise<void>;
  executions(): Execution[];
  /** What the engine had to say, for tests that expect silence or a word. */
  said: string[];
}

export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const redis = await testRedis();
  const { url: redisUrl, prefix } = redis;
  const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-app-"));
  const {
    limits,
    runTtlMs,
    keepRuns,
    concurrency = 20,
    processes = 2,
    tasks = ALL_TASKS,
    workers = 1,
  } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const said: string[] = [];
  const engineOptions = {
    ...{ redisUrl, prefix, timings },
    ...(limits ? { limits } : {}),
    ...(runTtlMs === undefined ? {} : { runTtlMs }),
    ...(keepRuns === undefined ? {} : { keepRuns }),
    log: (level: string, message: string) => said.push(`${level}: ${message}`),
  };
  const engine = createEngine(engineOptions);
  const modules = [fileURLToPath(new URL("isolated-tasks.ts", import.meta.url))];
  const isolation = isolationOf({ modules, filesRoot: dataDir }, processes);
  const services = createServices(redis.client, engineOptions);
  const app: TestApp = {
    engine,
    redis,
    services,
    said,
    startWorker: (own = {}) =>
      engine.work({ tasks, concurrency, queues: ["default"], dataDir, isolation, ...own }),
    async submit(root, given = {}) {
      const workflow = { version: 1, name: "test", root } as const;
      const { runId } = await engine.submit({ workflow, ...given });
      return new TestRun(app, runId);
    },
    async run(root) {
      const run = await app.submit(root);
      await run.settled();
      return run;
    },
    dataDir,
    gate: (name) => gateOf(dataDir, name),
    resetGates: () => clearGates(dataDir),
    executions: () => readExecutions(dataDir),
    deliver: (data) => deliver(services, data),
    async [Symbol.asyncDispose]() {
      clearGates(dataDir);
      await engine.close();
      await services.queues.close();
      await redis[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await services.registry.announceTasks(tasks.map(({ info }) => info));
  await Promise.all(Array.from({ length: workers }, () => app.startWorker()));
  return app;
}

/** As BullMQ would deliver it once more. */
async function deliver({ queues, keys, redis }: Services, data: unknown): Promise<void> {
  const connection = redis.duplicate({ maxRetriesPerRequest: null });
  const events = new QueueEvents("default", { connection, prefix: keys.bull });
  try {
    await events.waitUntilReady();
    const jobId = `again-${randomBytes(6).toString("hex")}`;
    const done = new Promise<void>((resolve) => {
      events.on("completed", (event) => event.jobId === jobId && resolve());
    });
    await queues.get("default").add("step", data, { jobId });
    await done;
  } finally {
    await events.close();
    connection.disconnect();
  }
}
