/**
 * What a fault test plays on: a Redis of its own, worker processes behind proxies of their own, an engine
 * that submits and watches as a web process does, and at the end the checker.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Workflow, WorkflowNode } from "@/core/node";
import { snapshotOf } from "@/core/run-view";
import type { Services } from "@/engine/core-services";
import { createEngine, type Engine } from "@/engine/index";
import { createServices } from "@/engine/services";
import { readView } from "@/engine/snapshots";
import { workflowOf } from "../model/hand";
import type { Random } from "../random";
import { randomWorkflow } from "../random-workflow";
import { redisProxy, type RedisProxy, type Trap } from "../redis-proxy";
import { startWorkerProcess } from "../worker-process";
import {
  checkRun,
  checkViewer,
  complaintsOf,
  leftovers,
  type RunMarks,
  type WatchedRun,
} from "./checker";
import { CRASH_POINTS, type CrashPoint } from "./crash-points";
import { readNotes, type Note } from "./notes";
import { faultRedis, type FaultRedis } from "./redis-server";
import { FAULT_TASKS, gateFile } from "./tasks";
import { FAULT_TIMINGS } from "./timings";
import { until } from "./until";
import { startViewer, type Viewer, type ViewerOptions } from "./viewer";
import type { WorkerOrders } from "./worker";

const ENTRY = fileURLToPath(new URL("worker.ts", import.meta.url));
const PREFIX = "faults";
/** I1's bound. Recovery takes seconds; a busy machine may take many times that. */
const SETTLED_WITHIN_MS = 60_000;

