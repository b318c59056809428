/** What handlers did, written to a file: Redis is what is tested, so it is not asked. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { TaskContext } from "@/core/task";

export interface Execution {
  runId: string;
  node: string;
  task: string;
  phase: "start" | "end";
  attempt: number;
  iteration: number;
  executions: number;
  idempotencyKey: string;
  /** Calls on the stack, awaiting ones too. */
  stackDepth: number;
}

const fileOf = (dataDir: string) => path.join(dataDir, "executions.jsonl");

/** Appends one line at once, so that what a killed worker began is told, too. */
export function noteExecution(ctx: TaskContext, task: string, phase: Execution["phase"]): void {
  const { runId, stepId: node, attempt, iteration, executions, idempotencyKey } = ctx;
  const line: Execution = {
    ...{ runId, node, task, phase, attempt, iteration, executions, idempotencyKey },
    stackDepth: stackDepth(),
  };
  appendFileSync(fileOf(ctx.dataDir), `${JSON.stringify(line)}\n`);
}

/** In the order in which it happened. */
export function readExecutions(dataDir: string): Execution[] {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Execution);
}

function stackDepth(): number {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = Infinity;
  const depth = (new Error("how deep").stack ?? "").split("\n").length - 1;
  Error.stackTraceLimit = stackTraceLimit;
  return depth;
}
