/** Isolated tasks: what holds of every task holds of them, and they can be killed. */
import { describe, expect, it, vi } from "vitest";
import type { SignatureOptions, WorkflowNode } from "@/core/node";
import { ISOLATED_TASKS } from "@/testing/isolated-tasks";
import { call, chain, group, step, times } from "@/testing/nodes";
import { ALL_TASKS } from "@/testing/tasks";
import type { TestRun } from "@/testing/test-run";
import { testApp, type TestApp, type TestAppOptions } from "@/testing/workers";

const isolatedApp = (options: TestAppOptions = {}) =>
  testApp({ tasks: [...ALL_TASKS, ...ISOLATED_TASKS], ...options });

const set = <T extends WorkflowNode>(node: T, options: SignatureOptions) => ({ ...node, options });

/** The process ids that a step shows as its label, once its handler runs. */
async function pidsOf(run: TestRun, nodeId: string): Promise<number[]> {
  const shot = await run.until((each) => /^\d+/.test(each.node(nodeId).stateLabel ?? ""));
  return (shot.node(nodeId).stateLabel ?? "").split(" ").map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const untilGone = (pids: number[]) =>
  vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), 10_000);

async function linesOf(app: TestApp, run: TestRun, nodeId: string): Promise<string[]> {
  const { lines } = await app.engine.tailLogs(run.id, nodeId, null);
  return lines.map(({ message }) => message);
}

type Ends = { [kind: string]: [string, RegExp] };

/** How it may end, with what, in which words. */
const THROWN: Ends = {
  throws: ["TASK_ERROR RangeError", /^too far$/],
  throwsText: ["TASK_ERROR string", /threw x, which is no Error/],
  rejection: ["TASK_ERROR RangeError", /^nobody waits for it$/],
  uncaught: ["TASK_ERROR RangeError", /^nobody caught it$/],
  badProgress: ["TASK_ERROR TypeError", /NaN/],
};
const RETURNED: Ends = {
  cyclic: ["RESULT_INVALID ResultError", /cannot be stored/],
  large: ["RESULT_TOO_LARGE ResultError", /1048576/],
  badNode: ["REPLACEMENT_INVALID ReplacementInvalid", /cannot run/],
};
const EXITED: Ends = {
  exit: ["ISOLATED_EXIT IsolatedExit", /ended with exit code 3\b/],
  exitWell: ["ISOLATED_EXIT IsolatedExit", /ended with exit code 0\b/],
  abort: ["ISOLATED_EXIT IsolatedExit", /ended by SIGABRT/],
  kill: ["ISOLATED_EXIT IsolatedExit", /ended by SIGKILL/],
  segfault: ["ISOLATED_EXIT IsolatedExit", /ended by SIGSEGV/],
  disconnect: ["ISOLATED_EXIT IsolatedExit", /ended by SIGKILL/],
};

