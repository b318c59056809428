/** Tasks as code: one declaration serves the check, the form, the types and the call. */
import { z } from "zod";
import type { SignatureOptions } from "@/core/node";
import type {
  JsonSchema,
  NodeValue,
  TaskArguments,
  TaskContext,
  TaskDefinition,
  TaskParams,
} from "@/core/task";
import { callOf } from "./builders";
import type { Inputs, Places, Positional, PositionalAlone, ReceivedBehind } from "./call-types";
import type { SignatureBuilder } from "./node-builder";

const TASK_NAME = /^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$/;
// No all-digit names: JavaScript moves such keys to the front, and the declared order would be lost.
const PARAM_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_NAME_LENGTH = 128;

/** What a handler may give: its result, or a node that takes the step's place. */
export type TaskOutcome<R extends z.ZodType> = z.input<R> | NodeValue;

export interface TaskDeclaration<
  P extends TaskParams,
  R extends z.ZodType,
  Order extends readonly (keyof P)[] = readonly [],
> {
  /** Letters, digits, `_` and `-` in parts joined by dots, for example `math.add`. */
  name: string;
  description: string;
  /** In the order in which positional arguments fill them. */
  params: P;
  /**
   * The names of `params` in their order once more, for the types alone: TypeScript does not keep it.
   * Worth giving when parameters take different types: then `.s("a", 2)` is checked place by place.
   * Without it an argument may be whatever any of the parameters takes.
   * @example ["text", "times"]
   */
  positional?: Order;
  result: R;
  /** Options that a call has unless it says otherwise. */
  defaults?: SignatureOptions;
  /** @default "default" */
  queue?: string;
  /** How many steps it declares itself to have. @default 1 */
  totalSteps?: number;
  /**
   * Runs each step in a process of its own: it can keep a processor busy, crash or be killed (revoke with
   * `terminate`, `timeoutMs`) without anybody else noticing. @default false
   */
  isolated?: boolean;
  run(args: TaskArguments<P>, ctx: TaskContext): TaskOutcome<R> | Promise<TaskOutcome<R>>;
}

/** A task that can be registered, and called in code. */
export interface Task<
  P extends TaskParams,
  R extends z.ZodType,
  Order extends readonly (keyof P)[] = readonly [],
> extends TaskDefinition {
  params: P;
  result: R;
  run(args: TaskArguments<P>, ctx: TaskContext): TaskOutcome<R> | Promise<TaskOutcome<R>>;
  /**
   * A call with these positional arguments, put behind the result of what is before it.
   * @throws TypeError for an argument that is not JSON.
   * @example chain(add.s(2, 3), add.s(4)) // 2 + 3, then that + 4
   */
  s<A extends Positional<Places<P, Order>>>(
    ...args: A
  ): SignatureBuilder<Inputs<P>, ReceivedBehind<Places<P, Order>, A>, z.output<R>>;
  /**
   * A call with these positional arguments that takes no result from what is before it.
   * @throws TypeError for an argument that is not JSON.
   * @example chain(add.s(2, 3), add.si(1, 1)) // 2
   */
  si(...args: PositionalAlone<Places<P, Order>>): SignatureBuilder<Inputs<P>, unknown, z.output<R>>;
}

/**
 * Declares a task. Throws when a name could not be used or a schema could not be announced.
 * @example
 * export const add = defineTask({
 *   name: "math.add",
 *   description: "Adds two numbers.",
 *   params: { x: z.number(), y: z.number() },
 *   result: z.number(),
 *   run: ({ x, y }) => x + y,
 * });
 */
export function defineTask<
  P extends TaskParams,
  R extends z.ZodType,
  const Order extends readonly (keyof P)[] = readonly [],
>(declaration: TaskDeclaration<P, R, Order>): Task<P, R, Order> {
  const { name, description, params, result, run } = declaration;
  checkNames(name, Object.keys(params));
  checkOrder(declaration);
  return {
    info: {
      name,
      description,
      params: schemaOf(z.strictObject(params), "input"),
      result: schemaOf(result, "output"),
      defaults: declaration.defaults ?? {},
      queue: declaration.queue ?? "default",
      totalSteps: declaration.totalSteps ?? 1,
      ...(declaration.isolated ? { isolated: true } : {}),
    },
    params,
    result,
    run,
    s: (...args) => callOf(name, args) as ReturnType<Task<P, R, Order>["s"]>,
    si: (...args) => callOf(name, args).immutable() as ReturnType<Task<P, R, Order>["si"]>,
  };
}

function checkOrder({
  name,
  params,
  positional,
}: {
  name: string;
  params: object;
  positional?: readonly unknown[];
}): void {
  const declared = Object.keys(params).join(", ");
  if (positional === undefined || positional.join(", ") === declared) return;
  throw new Error(
    `"positional" of "${name}" says ${positional.join(", ")}, but "params" declares ${declared}. Give all of them in the same order.`,
  );
}

function checkNames(task: string, params: string[]): void {
  if (!TASK_NAME.test(task) || task.length > MAX_NAME_LENGTH) {
    throw new Error(
      `"${task}" cannot be the name of a task. Use letters, digits, "_" and "-" in parts joined by dots, for example "math.add".`,
    );
  }
  for (const param of params) {
    if (PARAM_NAME.test(param) && param !== "__proto__" && param.length <= MAX_NAME_LENGTH)
      continue;
    throw new Error(
      `"${param}" cannot be the name of a parameter of "${task}". Use letters, digits and "_", a letter first.`,
    );
  }
}

function schemaOf(type: z.ZodType, io: "input" | "output"): JsonSchema {
  // "any": a schema without a JSON form is announced as "anything"; the worker still checks the real one.
  const schema = z.toJSONSchema(type, { io, target: "draft-2020-12", unrepresentable: "any" });
  // Form validators know one dialect and refuse a document that names another.
  delete schema.$schema;
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}
