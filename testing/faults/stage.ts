/**
 * What a fault test plays on: a Redis of its own, worker processes behind proxies of their own, an engine
 * that submits and watches as a web process does, and at the end the checker.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Workflow, WorkflowNode } from "@/core/node";
import { snapshotOf } from "@/core/run-view";
import type { Services } from "@/engine/core-services";
import { createEngine, type Engine } from "@/engine/index";
import { removeRun } from "@/engine/retention/remove-run";
import { createServices } from "@/engine/services";
import { readView } from "@/engine/snapshots";
import { workflowOf } from "../model/hand";
import type { Random } from "../random";
import { randomWorkflow } from "../random-workflow";
import { redisProxy, type RedisProxy } from "../redis-proxy";
import { startWorkerProcess } from "../worker-process";
import { checkRun, checkViewer, leftovers, remains } from "./checker";
import { CRASH_POINTS } from "./crash-points";
import { complaintsOf, type RunMarks, type WatchedRun } from "./history";
import { readNotes, type Note } from "./notes";
import { WEB, WORKER, watchProcess, type FaultProcess, type WorkerWishes } from "./processes";
import { faultRedis, type FaultRedis, type FaultStore } from "./redis-server";
import { FAULT_TASKS, gateFile } from "./tasks";
import { FAULT_TIMINGS } from "./timings";
import { untilSettled } from "./settling";
import { until } from "./until";
import { startViewer, type Source, type Viewer, type ViewerOptions } from "./viewer";
import type { WorkerOrders } from "./worker";

const PREFIX = "faults";
/** I1's bound: without an event, or until Redis is at rest. Recovery takes seconds; a busy machine may take many times that. */
const SETTLED_WITHIN_MS = 180_000;
/** Characters that are told of a run that hangs. */
const MAX_TOLD = 4000;

export interface StageOptions {
  random: Random;
  fsync?: "always" | "everysec";
  /** Another store than one Redis; no proxy stands before it. */
  store?: FaultStore;
  /** Errors that processes may log, besides none. */
  expected?: RegExp[];
}

export class Stage implements AsyncDisposable {
  readonly store: FaultStore;
  readonly engine: Engine;
  /** For looking past the port, and past every proxy. */
  readonly services: Services;
  readonly dataDir: string;
  readonly said: string[] = [];
  readonly processes: FaultProcess[] = [];
  readonly runs: WatchedRun[] = [];
  readonly #viewers: Viewer[] = [];
  readonly #options: StageOptions;
  readonly #single: { redis: FaultRedis; web: RedisProxy } | undefined;

  private constructor(
    store: FaultStore,
    single: { redis: FaultRedis; web: RedisProxy } | undefined,
    { dataDir, options }: { dataDir: string; options: StageOptions },
  ) {
    this.store = store;
    this.#single = single;
    this.dataDir = dataDir;
    this.#options = options;
    const settings = { prefix: PREFIX, timings: FAULT_TIMINGS };
    const log = (level: string, text: string) =>
      void this.said.push(`${level.toUpperCase()} ${text}`);
    this.engine = createEngine({ redisUrl: single?.web.url ?? store.url, ...settings, log });
    this.services = createServices(store.client, settings);
  }

  static async open(options: StageOptions): Promise<Stage> {
    const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-faults-data-"));
    const redis = options.store ? undefined : await faultRedis(options.fsync);
    const single = redis && { redis, web: await redisProxy(redis.url) };
    const store = options.store ?? redis;
    if (!store) throw new Error("There is a store or a Redis");
    const stage = new Stage(store, single, { dataDir, options });
    await stage.services.registry.announceTasks(stage.tasks);
    return stage;
  }

  /** What its workers offer. */
  readonly tasks = FAULT_TASKS.map(({ info }) => info);

  get redis(): FaultRedis {
    return this.#one.redis;
  }

  /** Between the web side and Redis. */
  get web(): RedisProxy {
    return this.#one.web;
  }

  get #one(): { redis: FaultRedis; web: RedisProxy } {
    if (!this.#single) throw new Error("The store of this test is no single Redis");
    return this.#single;
  }

  get random(): Random {
    return this.#options.random;
  }

  /** A worker process, behind a proxy of its own. Resolves when it takes work. */
  async worker(wishes: WorkerWishes = {}): Promise<FaultProcess> {
    const worker = await this.beginWorker(wishes);
    return worker.ready.then(() => worker);
  }

