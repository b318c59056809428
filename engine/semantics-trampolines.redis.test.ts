/** Cases 13 to 17 of the table of cases: handlers that return what goes on in their place. */
import { describe, expect, it } from "vitest";
import type { Json } from "@/core/node";
import { EngineRun } from "@/testing/driver/engine-run";
import { call, chain, group, step } from "@/testing/nodes";
import type { TestRun } from "@/testing/test-run";
import { testApp, type TestApp } from "@/testing/workers";

/** How far it was at each report, in percent. */
async function percents(run: TestRun): Promise<number[]> {
  return (await run.events()).flatMap((event) =>
    event.type === "step.reported" && event.completed !== undefined && event.total
      ? [(event.completed / event.total) * 100]
      : [],
  );
}

/** Fields that a run takes in Redis, its stream aside. */
async function storedFields({ services, redis }: TestApp, runId: string): Promise<number> {
  const names = ["run", "steps", "results", "notes", "reports", "plan"] as const;
  const lengths = names.map((name) => redis.client.hlen(services.keys.runKey(runId, name)));
  return (await Promise.all(lengths)).reduce((sum, length) => sum + length, 0);
}

const iterations = (run: TestRun) =>
  run.executions().flatMap(({ phase, iteration }) => (phase === "start" ? [iteration] : []));

const signatures = (...calls: unknown[]) =>
  calls.map((each): Json => ({ $signature: each as Json }));

describe("a trampoline", () => {
  it("13 iterates in one node, with its percent", async () => {
    await using app = await testApp();
    const run = await app.run(step("w", "countdown", 4));
    const shot = await run.look();
    expect(shot.nodes).toHaveLength(1);
    expect(shot.node("w")).toMatchObject({ state: "succeeded", iteration: 4, attempt: 1 });
    expect(shot.steps("w")).toBe("4/4");
    expect(iterations(run)).toEqual([0, 1, 2, 3, 4]);
    expect([...new Set(await percents(run))]).toEqual([0, 25, 50, 75, 100]);
    expect(await run.value()).toBe("finished");
    const keys = run.executions().map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(5);
  });

  it("13 takes the same room for many iterations as for few", async () => {
    await using app = await testApp();
    const few = await app.run(step("w", "countdown", 3));
    const many = await app.run(step("w", "countdown", 40));
    expect(await storedFields(app, many.id)).toBe(await storedFields(app, few.id));
  });

  it("15 lets others have their turn", async () => {
    await using app = await testApp({ concurrency: 1 });
    const run = await app.run(group(step("a", "countdown", 2), step("b", "countdown", 1)));
    expect(run.order()).toEqual(["a", "b", "a", "b", "a"]);
  });

  it("16 goes on at the iteration in which its worker died", async () => {
    await using app = await testApp({ workers: 0, timings: { leaseMs: 400, queuedMs: 400 } });
    const worker = await app.startWorker();
    const run = await app.submit(step("w", "countdown", 3, 0, true));
    app.gate("0").open();
    app.gate("1").open();
    await app.gate("2").arrivals(1);
    await worker.close({ graceMs: 0 });
    // A worker that claims and says nothing more.
    await new EngineRun(app.services, run.id).claim("w");
    app.gate("2").open();
    app.gate("3").open();
    await app.startWorker();
    const shot = await run.settled();
    expect(shot.run.state).toBe("succeeded");
    expect(iterations(run)).toEqual([0, 1, 2, 2, 3]);
    expect(shot.steps("w")).toBe("3/3");
  });

  it("17 ends in the iteration in which it is revoked, its percent kept", async () => {
    await using app = await testApp();
    const run = await app.submit(step("w", "countdown", 4, 0, true));
    app.gate("0").open();
    app.gate("1").open();
    await app.gate("2").arrivals(1);
    await run.until((shot) => shot.steps("w") === "2/4");
    expect(await run.revoke()).toEqual({ revoked: 0, revoking: 1 });
    const shot = await run.settled();
    expect(shot.run.state).toBe("revoked");
    expect(shot.node("w")).toMatchObject({ state: "revoked", iteration: 2 });
    expect(shot.steps("w")).toBe("2/4");
    expect(iterations(run)).toEqual([0, 1, 2]);
  });
});

describe("tasks as parameters", () => {
  it("14 runs the signatures one after the other and gives the last result", async () => {
    await using app = await testApp();
    const calls = signatures(call("countdown", 3), call("hello", "world"));
    const run = await app.run(step("c", "inOrder", calls));
    const executed = run.executions().filter(({ phase }) => phase === "start");
    expect(executed.map(({ task }) => task)).toEqual([
      "inOrder",
      ...Array.from({ length: 4 }, () => "countdown"),
      "hello",
    ]);
    expect(await run.value()).toBeNull();
  });

  it("14 passes nothing on, also in a chain of chains", async () => {
    await using app = await testApp();
    const one = signatures(call("add", 10, 12), call("add", 3, 4));
    expect(await (await app.run(step("c", "inOrder", one))).value()).toBe(7);
    const other = signatures(call("add", 1, 2), call("add", 6, 7));
    const both = signatures(call("inOrder", one), call("inOrder", other));
    const run = await app.run(step("c", "inOrder", both));
    expect(await run.value()).toBe(13);
    expect((await run.look()).nodes.filter(({ state }) => state !== "succeeded")).toEqual([]);
  });

  it("14 refuses an empty list where it is literal, and fails the step where it is received", async () => {
    await using app = await testApp();
    await expect(app.submit(step("c", "inOrder", []))).rejects.toThrow("signatures");
    const run = await app.run(chain(step("e", "ident", []), step("c", "inOrder")));
    const shot = await run.look();
    expect(shot.letters("e", "c")).toBe("S F");
    expect(shot.node("c").error?.code).toBe("ARGUMENTS_INVALID");
  });

  it("reads no signature from what is received: data stays data", async () => {
    await using app = await testApp();
    const looksLikeOne = { $signature: { kind: "task", task: "add", args: [1, 2] } };
    // Written in a document it is a signature, so it has to come from a handler.
    const run = await app.run(chain(step("e", "looksLikeSignature"), step("i", "ident")));
    expect(await run.value()).toEqual(looksLikeOne);
  });

  it("fails a step whose replacement fails, or cannot run", async () => {
    await using app = await testApp();
    const run = await app.run(
      group(step("a", "spawnFailing"), step("b", "odd", "nodeOfUnknownTask")),
    );
    const shot = await run.look();
    expect(shot.letters("a", "b")).toBe("F F");
    expect(shot.node("a").error?.code).toBe("REPLACEMENT_FAILED");
    expect(shot.node("b").error?.code).toBe("REPLACEMENT_INVALID");
  });
});
