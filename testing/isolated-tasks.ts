/** Isolated tasks of tests: a module of its own, because the processes of their steps load it themselves. */
import { spawn as spawnProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { callOf, chain, defineTask, group, signature, signatureParam } from "espalier";
import { z } from "zod";
import type { TaskArguments, TaskContext, TaskParams } from "@/core/task";
import { noteExecution } from "./executions";

type Run<P extends TaskParams> = (args: TaskArguments<P>, ctx: TaskContext) => unknown;

function isolated<P extends TaskParams>(name: string, params: P, run: Run<P>) {
  return defineTask({
    name,
    description: `The isolated task ${name} of the tests.`,
    params,
    result: z.unknown(),
    isolated: true,
    run: (args, ctx) => {
      noteExecution(ctx, name, "start");
      return run(args, ctx);
    },
  });
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });

/** How a process may end, or misbehave, instead of giving a result. */
const ENDS: { [kind: string]: (ctx: TaskContext) => unknown } = {
  exit: () => {
    process.stderr.write("last words\n");
    process.exit(3);
  },
  exitWell: () => process.exit(0),
  abort: () => process.abort(),
  kill: () => process.kill(process.pid, "SIGKILL"),
  segfault: () => {
    process.kill(process.pid, "SIGSEGV");
    return new Promise(() => {});
  },
  rejection: () => {
    void Promise.reject(Object.assign(new RangeError("nobody waits for it"), { final: true }));
    return new Promise(() => {});
  },
  uncaught: () => {
    setTimeout(() => {
      throw new RangeError("nobody caught it");
    }, 1);
    return new Promise(() => {});
  },
  disconnect: () => {
    process.disconnect();
    return new Promise(() => {});
  },
  garbage: () => {
    process.send?.({ kind: "ended", outcome: "mine" });
    process.send?.("anything");
    return "still fine";
  },
  throws: () => {
    throw Object.assign(new RangeError("too far", { cause: new Error("because") }), {
      final: true,
    });
  },
  throwsText: () => {
    throw "x";
  },
  cyclic: () => {
    const list: unknown[] = [];
    list.push(list);
    return list;
  },
  large: () => "x".repeat(2 * 1024 * 1024),
  badNode: () => callOf("add", [1, 2]).set({ delayMs: Number.NaN }),
  stop: (ctx) => ctx.stop("enough"),
  badProgress: (ctx) => ctx.progress(Number.NaN, 3),
};

export const echo = isolated(
  "iso.echo",
  { value: z.unknown().default(null) },
  ({ value }) => value,
);

/** What it was told of its step, and where it runs. */
export const facts = isolated("iso.facts", {}, (_, ctx) => {
  const { runId, stepId, attempt, iteration, executions, idempotencyKey, dataDir } = ctx;
  const facts = { runId, stepId, attempt, iteration, executions, idempotencyKey, dataDir };
  return { ...facts, pid: process.pid };
});

export const end = isolated("iso.end", { kind: z.string() }, ({ kind }, ctx) => ENDS[kind]?.(ctx));

export const flaky = isolated("iso.flaky", { times: z.number() }, ({ times }, ctx) => {
  if (ctx.executions < times) process.exit(1);
  return ctx.executions;
});

export const again = isolated("iso.again", {}, (_, ctx) => {
  if (ctx.executions < 2) ctx.retry({ delayMs: 1 });
  return ctx.attempt;
});

/** Shows its process id as its label, then waits for the signal and says why it came. */
export const listens = isolated("iso.listens", {}, async (_, ctx) => {
  ctx.setState(String(process.pid));
  await untilAborted(ctx.signal).catch((reason: Error & { why?: string }) => {
    ctx.log(`${reason.name} ${reason.why}: ${reason.message}`);
    throw reason;
  });
});

/** Shows its process id and hears nothing. */
export const deaf = isolated("iso.deaf", {}, (_, ctx) => {
  ctx.setState(String(process.pid));
  return new Promise(() => {});
});

/** Shows its process id, then keeps its processor busy for ever, reporting. */
export const busy = isolated("iso.busy", {}, (_, ctx) => {
  ctx.setState(String(process.pid));
  for (let i = 1; ; i += 1) ctx.progress(i % 1000, 1000);
});

/** Starts a process of its own, which holds its output open, and shows both ids. */
export const parent = isolated("iso.parent", { ends: z.boolean() }, async ({ ends }, ctx) => {
  const child = spawnProcess(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  ctx.setState(`${process.pid} ${child.pid}`);
  if (ends) return child.pid;
  return new Promise(() => {});
});

export const prints = isolated("iso.prints", {}, async (_, ctx) => {
  process.stdout.write("printed\n");
  process.stderr.write("complained\n");
  process.stdout.write("no end of line");
  ctx.log("logged");
  ctx.setState("label");
  ctx.progress(1, 2);
  await wait(1);
  return null;
});

export const countdown = isolated(
  "iso.countdown",
  { n: z.number(), done: z.number().default(0) },
  ({ n, done }, ctx) => {
    ctx.progress(done, n);
    return done === n ? "finished" : callOf("iso.countdown", [n, done + 1]);
  },
);

export const spawn = isolated("iso.spawn", { count: z.number() }, ({ count }) =>
  group(Array.from({ length: count }, (_, i) => callOf("iso.echo", [i]))),
);

export const inOrder = isolated(
  "iso.inOrder",
  { signatures: z.array(signatureParam()) },
  ({ signatures }) => chain(...signatures.map((each) => signature(each).immutable())),
);

/** Parameters that no JSON can carry once parsed. */
export const date = isolated(
  "iso.date",
  { at: z.string().transform((text) => new Date(text)) },
  ({ at }) => at instanceof Date && at.getUTCFullYear(),
);

export const ISOLATED_TASKS = [
  echo,
  facts,
  end,
  flaky,
  again,
  listens,
  deaf,
  busy,
  parent,
  prints,
  countdown,
  spawn,
  inOrder,
  date,
];
