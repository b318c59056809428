/** Handles against an engine with real workers: what they tell, wait for, give and throw. */
import { chain, chord, group, map, StepFailure, tree } from "espalier";
import { describe, expect, it, vi } from "vitest";
import { testConnection } from "@/library/test-connection";
import { TASKS } from "@/testing/tasks";

const { add, fail, flaky, gate, ident, ran, slow, spawn, stop, tsum } = TASKS;

/** What a promise was rejected with. */
const reasonOf = (promise: Promise<unknown>): Promise<StepFailure> =>
  promise.then(
    (value) => Promise.reject(new Error(`It gave ${JSON.stringify(value)}`)),
    (reason: unknown) => reason as StepFailure,
  );

describe("a handle of a group", () => {
  it("tells of four sums that succeeded, and joins them in order", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(
      group([add.s(4, 4), add.s(8, 8), add.s(16, 16), add.s(32, 32)]),
    );
    expect(await run.join()).toEqual([8, 16, 32, 64]);
    expect(await run.get()).toEqual([8, 16, 32, 64]);
    const { ready, successful, failed, waiting, completedCount, state } = run;
    expect({ ready, successful, failed, waiting, completedCount, state }).toEqual({
      ...{ ready: true, successful: true, failed: false, waiting: false },
      ...{ completedCount: 4, state: "succeeded" },
    });
  });

  it("tells of one that failed among three, and joins its error in its place", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(group([add.s(1, 1), fail.s(), add.s(2, 2)]));
    const [two, error, four] = await run.join({ propagate: false });
    expect([two, four]).toEqual([2, 4]);
    expect(error).toBeInstanceOf(StepFailure);
    const { ready, successful, failed, waiting, completedCount } = run;
    expect({ ready, successful, failed, waiting, completedCount }).toEqual({
      ...{ ready: true, successful: false, failed: true, waiting: false, completedCount: 2 },
    });
    expect(await reasonOf(run.join())).toMatchObject({ nodeId: run.children[1]?.nodeId });
    expect(run.children).toMatchObject({ ready: true, successful: false, failed: true });
  });

  it("tells as it is while members run", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(group([add.s(1, 1), gate.si("g", 5)]));
    expect(await run.children[0]?.get()).toBe(2);
    expect(run).toMatchObject({ ready: false, waiting: true, completedCount: 1, state: "running" });
    expect(run.children[0]?.view).toMatchObject({ task: "add", completedSteps: 1, totalSteps: 1 });
    app.app.gate("g").open();
    expect(await run.join()).toEqual([2, 5]);
    expect(run.ready).toBe(true);
  });

  it("joins an empty one, and one in another", async () => {
    await using app = await testConnection();
    expect(await (await app.espalier.apply(group([]))).join()).toEqual([]);
    const nested = await app.espalier.apply(group([add.s(1, 1), group([add.s(2, 2)])]));
    expect(await nested.join()).toEqual([2, [4]]);
  });
});

describe("wait", () => {
  it("ends when all is terminal, callbacks of a run among it, whatever came of it", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(fail.s().linkError(gate.si("e")));
    expect((await reasonOf(run.get())).message).toContain("boom");
    await expect(run.wait({ timeoutMs: 10 })).rejects.toThrow("was still failed after 10 ms");
    expect(run.ready).toBe(false);
    app.app.gate("e").open();
    await run.wait();
    expect(run).toMatchObject({ ready: true, state: "failed" });
    await run.onFailure[0]!.wait();
  });
});

describe("join", () => {
  it("throws the first failure by position, as soon as those before it are known", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(
      group([gate.si("first"), fail.s().id("second"), gate.si("never")]),
    );
    await app.app.gate("first").arrivals(1);
    const joined = reasonOf(run.join());
    await reasonOf(run.node("second").get());
    app.app.gate("first").open();
    expect(await joined).toMatchObject({ nodeId: "second", state: "failed", code: "TASK_ERROR" });
    expect(run.ready).toBe(false);
  });

  it("gives null for what is optional and failed, and for what was left out by choice", async () => {
    await using app = await testConnection();
    const optional = await app.espalier.apply(group([add.s(1, 1), fail.s().optional()]));
    expect(await optional.join()).toEqual([2, null]);
    expect(optional.successful).toBe(true);
    expect((await reasonOf(optional.children[1]!.get())).message).toContain("boom");
    const stopped = await app.espalier.apply(chain(stop.s(null), ran.si("b")));
    expect(await stopped.join()).toEqual([null, null]);
    expect(stopped.state).toBe("succeeded");
  });

  it("of a single step is the list of its result", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(add.s(1, 2));
    expect(await run.join()).toEqual([3]);
    expect(run.completedCount).toBe(1);
    expect(run.children).toHaveLength(0);
  });
});