  /** As {@link worker}, before it is ready: for one that may die before. */
  async beginWorker(wishes: WorkerWishes): Promise<FaultProcess> {
    const { crashAt, nth = 1, concurrency = 5, ...others } = wishes;
    const orders = { prefix: PREFIX, dataDir: this.dataDir, concurrency, ...others };
    const worker = await this.#begin((redisUrl) => {
      const own: WorkerOrders = { redisUrl, ...orders };
      return startWorkerProcess({}, [...WORKER, JSON.stringify(own)]);
    });
    if (crashAt) {
      worker.mayEnd = true;
      void worker.proxy.trap({
        ...{ matches: CRASH_POINTS[crashAt], nth, then: "blackhole" },
        onSprung: () => worker.signal("SIGKILL"),
      });
    }
    return worker;
  }

  /** A web process, behind a proxy of its own; its clock is wrong by `skewMs`. Resolves with its address when it takes requests. */
  async startWeb(skewMs = 0): Promise<FaultProcess & { address: string }> {
    const web = await this.#begin((redisUrl) => {
      const own = { PORT: "0", FAULT_SKEW_MS: String(skewMs) };
      const env = { REDIS_URL: redisUrl, ESPALIER_PREFIX: PREFIX, ...own };
      return startWorkerProcess(env, WEB);
    });
    await web.ready;
    const address = /READY (http:\S+)/.exec(web.said())?.[1] ?? "";
    return Object.assign(web, { address });
  }

  async #begin(
    start: (redisUrl: string) => ReturnType<typeof startWorkerProcess>,
  ): Promise<FaultProcess> {
    const proxy = this.#single && (await redisProxy(this.store.url));
    const running = watchProcess(start(proxy?.url ?? this.store.url), proxy, (line) =>
      this.said.push(line),
    );
    this.processes.push(running);
    return running;
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
  watch(run: WatchedRun, { source, ...options }: ViewerOptions & { source?: Source } = {}): Viewer {
    const viewer = startViewer(source ?? this.engine, run.runId, options);
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
    const seq = await this.store.client.hget(this.services.keys.runKey(runId, "run"), "seq");
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
  async settled(runs: readonly WatchedRun[] = this.runs): Promise<void> {
    await untilSettled(this.services, runs, {
      silenceMs: SETTLED_WITHIN_MS,
      otherwise: (open) => this.#told(open),
    });
  }

  async #told(open: readonly WatchedRun[]): Promise<string> {
    const lines = [`I1: ${open.length} runs did not come to an end`];
    for (const { runId, workflow } of open.slice(0, 3)) {
      const { nodes } = snapshotOf(await readView(this.services, runId));
      lines.push(`${runId} ${JSON.stringify(workflow.root).slice(0, MAX_TOLD)}`);
      const states = nodes.map((node) => `${node.id} ${node.state} ${node.epoch}`).join(", ");
      lines.push(states.slice(0, MAX_TOLD));
    }
    return [...lines, ...this.#sayings()].join("\n");
  }

  #sayings(): string[] {
    return [
      ...this.said.map((line) => `web: ${line}`),
      ...this.processes.map(({ pid, said }) => `${pid}: ${said()}`),
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
    for (const said of [this.said.join("\n"), ...this.processes.map((each) => each.said())]) {
      lines.push(...complaintsOf(said, expected));
    }
    lines.push(...(await this.#remove()));
    if (lines.length > 0) throw new Error([...lines, ...this.#sayings()].join("\n"));
  }

  /** What has been checked goes, and leaves nothing behind. */
  async #remove(): Promise<string[]> {
    for (const { runId } of this.runs) await removeRun(this.services, runId);
    const lines = await remains(this.services, this.runs);
    this.runs.length = 0;
    await Promise.all(this.#viewers.map((viewer) => viewer.stop()));
    this.#viewers.length = 0;
    return lines;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.processes.map((each) => each.kill()));
    await Promise.all(this.#viewers.map((viewer) => viewer.stop()));
    await this.engine.close();
    await this.services.queues.close();
    if (this.#single) {
      for (const { proxy } of this.processes) await proxy[Symbol.asyncDispose]();
      await this.web[Symbol.asyncDispose]();
    }
    await this.store[Symbol.asyncDispose]();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
