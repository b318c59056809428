/** The tasks of the cases in semantics.md. Each execution is written down where tests can count it. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import {
  callOf,
  chain,
  defineTask,
  group,
  signature,
  signatureParam,
  type Task,
  type TaskOutcome,
} from "espalier";
import { z } from "zod";
import type { TaskArguments, TaskContext, TaskDefinition, TaskParams } from "@/core/task";
import { wait } from "@/worker/tasks/wait";
import { noteExecution, readExecutions } from "./executions";
import { gateOf } from "./gates";

type Run<P extends TaskParams> = (args: TaskArguments<P>, ctx: TaskContext) => unknown;

/** A task whose executions are noted; `result` may be anything unless it says otherwise. */
function noted<P extends TaskParams>(name: string, params: P, run: Run<P>): Task<P, z.ZodUnknown> {
  return defineTask({
    name,
    description: `The task ${name} of the tests.`,
    params,
    result: z.unknown(),
    run: async (args, ctx) => {
      noteExecution(ctx, name, "start");
      try {
        return await run(args, ctx);
      } finally {
        noteExecution(ctx, name, "end");
      }
    },
  });
}

const number = z.number();
const anything = z.unknown().default(null);

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });

/** Results that are none, and things that are thrown. */
const ODDITIES: { [kind: string]: () => unknown } = {
  cyclic() {
    const list: unknown[] = [];
    list.push(list);
    return list;
  },
  bigint: () => ({ count: 10n }),
  undefined: () => undefined,
  toJSON: () => ({
    toJSON() {
      throw new Error("toJSON throws");
    },
  }),
  large: () => "x".repeat(2 * 1024 * 1024),
  throwNull() {
    throw null;
  },
  throwText() {
    throw "x";
  },
  throwFinal() {
    throw Object.assign(new Error("no use trying again"), { final: true });
  },
  listOfNodes: () => [callOf("add", [1, 2])],
  nodeOfUnknownTask: () => callOf("nobody.knows", []),
};

