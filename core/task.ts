/**
 * What a task is to the rest of the product: its announced description (plain JSON, in Redis, read by
 * server and browser), its definition (code, in a worker) and what its handler is given.
 */
import type { z } from "zod";
import type { Json, Signature, SignatureOptions, WorkflowNode } from "./node";

/** A JSON Schema document (draft 2020-12), as `z.toJSONSchema` writes it. */
export type JsonSchema = { [key: string]: Json };

/** A task as it is announced by workers. */
export interface TaskInfo {
  name: string;
  description: string;
  /** `{ type: "object", properties, required }`; the order of `properties` is the declared order of the parameters. */
  params: JsonSchema;
  result: JsonSchema;
  /** Options that a signature of this task has unless it says otherwise. */
  defaults: SignatureOptions;
  queue: string;
  /** How many steps it declares itself to have. Default 1. */
  totalSteps: number;
  /** Each of its steps has a process of its own, which can be killed. Absent: no. */
  isolated?: boolean;
  /** Ids of the workers that offer it now. Empty: known from before, nobody offers it now. */
  workers: string[];
}

/** The parameters of a task: zod schemas in declared order. */
export type TaskParams = { [name: string]: z.ZodType };

/** What a handler receives for its parameters. */
export type TaskArguments<P extends TaskParams> = { [K in keyof P]: z.output<P[K]> };

/** What a handler is given besides its arguments. */
export interface TaskContext {
  /** Aborted when the step is revoked, times out, loses its lease or the worker shuts down. */
  signal: AbortSignal;
  runId: string;
  /** Id of the node. */
  stepId: string;
  /** 1 for the first attempt since submission or the last retry. */
  attempt: number;
  /** 0 for the first iteration of a trampoline. */
  iteration: number;
  /** How many executions of this step have ended before, over attempts and retries. */
  executions: number;
  /** Stable over re-deliveries, automatic attempts and a plain retry. */
  idempotencyKey: string;
  /** Where files of the product belong (`ESPALIER_DATA_DIR`). */
  dataDir: string;
  /** Reports how many of `total` steps are done. */
  progress(completed: number, total: number): void;
  /** Labels the running state, for example `Uploading`. */
  setState(label: string): void;
  log(message: string): void;
  /** Ends this step as succeeded with null; what would wait for its result is skipped by choice. */
  stop(reason: string): never;
  /** Asks for one more attempt, whatever `attempts` says. */
  retry(options: { delayMs: number }): never;
}

/** A task as code. Made by `defineTask`; `run` is called with parsed arguments. */
export interface TaskDefinition {
  info: Omit<TaskInfo, "workers">;
  params: TaskParams;
  result: z.ZodType;
  run(args: { [name: string]: unknown }, ctx: TaskContext): unknown;
}

// Of the registry that all copies of this module share: a task module may bring a copy of its own.
const BRAND = Symbol.for("espalier.node");

/**
 * A node made by the builders. Told from plain data by its brand ({@link isNodeValue}), never by its
 * shape, so that a result that looks like a node stays a result. `R` is the type of its result.
 */
export class NodeValue<N extends WorkflowNode = WorkflowNode, R = unknown> {
  readonly node: N;
  /** For types only: what the node gives. Never there at run time. */
  declare readonly resultType: R;

  constructor(node: N) {
    this.node = node;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** A signature as a handler receives it inside arguments, and as `task.s(...)` makes it. */
export class SignatureValue<R = unknown> extends NodeValue<Signature, R> {}

/** Whether `value` was made by the builders, of whichever copy of this module. */
export function isNodeValue(value: unknown): value is NodeValue {
  return typeof value === "object" && value !== null && BRAND in value;
}

export function isSignatureValue(value: unknown): value is SignatureValue {
  return isNodeValue(value) && value.node.kind === "task";
}
