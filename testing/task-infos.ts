/** The example tasks as workers announce them, for tests that have no worker. */
import { z } from "zod";
import type { JsonSchema, TaskInfo } from "@/core/task";

const wordCount = z.object({
  path: z.string(),
  lines: z.int(),
  words: z.int(),
  bytes: z.int(),
});

const signature = z.object({ $signature: z.object({}) });

/** A task with these parameters, in declared order, as `defineTask` would announce it. */
export function taskInfo(
  name: string,
  params: { [name: string]: z.ZodType },
  options: { result?: z.ZodType; workers?: string[] } = {},
): TaskInfo {
  return {
    name,
    description: "",
    params: schemaOf(z.strictObject(params), "input"),
    result: schemaOf(options.result ?? z.unknown(), "output"),
    defaults: {},
    queue: "default",
    totalSteps: 1,
    workers: options.workers ?? ["worker-1"],
  };
}

function schemaOf(type: z.ZodType, io: "input" | "output"): JsonSchema {
  return z.toJSONSchema(type, { io, unrepresentable: "any" }) as JsonSchema;
}

export const EXAMPLE_TASKS: readonly TaskInfo[] = [
  taskInfo("math.add", { x: z.number(), y: z.number() }, { result: z.number() }),
  taskInfo("math.mul", { x: z.number(), y: z.number() }, { result: z.number() }),
  taskInfo("math.sum", { numbers: z.array(z.number()) }, { result: z.number() }),
  taskInfo("text.upper", { text: z.string() }, { result: z.string() }),
  taskInfo(
    "text.join",
    {
      parts: z.array(z.union([z.string(), z.number(), z.boolean()])),
      separator: z.string().default(" "),
    },
    { result: z.string() },
  ),
  taskInfo("time.sleep", { ms: z.number().min(0), value: z.unknown().default(null) }),
  taskInfo(
    "flow.fail",
    {
      message: z.string().default("failed"),
      times: z.int().min(0).nullable().default(null),
    },
    { result: z.literal("recovered") },
  ),
  taskInfo("flow.countdown", { n: z.int().min(0) }, { result: z.literal("finished") }),
  taskInfo("flow.spawn", { count: z.int().min(0) }, { result: z.array(z.number()) }),
  taskInfo(
    "flow.progress",
    { steps: z.int().min(1), ms: z.number().min(0) },
    { result: z.number() },
  ),
  taskInfo("flow.echo", { value: z.unknown().default(null) }),
  taskInfo("flow.chain", { signatures: z.array(signature).min(1) }),
  taskInfo("flow.stop", { reason: z.string() }, { result: z.null() }),
  taskInfo("files.list", { pattern: z.string().min(1) }, { result: z.array(z.string()) }),
  taskInfo("files.wordCount", { path: z.string().min(1) }, { result: wordCount }),
  taskInfo(
    "files.report",
    { counts: z.array(wordCount.nullable()), title: z.string() },
    { result: z.object({ path: z.string(), html: z.string(), totals: z.object({}) }) },
  ),
];