export const TASKS = {
  add: noted("add", { x: number, y: number }, ({ x, y }) => x + y),
  mul: noted("mul", { x: number, y: number }, ({ x, y }) => x * y),
  tsum: noted("tsum", { numbers: z.array(number) }, ({ numbers }) =>
    numbers.reduce((sum, each) => sum + each, 0),
  ),
  ident: noted("ident", { value: anything }, ({ value }) => value),
  ran: noted("ran", { name: z.string() }, ({ name }) => name),
  hello: noted("hello", { name: z.string() }, () => null),
  /** Takes whatever stands before it and gives its name: for chains in which nothing is passed on. */
  after: noted("after", { before: z.unknown(), name: z.string() }, ({ name }) => name),
  fail: noted("fail", { before: anything }, () => {
    throw new Error("boom");
  }),
  slow: noted("slow", { ms: number, value: anything }, async ({ ms, value }, ctx) => {
    await wait(ms, ctx.signal);
    return value;
  }),
  flaky: noted("flaky", { times: number, value: anything }, ({ times, value }, ctx) => {
    if (ctx.executions < times) throw new Error(`not yet: ${ctx.executions}`);
    return value;
  }),
  /** Waits until the test opens the gate, and stops when it is told to. */
  gate: noted("gate", { name: z.string(), value: anything }, async ({ name, value }, ctx) => {
    const gate = gateOf(ctx.dataDir, name);
    gate.arrive();
    await Promise.race([gate.opened, untilAborted(ctx.signal)]);
    return value;
  }),
  /** Waits until the test opens the gate, and hears nothing else. */
  stubborn: noted("stubborn", { name: z.string(), value: anything }, async (args, ctx) => {
    const gate = gateOf(ctx.dataDir, args.name);
    gate.arrive();
    await gate.opened;
    return args.value;
  }),
  /** A trampoline of so many iterations; each says how many are behind it, and stands at its gate when `gated`. */
  wait: noted(
    "wait",
    { times: number, done: number.default(0), gated: z.boolean().default(false) },
    async ({ times, done, gated }, ctx) => {
      ctx.progress(done, times);
      if (gated) {
        const gate = gateOf(ctx.dataDir, `iteration ${done + 1}`);
        gate.arrive();
        await Promise.race([gate.opened, untilAborted(ctx.signal)]);
      }
      return done + 1 === times ? "finished" : callOf("wait", [times, done + 1, gated]);
    },
  ),
  /** A trampoline that tells nobody of its iterations: there may be many. */
  bounce: defineTask({
    name: "bounce",
    description: "Puts itself in its place so many times.",
    params: { times: number },
    result: z.null(),
    run: ({ times }): TaskOutcome<z.ZodNull> =>
      times === 0 ? null : callOf("bounce", [times - 1]),
  }),
  /** Makes a directory below the run's own, and no parents. */
  mkdir: noted("mkdir", { directory: z.string() }, ({ directory }, ctx) => {
    const top = path.join(ctx.dataDir, ctx.runId);
    mkdirSync(top, { recursive: true });
    mkdirSync(path.join(top, directory));
    return directory;
  }),
  /** Sums each pair of a list. */
  sums: noted("sums", { pairs: z.array(z.tuple([number, number])) }, ({ pairs }) =>
    pairs.map(([x, y]) => x + y),
  ),
  /** Gives how many have begun before it on this step, itself included; the first stands at the gate and hears nothing. */
  delivery: noted("delivery", { name: z.string() }, async ({ name }, ctx) => {
    const begun = readExecutions(ctx.dataDir).filter(
      ({ runId, node, phase }) => phase === "start" && runId === ctx.runId && node === ctx.stepId,
    ).length;
    const gate = gateOf(ctx.dataDir, name);
    if (begun === 1) gate.arrive();
    if (begun === 1) await gate.opened;
    return begun;
  }),
  /** A trampoline of `n` iterations whose third, number 2, fails once. */
  stumbles: noted("stumbles", { n: number, done: number.default(0) }, ({ n, done }, ctx) => {
    if (done === 2 && ctx.executions === 2) throw new Error("once");
    return done === n ? "finished" : callOf("stumbles", [n, done + 1]);
  }),
  /** A trampoline of `n` iterations, each `ms` after the one before. */
  polls: noted("polls", { n: number, ms: number }, ({ n, ms }) =>
    n === 0 ? "finished" : callOf("polls", [n - 1, ms]).set({ delayMs: ms }),
  ),
  /** Labels its state, then waits at the gate of that name. */
  label: noted("label", { label: z.string() }, async ({ label }, ctx) => {
    ctx.setState(label);
    await Promise.race([gateOf(ctx.dataDir, label).opened, untilAborted(ctx.signal)]);
    return label;
  }),
  /** Reports two of three steps and fails; the next execution does all three, first at its gate when `gated`. */
  three: noted("three", { gated: z.boolean().default(false) }, async ({ gated }, ctx) => {
    if (gated && ctx.executions > 0) {
      const gate = gateOf(ctx.dataDir, "second attempt");
      gate.arrive();
      await gate.opened;
    }
    ctx.progress(2, 3);
    ctx.log("two of three");
    if (ctx.executions === 0) throw new Error("after two");
    ctx.progress(3, 3);
    return 3;
  }),
  stop: noted("stop", { before: anything }, (_, ctx) => ctx.stop("enough")),
  again: noted("again", {}, (_, ctx) => {
    if (ctx.executions < 2) ctx.retry({ delayMs: 1 });
    return ctx.attempt;
  }),
  spawn: noted("spawn", { count: number }, ({ count }) =>
    group(Array.from({ length: count }, (_, i) => callOf("ident", [i]))),
  ),
  spawnFailing: noted("spawnFailing", {}, () => group([callOf("add", [1, 1]), callOf("fail")])),
  inOrder: noted("inOrder", { signatures: z.array(signatureParam()).min(1) }, (args) =>
    chain(...args.signatures.map((each) => signature(each).immutable())),
  ),
  looksLikeSignature: noted("looksLikeSignature", {}, () => ({
    $signature: { kind: "task", task: "add", args: [1, 2] },
  })),
  odd: noted("odd", { kind: z.string() }, ({ kind }) => ODDITIES[kind]?.()),
} satisfies { [name: string]: TaskDefinition };

export const ALL_TASKS: TaskDefinition[] = Object.values(TASKS);