describe("children", () => {
  it("of trees are read level by level", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(
      group([ran.s("r0"), tree(ran.s("r1"), [ran.s("r10"), tree(ran.s("r11"), [ran.s("r110")])])]),
    );
    expect(await run.join()).toEqual(["r0", "r1"]);
    expect(await run.children[1]!.children.join()).toEqual(["r10", "r11"]);
    expect(await run.children.at(1).children.at(-1).children.join()).toEqual(["r110"]);
    expect(() => run.children.at(2)).toThrow("no node 2: there are 2 nodes");
    expect(await run.children[0]!.children.join()).toEqual([]);
  });

  it("below one that failed tell for whom they were skipped", async () => {
    await using app = await testConnection();
    const failing = tree(fail.s().id("1"), [ran.s("10"), tree(ran.s("11"), [ran.s("110")])]);
    const run = await app.espalier.apply(group([ran.s("0"), failing]));
    const [zero, one] = await run.join({ propagate: false });
    expect(zero).toBe("0");
    expect(one).toMatchObject({ nodeId: "1", state: "failed" });
    const reason = await reasonOf(run.children[1]!.children[1]!.children.join());
    expect(reason.message).toMatch(/\(ran\) was skipped, because 1 failed$/);
    expect(reason.cause).toMatchObject({ nodeId: "1", cause: { message: "boom" } });
    expect(run).toMatchObject({ ready: true, failed: true, completedCount: 1 });
  });

  it("of a chord are its header and then its body", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(chord([add.s(1, 1), add.s(2, 2)], tsum.s()));
    expect(await run.join()).toEqual([2, 4, 6]);
    expect([...run.children].map(({ view }) => view.role)).toEqual(["header", "header", "body"]);
    expect(await run.get()).toBe(6);
  });

  it("of a map are its copies, also when nobody has unfolded it yet", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(chain(gate.si("list", [1, 2, 3]), map(ident.s())));
    const copies = run.children[1]!;
    expect(copies.children).toHaveLength(0);
    const joined = copies.children.join();
    app.app.gate("list").open();
    expect(await joined).toEqual([1, 2, 3]);
    expect(copies.children).toHaveLength(3);
    expect(await copies.children[1]!.get()).toBe(2);
  });

  it("of a step are what took its place", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(spawn.s(3));
    expect(await run.join()).toEqual([[0, 1, 2]]);
    expect(run.children).toHaveLength(1);
    expect(await run.children[0]!.children.join()).toEqual([0, 1, 2]);
  });

  it("leave callbacks out, which are reached beside them", async () => {
    await using app = await testConnection();
    const called = ident.s(7).link(ran.si("r1"), ran.si("r2")).linkError(ran.si("e"));
    const run = await app.espalier.apply(called);
    expect(await run.get()).toBe(7);
    expect(await run.onSuccess.join()).toEqual(["r1", "r2"]);
    expect(run.children).toHaveLength(0);
    const reason = await reasonOf(run.onFailure.join());
    expect(reason).toMatchObject({ state: "skipped", code: "SKIPPED" });
    expect(reason.message).toContain("its case did not come");
    expect(run.successful).toBe(true);
  });

  it("are the same handles each time", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(group([add.s(1, 1).id("a")]));
    expect(run.children[0]).toBe(run.node("a"));
    expect(() => run.node("nobody")).toThrow(/no node nobody/);
    expect(run.nodes.map(({ nodeId }) => nodeId)).toContain("a");
  });
});

