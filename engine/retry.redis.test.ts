/** What a retry changes besides states: arguments, and the key under which a handler's work is known outside. */
import { describe, expect, it } from "vitest";
import type { Json, WorkflowNode } from "@/core/node";
import { call, chain, fixed, group, step } from "@/testing/nodes";
import type { TestRun } from "@/testing/test-run";
import { testApp } from "@/testing/workers";

/** Under how many keys the handler of a node was called. */
const keysOf = (run: TestRun, nodeId: string) =>
  new Set(
    run
      .executions()
      .flatMap(({ node, idempotencyKey }) => (node === nodeId ? [idempotencyKey] : [])),
  ).size;

describe("a retry", () => {
  it("by attempts or by a person keeps the key: it is one piece of work", async () => {
    await using app = await testApp();
    const options = { attempts: 2, backoff: { type: "fixed", delayMs: 1 } } as const;
    const run = await app.run({ ...step("f", "flaky", 3, 1), options });
    expect([(await run.look()).letters("f"), run.count("f")]).toEqual(["F", 2]);
    await run.retry({ scope: "failed" });
    expect((await run.settled()).letters("f")).toBe("S");
    expect([run.count("f"), keysOf(run, "f")]).toEqual([4, 1]);
  });

  it("with edited arguments changes what the handler receives, and its key", async () => {
    await using app = await testApp();
    const run = await app.run(chain(step("a", "ran", "a"), fixed("b", "flaky", 9, 1)));
    expect((await run.look()).letters("a", "b")).toBe("S F");
    const args: Json[] = [0, 42];
    await run.retry({ scope: "node", nodeId: "b", args });
    await run.settled();
    expect(await run.value()).toBe(42);
    expect((await app.engine.getNode(run.id, "b")).args).toEqual(args);
    expect(keysOf(run, "b")).toBe(2);
  });

  it("from a node runs what succeeded again, under another key, and all after it", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(
        step("a", "add", 1, 1),
        { ...step("b", "add", 1), onSuccess: [step("cb", "ident")] },
        step("c", "add", 1),
      ),
    );
    const answer = await run.retry({ scope: "from", nodeId: "b" });
    expect(answer).toEqual({ willRun: ["b", "cb", "c"], kept: ["a"] });
    await run.settled();
    expect(await run.value()).toBe(4);
    expect(["a", "b", "c", "cb"].map((id) => run.count(id))).toEqual([1, 2, 2, 2]);
    expect(keysOf(run, "b")).toBe(2);
  });
});

describe("the preview of a retry", () => {
  const both = async (run: TestRun, target: Parameters<TestRun["retry"]>[0]) => {
    const preview = await run.retry({ ...target, dryRun: true });
    expect(await run.retry(target)).toEqual(preview);
    return preview;
  };

  it.each<[string, WorkflowNode]>([
    ["a step that others took the place of", step("s", "spawn", 2)],
    ["a map", { kind: "map", id: "s", body: call("ident"), over: [0, 1] }],
  ])("keeps nothing of what %s bore, since it runs anew", async (_, bearer) => {
    await using app = await testApp();
    const run = await app.run(group(chain(bearer, step("z", "tsum")), step("a", "ran", "a")));
    expect(await both(run, { scope: "from", nodeId: "s" })).toEqual({
      willRun: ["s", "z"],
      kept: ["a"],
    });
    await run.settled();
    expect(await run.value()).toEqual([1, "a"]);
  });

  it("keeps what followed an optional container that stays failed for something else", async () => {
    await using app = await testApp();
    const soft: WorkflowNode = {
      ...group({ ...step("a", "flaky", 1, 1), optional: true }, step("c", "fail")),
      optional: true,
    };
    const run = await app.run({ ...chain(soft), onSuccess: [fixed("cb", "ran", "cb")] });
    expect((await run.look()).letters("a", "c", "cb")).toBe("F F S");
    const kept = { willRun: ["a"], kept: ["cb"] };
    expect(await both(run, { scope: "node", nodeId: "a" })).toEqual(kept);
    await run.settled();
    expect(run.count("cb")).toBe(1);
  });

  it("names what was born under a step that was revoked: it is mended from inside", async () => {
    await using app = await testApp();
    const calls: Json[] = [
      { $signature: { kind: "task", task: "gate", args: ["g"] } },
      { $signature: { kind: "task", task: "ran", args: ["x"] } },
    ];
    const run = await app.submit(step("s", "inOrder", calls));
    await app.gate("g").arrivals(1);
    await run.revoke();
    expect((await run.settled()).letters("s")).toBe("R");
    app.gate("g").open();
    const willRun = ["s.0.n2", "s.0.n3"];
    expect(await both(run, { scope: "failed" })).toEqual({ willRun, kept: [] });
    expect((await run.settled()).letters("s")).toBe("S");
  });
});

describe("a retry from a step", () => {
  it("that runs is refused: its handler would run beside itself", async () => {
    await using app = await testApp();
    const run = await app.submit(step("a", "gate", "g", 1));
    await app.gate("g").arrivals(1);
    await expect(run.retry({ scope: "from", nodeId: "a" })).rejects.toMatchObject({
      code: "NOT_RETRYABLE",
    });
    app.gate("g").open();
    await run.settled();
    expect(run.count("a")).toBe(1);
  });

  it("that was skipped starts with what skipped it", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(step("f", "flaky", 1, 5), step("b", "add", 1), step("c", "add", 1)),
    );
    expect((await run.look()).letters("f", "b", "c")).toBe("F K K");
    expect(await run.retry({ scope: "from", nodeId: "b" })).toEqual({
      willRun: ["f", "b", "c"],
      kept: [],
    });
    await run.settled();
    expect(await run.value()).toBe(7);
  });
});