describe("an isolated task", () => {
  it("has a process of its own for each step, and knows its step", async () => {
    await using app = await isolatedApp();
    const run = await app.run(group(step("a", "iso.facts"), step("b", "iso.facts")));
    const [a, b] = (await run.value()) as { [name: string]: unknown }[];
    expect(new Set([process.pid, a?.pid, b?.pid]).size).toBe(3);
    expect(a).toMatchObject({
      runId: run.id,
      stepId: "a",
      attempt: 1,
      iteration: 0,
      executions: 0,
    });
    const [noted] = run.executions();
    expect([a?.idempotencyKey, b?.idempotencyKey]).toContain(noted?.idempotencyKey);
    await untilGone([Number(a?.pid), Number(b?.pid)]);
  });

  it("says that it is one, and no other does", async () => {
    await using app = await isolatedApp({ workers: 0 });
    const tasks = await app.engine.listTasks();
    const isolated = tasks.flatMap((task) => (task.isolated ? [task.name] : []));
    expect(isolated.toSorted()).toEqual(ISOLATED_TASKS.map(({ info }) => info.name).toSorted());
  });

  it("receives results, arguments and signatures, and passes results on", async () => {
    await using app = await isolatedApp();
    const value = { a: [1, null, "ü\u2028💥"], b: { c: true } };
    const signatures = [call("iso.echo", 1), call("iso.echo", 7)].map((each) => ({
      $signature: { ...each },
    }));
    const run = await app.run(
      group(
        chain(step("a", "ident", value), step("b", "iso.echo"), step("c", "ident")),
        chain(step("d", "looksLikeSignature"), step("e", "iso.echo")),
        step("f", "iso.inOrder", signatures as never),
        step("g", "iso.date", "2026-11-21T00:00:00Z"),
      ),
    );
    const looksLikeOne = { $signature: { kind: "task", task: "add", args: [1, 2] } };
    expect(await run.value()).toEqual([value, looksLikeOne, 7, 2026]);
  });

  it("may put a signature or a container in its place", async () => {
    await using app = await isolatedApp();
    const run = await app.run(group(step("a", "iso.countdown", 3), step("b", "iso.spawn", 2)));
    expect(await run.value()).toEqual(["finished", [0, 1]]);
    const shot = await run.look();
    expect(shot.node("a")).toMatchObject({ iteration: 3, attempt: 1 });
    expect(shot.steps("a")).toBe("3/3");
  });

  it("is heard while it runs: progress, label, log, and what it prints", async () => {
    await using app = await isolatedApp();
    const run = await app.run(step("a", "iso.prints"));
    const said = (await run.events()).filter(({ type }) => type === "step.reported");
    expect(said.at(-1)).toMatchObject({ label: "label", completed: 1, total: 2 });
    const lines = await linesOf(app, run, "a");
    expect(lines.toSorted()).toEqual(["complained", "logged", "no end of line", "printed"]);
  });

  it.each([
    ["throws", THROWN],
    ["gives what is no result", RETURNED],
    ["ends its process", EXITED],
  ])("that %s fails with a code and a word of its own, and its worker goes on", async (_, ends) => {
    await using app = await isolatedApp();
    const kinds = Object.keys(ends);
    const run = await app.run(group(...kinds.map((kind) => step(kind, "iso.end", kind))));
    const { nodes } = await run.look();
    const errors = nodes.flatMap(({ id, error }) =>
      error ? [[id, `${error.code} ${error.name}`, error.message]] : [],
    );
    expect(errors).toEqual(
      Object.entries(ends).map(([kind, [code, message]]) => [
        kind,
        code,
        expect.stringMatching(message),
      ]),
    );
    expect(await (await app.run(step("x", "iso.echo", 5))).value()).toBe(5);
  });

  it("keeps the stack, the causes and the last words of what failed", async () => {
    await using app = await isolatedApp();
    const run = await app.run(group(step("a", "iso.end", "throws"), step("b", "iso.end", "exit")));
    const { error } = await app.engine.getNode(run.id, "a");
    expect(error?.stack).toContain("isolated-tasks.ts");
    expect(error?.causes).toEqual(["Error: because"]);
    expect((await app.engine.getNode(run.id, "b")).error?.stack).toContain("last words");
    expect(await linesOf(app, run, "b")).toEqual(["last words"]);
  });

  it("may use the channel itself", async () => {
    await using app = await isolatedApp();
    expect(await (await app.run(step("a", "iso.end", "garbage"))).value()).toBe("still fine");
  });

  it("stops by choice, asks for another attempt, and is tried again after its process died", async () => {
    await using app = await isolatedApp();
    const backoff = { type: "fixed", delayMs: 1 } as const;
    const run = await app.run(
      group(
        chain(step("a", "iso.end", "stop"), step("z", "ident")),
        step("b", "iso.again"),
        set(step("c", "iso.flaky", 2), { attempts: 3, backoff }),
        set(step("d", "iso.end", "throws"), { attempts: 3, backoff }),
      ),
    );
    const shot = await run.look();
    expect(shot.letters("a", "z", "b", "c", "d")).toBe("S K S S F");
    expect([await run.value("b"), await run.value("c")]).toEqual([3, 2]);
    expect(["b", "c", "d"].map((id) => run.count(id))).toEqual([3, 3, 1]);
  });

  it("of which more run than there may be processes waits for its turn", async () => {
    await using app = await isolatedApp({ processes: 1 });
    const run = await app.run(group(...times(3, (i) => step(`m${i}`, "iso.echo", i))));
    expect(await run.value()).toEqual([0, 1, 2]);
  });

  it("is refused by a worker that was not told how to isolate", async () => {
    await using app = await isolatedApp({ workers: 0 });
    const options = { queues: ["default"], concurrency: 1, dataDir: "." };
    await expect(app.engine.work({ tasks: ISOLATED_TASKS, ...options })).rejects.toThrow(
      /iso\.echo is isolated/,
    );
  });
});