export interface FaultWorker {
  pid: number;
  proxy: RedisProxy;
  /** Resolves when it takes work. */
  ready: Promise<void>;
  exited: Promise<number | null>;
  said(): string;
  says(text: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface WorkerWishes {
  /** It is killed there; {@link FaultWorker.exited} tells when it happened. */
  crashAt?: CrashPoint;
  /** At the how manieth time. @default 1 */
  nth?: number;
  /** @default 5 */
  concurrency?: number;
  /** Its clock is wrong by so many milliseconds. @default 0 */
  skewMs?: number;
}

export interface StageOptions {
  random: Random;
  fsync?: "always" | "everysec";
  /** Errors that processes may log, besides none. */
  expected?: RegExp[];
}

export class Stage implements AsyncDisposable {
  readonly redis: FaultRedis;
  readonly engine: Engine;
  /** Between the web side and Redis. */
  readonly web: RedisProxy;
  /** For looking past the port, and past every proxy. */
  readonly services: Services;
  readonly dataDir: string;
  readonly said: string[] = [];
  readonly workers: FaultWorker[] = [];
  readonly runs: WatchedRun[] = [];
  readonly #viewers: Viewer[] = [];
  readonly #options: StageOptions;

  private constructor(
    redis: FaultRedis,
    web: RedisProxy,
    { dataDir, options }: { dataDir: string; options: StageOptions },
  ) {
    this.redis = redis;
    this.web = web;
    this.dataDir = dataDir;
    this.#options = options;
    const settings = { prefix: PREFIX, timings: FAULT_TIMINGS };
    const log = (level: string, message: string) =>
      void this.said.push(`${level.toUpperCase()} ${message}`);
    this.engine = createEngine({ redisUrl: web.url, ...settings, log });
    this.services = createServices(redis.client, settings);
  }

  static async open(options: StageOptions): Promise<Stage> {
    const redis = await faultRedis(options.fsync);
    const web = await redisProxy(redis.url);
    const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-faults-data-"));
    const stage = new Stage(redis, web, { dataDir, options });
    await stage.services.registry.announceTasks(stage.tasks);
    return stage;
  }

  /** What its workers offer. */
  readonly tasks = FAULT_TASKS.map(({ info }) => info);

  get random(): Random {
    return this.#options.random;
  }

  /** A worker process, behind a proxy of its own. Resolves when it takes work. */
  async worker(wishes: WorkerWishes = {}): Promise<FaultWorker> {
    const worker = await this.beginWorker(wishes);
    await worker.ready;
    return worker;
  }

  /** As {@link worker}, before it is ready: for one that may die before. */
  async beginWorker({
    crashAt,
    nth = 1,
    concurrency = 5,
    skewMs = 0,
  }: WorkerWishes): Promise<FaultWorker> {
    const proxy = await redisProxy(this.redis.url);
    const { dataDir } = this;
    const own = { dataDir, concurrency, skewMs };
    const orders: WorkerOrders = { redisUrl: proxy.url, prefix: PREFIX, ...own };
    const started = startWorkerProcess({}, [ENTRY, JSON.stringify(orders)]);
    const { child, exited, said, says } = started;
    const ready = says("READY");
    // Who waits for it hears of it; one that is killed before is none that failed.
    ready.catch(() => {});
    const worker: FaultWorker = {
      ...{ pid: child.pid ?? 0, proxy, ready, exited, said, says },
      signal: (signal) => void child.kill(signal),
      kill: () => started[Symbol.asyncDispose](),
    };
    if (crashAt) {
      const trap: Trap = {
        ...{ matches: CRASH_POINTS[crashAt], nth, then: "blackhole" },
        onSprung: () => void child.kill("SIGKILL"),
      };
      void proxy.trap(trap);
    }
    this.workers.push(worker);
    return worker;
  }

  /** Accepted from here on: it has to come to its end. */
  submit(root: WorkflowNode, marks: RunMarks = {}): Promise<WatchedRun> {
    return this.submitWorkflow(workflowOf(root), marks);
  }

  /** A random one, of which some steps fail. */
  submitRandom(maxNodes: number): Promise<WatchedRun> {
    return this.submitWorkflow(randomWorkflow(this.random, { maxNodes, maxDepth: 5 }), {});
  }

  async submitWorkflow(
    workflow: Workflow,
    { runId, ...marks }: RunMarks & { runId?: string },
  ): Promise<WatchedRun> {
    const given = runId === undefined ? {} : { runId };
    const answer = await this.engine.submit({ workflow, ...given });
    const run: WatchedRun = { runId: answer.runId, workflow, ...marks };
    this.runs.push(run);
    return run;
  }

  /** Somebody looks at it until the end, and has to see what is so. */
  watch(run: WatchedRun, options: ViewerOptions & { engine?: Engine } = {}): Viewer {
    const viewer = startViewer(options.engine ?? this.engine, run.runId, options);
    this.#viewers.push(viewer);
    return viewer;
  }

  /** Revokes all of it, and remembers what had happened when that was acknowledged. */
  async revoke(run: WatchedRun, options: { terminate?: boolean } = {}): Promise<void> {
    run.isSteered = true;
    await this.engine.revoke({ runId: run.runId, ...options });
    run.revokedAt = await this.lastSeq(run);
  }

  async lastSeq({ runId }: WatchedRun): Promise<number> {
    const seq = await this.redis.client.hget(this.services.keys.runKey(runId, "run"), "seq");
    return Number(seq);
  }

  notes(): Note[] {
    return readNotes(this.dataDir);
  }

  /** How often the handler of a node began. */
  starts(run: WatchedRun, node: string): number {
    return this.notes().filter(
      (note) => note.run === run.runId && note.node === node && note.phase === "start",
    ).length;
  }

  openGate(name: string): void {
    writeFileSync(gateFile(this.dataDir, name), "");
  }

  async stateOf(run: WatchedRun, node: string): Promise<string | undefined> {
    const { nodes } = await this.engine.getRun(run.runId);
    return nodes.find(({ id }) => id === node)?.state;
  }

  /** I1: resolves when these runs, all by default, have settled. */
  async settled(
    runs: readonly WatchedRun[] = this.runs,
    withinMs = SETTLED_WITHIN_MS,
  ): Promise<void> {
    const { redis, keys } = this.services;
    const open = new Set(runs);
    await until(
      async () => {
        for (const run of open) {
          const settled = await redis.hget(keys.runKey(run.runId, "run"), "settled");
          if (settled === "1") open.delete(run);
        }
        return open.size === 0;
      },
      { withinMs, otherwise: () => this.#told([...open]) },
    );
  }

  async #told(open: readonly WatchedRun[]): Promise<string> {
    const lines = [`I1: ${open.length} runs did not come to an end`];
    for (const { runId, workflow } of open.slice(0, 3)) {
      const { nodes } = snapshotOf(await readView(this.services, runId));
      lines.push(`${runId} ${JSON.stringify(workflow.root)}`);
      lines.push(nodes.map((node) => `${node.id} ${node.state} ${node.epoch}`).join(", "));
    }
    return [...lines, ...this.#sayings()].join("\n");
  }

  #sayings(): string[] {
    return [
      ...this.said.map((line) => `web: ${line}`),
      ...this.workers.map(({ pid, said }) => `${pid}: ${said()}`),
    ];
  }

  /** Waits until everything has settled and Redis is at rest, then holds all invariants. */
  async check(): Promise<void> {
    await this.settled();
    let left: string[] = [];
    await until(
      async () => {
        left = await leftovers(this.services, this.runs);
        return left.length === 0;
      },
      { withinMs: SETTLED_WITHIN_MS, otherwise: () => [...left, ...this.#sayings()].join("\n") },
    );
    const notes = this.notes();
    const lines: string[] = [];
    for (const run of this.runs) lines.push(...(await checkRun(this.services, run, notes)));
    for (const viewer of this.#viewers) {
      const run = this.runs.find(({ runId }) => runId === viewer.runId);
      if (run) await viewer.sees(await this.lastSeq(run));
      lines.push(...(await checkViewer(this.services, viewer)));
    }
    const { expected = [] } = this.#options;
    for (const said of [this.said.join("\n"), ...this.workers.map((worker) => worker.said())]) {
      lines.push(...complaintsOf(said, expected));
    }
    if (lines.length > 0) throw new Error([...lines, ...this.#sayings()].join("\n"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.kill()));
    await Promise.all(this.#viewers.map((viewer) => viewer.stop()));
    await this.engine.close();
    await this.services.queues.close();
    for (const { proxy } of this.workers) await proxy[Symbol.asyncDispose]();
    await this.web[Symbol.asyncDispose]();
    await this.redis[Symbol.asyncDispose]();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
