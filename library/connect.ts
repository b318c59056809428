/** The way to a running Espalier from code: submit, watch and steer runs. */
import { setMaxListeners } from "node:events";
import { EngineError, isEngineError } from "@/core/errors";
import type { WorkflowNode } from "@/core/node";
import type { NodeValue, TaskDefinition, TaskInfo } from "@/core/task";
import type { Engine, EngineOptions, EngineWorker } from "@/engine/port";
import { isRedisAway } from "@/engine/redis-away";
import { readConnectEnv, type Variables } from "./env";
import { openRun, type RunHandle } from "./handles/run-handle";
import { closedError } from "./handles/run-watch";

/** What is not given is taken from the environment. */
export interface ConnectOptions extends Partial<EngineOptions> {
  /** `REDIS_URL`, `ESPALIER_PREFIX`, `ESPALIER_DATA_DIR`, `RUN_TTL_DAYS`, `LIMIT_…`. @default process.env */
  env?: Variables;
}

export interface ApplyOptions {
  /** What the run is called in lists. @default the node's name or label, or its task or kind */
  name?: string;
  /** 1 to 64 letters, digits, `-` or `_`. Applying under the same id again gives the run that there is. */
  runId?: string;
  /** Applying with the same key again, within the run's lifetime, gives the run that there is. */
  idempotencyKey?: string;
}

export interface WorkOptions {
  tasks: readonly TaskDefinition[];
  /** @default the queues of the tasks */
  queues?: readonly string[];
  /** How many steps run at once. @default 50 */
  concurrency?: number;
}

const REDIS_AWAY =
  'Redis does not answer. Check that it runs and that REDIS_URL leads to it; "npm start" starts one of its own.';

/**
 * Connects to the Redis that `REDIS_URL` names, or else to the one that `npm start` has started in this
 * folder. Runs nothing by itself: see {@link Espalier.work}.
 *
 * @throws EnvironmentError when the environment does not fit, or no Redis is there
 * @throws EngineError UNAVAILABLE, REDIS_UNFIT
 */
export async function connect(options: ConnectOptions = {}): Promise<Espalier> {
  const { env = process.env, limits, redisUrl, ...rest } = options;
  const read = readConnectEnv(redisUrl === undefined ? env : { ...env, REDIS_URL: redisUrl });
  const { dataDir, ...fromEnv } = read;
  // Here, as a module that only defines tasks has no use for the clients of Redis.
  const { createEngine } = await import("@/engine/index");
  const engine = createEngine({ ...fromEnv, ...rest, limits: { ...fromEnv.limits, ...limits } });
  try {
    await told(engine.check());
  } catch (error) {
    await engine.close();
    throw error;
  }
  return new Espalier(engine, dataDir);
}

/** A connection, made by {@link connect}. It keeps the process alive until it is closed. */
export class Espalier implements AsyncDisposable {
  readonly #engine: Engine;
  readonly #dataDir: string;
  /** Aborts when the connection is closed. */
  readonly #connection = new AbortController();

  /** `dataDir`: where handlers of {@link work} write files. */
  constructor(engine: Engine, dataDir: string) {
    this.#engine = engine;
    this.#dataDir = dataDir;
    // Each run that is followed listens.
    setMaxListeners(0, this.#connection.signal);
  }

  /**
   * Submits a node as a run, and follows it.
   *
   * @throws EngineError WORKFLOW_INVALID with all `problems`, nothing is stored then; ID_INVALID, UNAVAILABLE
   */
  async apply<R>(
    node: NodeValue<WorkflowNode, R>,
    options: ApplyOptions = {},
  ): Promise<RunHandle<R>> {
    const runId = await this.submit(node, options);
    return this.#open<R>(runId).catch((cause: unknown) => {
      throw new EngineError(
        isEngineError(cause) ? cause.code : "UNAVAILABLE",
        `Run ${runId} was submitted and goes on, but cannot be followed yet: espalier.run("${runId}") gives its handle later.`,
        { cause },
      );
    });
  }

  /** Submits a node as a run and answers its id, for who does not wait for it. @throws as `apply` */
  async submit(node: NodeValue, { name, ...options }: ApplyOptions = {}): Promise<string> {
    const root = node.node;
    const workflow = { version: 1, name: name ?? nameOf(root), root } as const;
    const { runId } = await this.#ask(() => this.#engine.submit({ workflow, ...options }));
    return runId;
  }

  /** A handle of a run that is there. @throws EngineError RUN_NOT_FOUND */
  async run(runId: string): Promise<RunHandle> {
    return this.#open(runId);
  }

  /** The tasks that are known, and the workers that offer them now. */
  tasks(): Promise<TaskInfo[]> {
    return this.#ask(() => this.#engine.listTasks());
  }

  /**
   * Runs steps of these tasks in this process, until the worker or the connection is closed. A step of a task
   * that this worker lacks goes to another one that has it, and fails when there is none: give tasks of your
   * own a `queue` of their own where other workers are about.
   *
   * @throws TypeError for an isolated task, whose processes only `npm run worker` starts
   */
  async work({ tasks, queues, concurrency = 50 }: WorkOptions): Promise<EngineWorker> {
    refuseIsolated(tasks);
    return this.#ask(() =>
      this.#engine.work({
        tasks: [...tasks],
        queues: [...(queues ?? new Set(tasks.map(({ info }) => info.queue)))],
        concurrency,
        dataDir: this.#dataDir,
      }),
    );
  }

  /** Ends what waits, hands running steps back, and closes the connections. Runs go on without it. */
  async close(): Promise<void> {
    this.#connection.abort(closedError());
    await this.#engine.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #open<R>(runId: string): Promise<RunHandle<R>> {
    return this.#ask(() => openRun<R>(this.#engine, runId, this.#connection.signal));
  }

  #ask<T>(question: () => Promise<T>): Promise<T> {
    return this.#connection.signal.aborted ? Promise.reject(closedError()) : told(question());
  }
}

function refuseIsolated(tasks: readonly TaskDefinition[]): void {
  const isolated = tasks.find(({ info }) => info.isolated);
  if (!isolated) return;
  throw new TypeError(
    `The task ${isolated.info.name} is isolated: work() runs tasks in this process. Export it from a module, name that in WORKER_TASKS, and start "npm run worker".`,
  );
}

/** A run is called as its root is. */
function nameOf(root: WorkflowNode): string {
  const given = root.kind === "task" ? root.label : (root.name ?? root.label);
  return given ?? (root.kind === "task" ? root.task : root.kind);
}

/** Errors as a person can read them. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (isRedisAway(cause) || (isEngineError(cause) && cause.code === "UNAVAILABLE")) {
      throw new EngineError("UNAVAILABLE", REDIS_AWAY, { cause });
    }
    if (isEngineError(cause) && cause.problems.length > 1) {
      throw new EngineError(cause.code, listOf(cause), { problems: cause.problems, cause });
    }
    throw cause;
  }
}

const MAX_LINES = 20;

function listOf({ problems }: EngineError): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const lines = errors.slice(0, MAX_LINES).map(({ message, path }) => `- ${message} (${path})`);
  const others = errors.length - lines.length;
  return [
    "The workflow has problems; nothing was submitted.",
    ...lines,
    ...(others > 0 ? [`- and ${others} more`] : []),
  ].join("\n");
}
