/** The registered tasks as validation needs them: found by name, their schemas converted once. */
import { z } from "zod";
import { parameterNames, parameterSchema } from "@/core/bind";
import type { Json, WorkflowNode } from "@/core/node";
import type { JsonSchema, TaskInfo } from "@/core/task";
import { clauseOf } from "./issues";
import { nearestOf } from "./nearest";

export class KnownTasks {
  /** What nodes give, as far as it was asked: a group is asked for by every part that follows it. */
  readonly results = new WeakMap<WorkflowNode, JsonSchema | null>();
  private readonly tasks: ReadonlyMap<string, KnownTask>;

  constructor(tasks: readonly TaskInfo[]) {
    this.tasks = new Map(tasks.map((info) => [info.name, new KnownTask(info)]));
  }

  get(name: string): KnownTask | undefined {
    return this.tasks.get(name);
  }

  /** The registered name that differs from `name` in case, or in a few letters; null when none does. */
  nearest(name: string): string | null {
    return nearestOf(name, this.tasks.keys());
  }
}

export class KnownTask {
  readonly info: TaskInfo;
  /** In declared order. */
  readonly names: readonly string[];
  private readonly checks = new Map<string, z.ZodType | null>();

  constructor(info: TaskInfo) {
    this.info = info;
    this.names = parameterNames(info.params);
  }

  schemaOf(parameter: string): JsonSchema | null {
    return parameterSchema(this.info.params, parameter) ?? null;
  }

  /** What is wrong with a literal value of a parameter: a clause and where in the value, or null. */
  literalProblem(
    parameter: string,
    value: Json,
  ): { keys: (string | number)[]; clause: string } | null {
    const result = this.checkOf(parameter)?.safeParse(value);
    const issue = result?.success === false ? result.error.issues[0] : undefined;
    if (issue === undefined) return null;
    const keys = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
    return { keys, clause: clauseOf(issue.message) };
  }

  private checkOf(parameter: string): z.ZodType | null {
    let check = this.checks.get(parameter);
    if (check === undefined) {
      check = convert(this.schemaOf(parameter), this.info.params);
      this.checks.set(parameter, check);
    }
    return check;
  }
}

/** Null when zod cannot read the schema: then the worker alone checks the value. */
export function convert(schema: JsonSchema | null, params: JsonSchema): z.ZodType | null {
  if (schema === null) return null;
  const { $defs } = params;
  try {
    // Definitions that a parameter refers to stand beside the parameters.
    const whole = $defs === undefined || "$defs" in schema ? schema : { ...schema, $defs };
    return z.fromJSONSchema(whole);
  } catch {
    return null;
  }
}