describe("iterate", () => {
  it("gives each as it finishes", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(
      group([gate.si("a", "A").id("a"), gate.si("b", "B").id("b"), gate.si("c", "C").id("c")]),
    );
    const seen: unknown[] = [];
    app.app.gate("b").open();
    for await (const { node, value } of run.iterate()) {
      seen.push([node.nodeId, value]);
      if (node.nodeId === "b") app.app.gate("c").open();
      if (node.nodeId === "c") app.app.gate("a").open();
    }
    expect(seen).toEqual([
      ["b", "B"],
      ["c", "C"],
      ["a", "A"],
    ]);
  });

  it("throws at the first failure, or gives it as a value", async () => {
    await using app = await testConnection();
    const canvas = group([gate.si("g", "g"), fail.s()]);
    const run = await app.espalier.apply(canvas);
    const consume = async () => {
      for await (const finished of run.iterate()) expect(finished.value).toBe("g");
    };
    expect(await reasonOf(consume())).toMatchObject({ state: "failed" });
    app.app.gate("g").open();
    const values: unknown[] = [];
    for await (const { value } of run.iterate({ propagate: false })) values.push(value);
    expect(values).toHaveLength(2);
    expect(values).toContainEqual(expect.any(StepFailure));
  });

  it("gives the copies of a map that unfolds meanwhile, and ends", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(map(ident.s(), { over: [5, 6] }));
    const values: unknown[] = [];
    for await (const { value } of run.iterate()) values.push(value);
    expect(values.toSorted()).toEqual([5, 6]);
  });
});

describe("revoke and retry", () => {
  it("revoke what has not ended, and keep what has", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(
      chain(ran.si("done"), gate.si("running").id("running"), ran.si("waiting")),
    );
    await app.app.gate("running").arrivals(1);
    expect(await run.revoke()).toEqual({ revoked: 1, revoking: 1 });
    const reason = await reasonOf(run.get());
    expect(reason).toMatchObject({ state: "revoked", code: "REVOKED" });
    const [done, running, waiting] = await run.join({ propagate: false });
    expect(done).toBe("done");
    expect([running, waiting]).toMatchObject([{ state: "revoked" }, { state: "revoked" }]);
    expect(run.failed).toBe(false);
    expect(await run.revoke()).toEqual({ revoked: 0, revoking: 0 });
  });

  it("revoke one node, or a set of them", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(
      group([ran.si("a").set({ delayMs: 60_000 }), ran.si("b")]),
    );
    await run.children[0]!.revoke({ terminate: true });
    expect(await reasonOf(run.join())).toMatchObject({ state: "revoked" });
    expect(run).toMatchObject({ ready: true, state: "revoked", completedCount: 1 });
    expect(await run.children.revoke()).toEqual({ revoked: 0, revoking: 0 });
  });

  it("retry what failed, and wait for what comes of it", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(chain(flaky.si(1, "mended").id("f"), ident.s().id("i")));
    expect((await reasonOf(run.get())).nodeId).toBe("f");
    expect(await run.retry({ dryRun: true })).toEqual({ willRun: ["f", "i"], kept: [] });
    expect(run.state).toBe("failed");
    await run.retry();
    expect(await run.get()).toBe("mended");
    expect(run.node("f").view.epoch).toBe(2);
    await run.node("i").retry({ scope: "from" });
    expect(await run.join()).toEqual(["mended", "mended"]);
  });

  it("hear of a retry by somebody else while they listen", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(group([flaky.si(1, 1).id("f"), gate.si("g", "G")]));
    await reasonOf(run.node("f").get());
    await app.app.engine.retry({ runId: run.runId, scope: "failed" });
    await vi.waitFor(() => expect(run.node("f").successful).toBe(true));
    app.app.gate("g").open();
    expect(await run.join()).toEqual([1, "G"]);
  });

  it("wait anew when somebody has a settled step run again", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(slow.si(50, "again").id("s"));
    expect(await run.get()).toBe("again");
    await app.app.engine.retry({ runId: run.runId, nodeId: "s", scope: "from" });
    expect(await run.get()).toBe("again");
    expect(run.node("s").view.epoch).toBe(2);
  });

  it("hold a run, and let it go on", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(chain(gate.si("g", "G"), ran.si("z").id("z")));
    await app.app.gate("g").arrivals(1);
    await run.pause();
    expect(run.paused).toBe(true);
    app.app.gate("g").open();
    expect(await run.children[0]!.get()).toBe("G");
    await run.resume();
    expect(await run.get()).toBe("z");
  });
});