describe("the process of a step", () => {
  it("hears a revoke and may stop by itself", async () => {
    await using app = await isolatedApp({ timings: { graceMs: 60_000 } });
    const run = await app.submit(chain(step("a", "iso.listens"), step("z", "ident")));
    const pids = await pidsOf(run, "a");
    await run.revoke("a");
    const shot = await run.settled();
    expect(shot.letters("a", "z")).toBe("R K");
    expect(shot.cause("a")).toBe("revoked");
    expect(await linesOf(app, run, "a")).toEqual(["AbortError revoked: This step was revoked"]);
    await untilGone(pids);
  });

  it.each(["iso.deaf", "iso.busy"])("is killed after the grace when %s does not", async (task) => {
    await using app = await isolatedApp({ timings: { graceMs: 300 } });
    const run = await app.submit(group(step("a", task), step("b", "gate", "b")));
    const pids = await pidsOf(run, "a");
    await run.revoke("a");
    expect((await run.reaches("a", "revoked")).cause("a")).toBe("forced");
    await untilGone(pids);
    app.gate("b").open();
    expect((await run.settled()).letters("a", "b")).toBe("R S");
  });

  it.each(["iso.busy", "iso.listens"])(
    "is killed at once by terminate, %s too; other steps do not notice",
    async (task) => {
      await using app = await isolatedApp({ timings: { graceMs: 60_000 } });
      const run = await app.submit(group(step("a", task), step("b", "iso.listens")));
      const pids = await pidsOf(run, "a");
      const others = await pidsOf(run, "b");
      expect(await run.revoke("a", { terminate: true })).toEqual({ revoked: 1, revoking: 0 });
      await untilGone(pids);
      expect(others.filter(isAlive)).toEqual(others);
      expect((await run.look()).letters("a", "b")).toBe("R running");
      await run.revoke("b");
      expect((await run.settled()).letters("a", "b")).toBe("R R");
      expect(await (await app.run(step("x", "iso.echo", 5))).value()).toBe(5);
    },
  );

  it("is killed by the time limit", async () => {
    await using app = await isolatedApp();
    const limited = (id: string, task: string) => set(step(id, task), { timeoutMs: 400 });
    const run = await app.submit(group(limited("a", "iso.deaf"), limited("b", "iso.busy")));
    const shot = await run.settled();
    const pids = (await run.events()).flatMap((event) =>
      event.type === "step.reported" && event.label !== undefined ? [Number(event.label)] : [],
    );
    expect(new Set(pids).size).toBe(2);
    for (const id of ["a", "b"]) expect(shot.node(id).error?.code).toBe("TIMEOUT");
    await untilGone(pids);
  });

  it("begins to count its time when the handler begins", async () => {
    await using app = await isolatedApp({ processes: 1 });
    const limited = times(6, (i) => set(step(`m${i}`, "iso.echo", i), { timeoutMs: 1500 }));
    expect(await (await app.run(group(...limited))).value()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("is heard while it keeps its processor busy", async () => {
    await using app = await isolatedApp();
    const run = await app.submit(step("a", "iso.busy"));
    const shot = await run.until((each) => each.node("a").completedSteps > 1);
    expect(shot.node("a")).toMatchObject({ state: "running", totalSteps: 1000 });
    await run.revoke("a", { terminate: true });
    expect((await run.settled()).run.state).toBe("revoked");
  });

  it("takes with it what it has started, whether it is killed or ends", async () => {
    await using app = await isolatedApp();
    const run = await app.submit(
      group(step("a", "iso.parent", true), step("b", "iso.parent", false)),
    );
    const started = Number(await run.reaches("a", "succeeded").then(() => run.value("a")));
    await untilGone([started]);
    const pids = await pidsOf(run, "b");
    expect(pids).toHaveLength(2);
    await run.revoke("b", { terminate: true });
    await untilGone(pids);
  });

  it("is not begun for a step that is revoked while it waits for a process", async () => {
    await using app = await isolatedApp({ processes: 1 });
    const run = await app.submit(group(step("a", "iso.listens"), step("b", "iso.listens")));
    const running = await run.until((shot) => shot.nodes.some(({ stateLabel }) => stateLabel));
    const [first] = running.nodes.filter(({ stateLabel }) => stateLabel).map(({ id }) => id);
    const waits = first === "a" ? "b" : "a";
    await run.reaches(waits, "running");
    await run.revoke(waits);
    await run.reaches(waits, "revoked");
    await run.revoke();
    await run.settled();
    expect(run.count(waits)).toBe(0);
  });

  it("ends with its worker, which hands the step back, and another worker goes on", async () => {
    await using app = await isolatedApp({ workers: 0 });
    const worker = await app.startWorker();
    const run = await app.submit(step("a", "iso.listens"));
    const pids = await pidsOf(run, "a");
    await worker.close({ graceMs: 0 });
    await untilGone(pids);
    await app.startWorker();
    const again = await run.until((shot) => {
      const { stateLabel } = shot.node("a");
      return stateLabel !== undefined && stateLabel !== String(pids[0]);
    });
    expect(again.node("a")).toMatchObject({ state: "running", attempt: 1 });
    await run.revoke();
    await run.settled();
  });
});
