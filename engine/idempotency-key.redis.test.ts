/**
 * `ctx.idempotencyKey` names what a handler is to do once: the same wherever it could be told of it twice,
 * another where it is asked for something new.
 */
import { describe, expect, it } from "vitest";
import type { SignatureOptions, WorkflowNode } from "@/core/node";
import { EngineRun } from "@/testing/driver/engine-run";
import { chain, fixed, group, step, times } from "@/testing/nodes";
import type { TestRun } from "@/testing/test-run";
import { testApp } from "@/testing/workers";

const set = <T extends WorkflowNode>(node: T, options: SignatureOptions) => ({ ...node, options });

/** The keys that the handler of a node was given, one for each call. */
const keysOf = (run: TestRun, nodeId: string) =>
  run
    .executions()
    .filter(({ node, phase }) => node === nodeId && phase === "start")
    .map(({ idempotencyKey }) => idempotencyKey);

const countsOf = (keys: string[]) => [keys.length, new Set(keys).size];

describe("the idempotency key stays the same", () => {
  it("over automatic attempts, and another that the handler asks for", async () => {
    await using app = await testApp();
    const backoff = { type: "fixed", delayMs: 1 } as const;
    const run = await app.run(
      group(set(step("a", "flaky", 2), { attempts: 3, backoff }), step("b", "again")),
    );
    expect(countsOf(keysOf(run, "a"))).toEqual([3, 1]);
    expect(countsOf(keysOf(run, "b"))).toEqual([3, 1]);
  });

  it.each(["failed", "node"] as const)("over a plain retry of scope %s", async (scope) => {
    await using app = await testApp();
    const run = await app.run(chain(step("a", "ran", "a"), fixed("b", "flaky", 2, 1)));
    for (const _ of times(2, (i) => i)) {
      await run.retry({ scope, nodeId: "b" });
      await run.settled();
    }
    expect((await run.look()).letters("a", "b")).toBe("S S");
    expect(countsOf(keysOf(run, "b"))).toEqual([3, 1]);
  });

  it("over a retry of what was revoked", async () => {
    await using app = await testApp();
    const run = await app.submit(step("a", "gate", "a"));
    await app.gate("a").arrivals(1);
    await run.revoke("a");
    await run.settled();
    app.gate("a").open();
    await run.retry({ scope: "failed" });
    expect((await run.settled()).letters("a")).toBe("S");
    expect(countsOf(keysOf(run, "a"))).toEqual([2, 1]);
  });

  it("over a delivery to another worker, when one hands the step back", async () => {
    await using app = await testApp({ workers: 0 });
    const worker = await app.startWorker();
    const run = await app.submit(step("a", "stubborn", "a"));
    await app.gate("a").arrivals(1);
    await worker.close({ graceMs: 0 });
    await app.startWorker();
    await app.gate("a").arrivals(2);
    app.gate("a").open();
    await run.settled();
    expect(countsOf(keysOf(run, "a"))).toEqual([2, 1]);
  });

  it("over a delivery to another worker, when one dies with the step", async () => {
    await using app = await testApp({ workers: 0, timings: { leaseMs: 400, queuedMs: 400 } });
    const run = await app.submit(step("a", "ran", "a"));
    const dead = await new EngineRun(app.services, run.id).claim("a");
    expect(dead).toBeDefined();
    await app.startWorker();
    await run.settled();
    const { idempotencyKey } = await app.engine.getNode(run.id, "a");
    expect(keysOf(run, "a")).toEqual([idempotencyKey]);
    expect(idempotencyKey).toBe(`${run.id}.0.0.0`);
  });

  it("over a retry of the iteration that failed", async () => {
    await using app = await testApp();
    const run = await app.run(step("w", "stumbles", 3));
    expect((await run.look()).node("w")).toMatchObject({ state: "failed", iteration: 2 });
    await run.retry({ scope: "failed" });
    expect((await run.settled()).letters("w")).toBe("S");
    const keys = keysOf(run, "w");
    // Iterations 0, 1, 2, once more 2, and 3.
    expect(countsOf(keys)).toEqual([5, 4]);
    expect(keys[3]).toBe(keys[2]);
  });
});

describe("the idempotency key is another one", () => {
  it("for each node, each copy and each run", async () => {
    await using app = await testApp();
    const body = step("m", "ident");
    const canvas = group(step("a", "ident", 1), { kind: "map", body, over: [1, 2, 3] });
    const runs = [await app.run(canvas), await app.run(canvas)];
    const keys = runs.flatMap((run) =>
      run.executions().flatMap((each) => (each.phase === "start" ? [each.idempotencyKey] : [])),
    );
    expect(countsOf(keys)).toEqual([8, 8]);
  });

  it("for each iteration, and an attempt within one keeps it", async () => {
    await using app = await testApp();
    const backoff = { type: "fixed", delayMs: 1 } as const;
    const run = await app.run(set(step("w", "stumbles", 3), { attempts: 2, backoff }));
    const keys = keysOf(run, "w");
    expect((await run.look()).node("w")).toMatchObject({ state: "succeeded", iteration: 3 });
    expect(countsOf(keys)).toEqual([5, 4]);
    expect(keys[3]).toBe(keys[2]);
  });

  it("with edited arguments, and again with each further edit", async () => {
    await using app = await testApp();
    const run = await app.run(step("b", "flaky", 9, 1));
    await run.retry({ scope: "node", nodeId: "b", args: [9, 2] });
    await run.settled();
    await run.retry({ scope: "node", nodeId: "b", args: [0, 3] });
    await run.settled();
    expect(await run.value()).toBe(3);
    expect(countsOf(keysOf(run, "b"))).toEqual([3, 3]);
  });

  it("when what had succeeded is asked again, and not for what had failed", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(step("a", "ran", "a"), fixed("b", "ran", "b"), fixed("c", "flaky", 1)),
    );
    expect((await run.look()).letters("a", "b", "c")).toBe("S S F");
    await run.retry({ scope: "from", nodeId: "b" });
    expect((await run.settled()).letters("a", "b", "c")).toBe("S S S");
    expect(["a", "b", "c"].map((id) => countsOf(keysOf(run, id)))).toEqual([
      [1, 1],
      [2, 2],
      [2, 1],
    ]);
  });
});
