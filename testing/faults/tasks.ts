/** The tasks of the fault tests. They run in worker processes, and write down what they do. */
import { existsSync } from "node:fs";
import path from "node:path";
import { callOf, defineTask, type Task } from "espalier";
import { z } from "zod";
import type { TaskArguments, TaskContext, TaskDefinition, TaskParams } from "@/core/task";
import { failureByDesign } from "./history";
import { note, readNotes } from "./notes";

/** A task whose executions are noted. */
function noted<P extends TaskParams>(
  name: string,
  params: P,
  run: (args: TaskArguments<P>, ctx: TaskContext) => unknown,
): Task<P, z.ZodUnknown> {
  return defineTask({
    ...{ name, params, description: `The task ${name} of the fault tests.`, result: z.unknown() },
    async run(args, ctx) {
      note(ctx, "start");
      try {
        return await run(args, ctx);
      } finally {
        note(ctx, ctx.signal.aborted ? "aborted" : "end");
      }
    },
  });
}

const anything = z.unknown().default(null);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A number from 0 to 999 that a step of a run always has. */
export function diceOf(runId: string, nodeId: string): number {
  return (
    [...`${runId}/${nodeId}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) %
    1000
  );
}

/** Whether a step of a random workflow fails: it does so every time. */
export const isFailing = (runId: string, nodeId: string) => diceOf(runId, nodeId) < 80;

/** Where a handler looks whether it may go on. */
export const gateFile = (dataDir: string, name: string) => path.join(dataDir, `gate-${name}`);

/** How often this step has begun, this time included. */
const executionsOf = (ctx: TaskContext) =>
  readNotes(ctx.dataDir).filter(
    ({ run, node, phase }) => run === ctx.runId && node === ctx.stepId && phase === "start",
  ).length;

const isFirst = (ctx: TaskContext) => executionsOf(ctx) === 1;

export const FAULT_TASKS: TaskDefinition[] = [
  /** Of random workflows: a few milliseconds, and some fail. */
  noted("flow.echo", { value: anything }, async ({ value }, ctx) => {
    await sleep(diceOf(ctx.runId, `${ctx.stepId} ms`) % 15);
    if (isFailing(ctx.runId, ctx.stepId)) {
      throw new Error(failureByDesign(ctx.stepId));
    }
    return value;
  }),
  noted("give", { value: anything }, ({ value }) => value),
  /** Came with a later version of the tasks. */
  noted("fresh", { value: anything }, ({ value }) => value),
  noted("sleep", { ms: z.number() }, async ({ ms }, ctx) => {
    await Promise.race([
      sleep(ms),
      new Promise((resolve) => ctx.signal.addEventListener("abort", resolve)),
    ]);
    return ms;
  }),
  /** Waits for the test, and hears nothing else. */
  noted("gate", { name: z.string(), value: anything }, async ({ name, value }, ctx) => {
    while (!existsSync(gateFile(ctx.dataDir, name))) await sleep(10);
    return value;
  }),
  /** The first execution takes its process with it. */
  noted("crash", { value: anything }, async ({ value }, ctx) => {
    if (!isFirst(ctx)) return value;
    process.kill(process.pid, "SIGKILL");
    return sleep(60_000);
  }),
  /** Every execution does. */
  noted("poison", {}, () => process.abort()),
  /** Every execution does when the test opens the gate of its name and its number. */
  noted("poisonAt", { name: z.string() }, async ({ name }, ctx) => {
    const gate = gateFile(ctx.dataDir, `${name}-${executionsOf(ctx)}`);
    while (!existsSync(gate)) await sleep(10);
    process.abort();
  }),
  /** The first execution keeps its process from everything, from one gate to the next. */
  noted("block", { from: z.string(), to: z.string() }, async ({ from, to }, ctx) => {
    if (!isFirst(ctx)) return to;
    while (!existsSync(gateFile(ctx.dataDir, from))) await sleep(10);
    const cell = new Int32Array(new SharedArrayBuffer(4));
    while (!existsSync(gateFile(ctx.dataDir, to))) Atomics.wait(cell, 0, 0, 10);
    return to;
  }),
  /** A trampoline of so many iterations. */
  noted("bounce", { times: z.number(), done: z.number().default(0) }, ({ times, done }) =>
    done + 1 >= times ? done + 1 : callOf("bounce", [times, done + 1]),
  ),
];
