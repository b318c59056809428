/** Cases 31 to 36 and 39 of the table of cases: failure, attempts, retry. */
import { describe, expect, it } from "vitest";
import type { Json, Signature, WorkflowNode } from "@/core/node";
import { finishStep } from "@/testing/driver/moves";
import { EngineRun } from "@/testing/driver/engine-run";
import { chain, chord, fixed, group, step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const as = <T extends WorkflowNode>(id: string, node: T): T => ({ ...node, id });
const E = step("E", "ident");
const often = (node: Signature, attempts: number): Signature => ({
  ...node,
  options: { attempts, backoff: { type: "fixed", delayMs: 1 } },
});

describe("what follows a failure", () => {
  it("31 is skipped, and the container's onFailure fires once with the step that failed", async () => {
    await using app = await testApp();
    const run = await app.run({
      ...as(
        "all",
        chain(
          step("a", "ran", "a"),
          fixed("f", "fail", 5),
          fixed("c", "ran", "c"),
          fixed("d", "ran", "d"),
        ),
      ),
      onFailure: [E],
    });
    const shot = await run.look();
    expect(shot.letters("a", "f", "c", "d", "E", "all")).toBe("S F K K S F");
    expect([shot.cause("c"), shot.cause("d")]).toEqual(["failed:f", "failed:f"]);
    expect(run.count("E")).toBe(1);
    expect(await run.value("E")).toMatchObject({
      nodeId: "f",
      task: "fail",
      state: "failed",
      error: { code: "TASK_ERROR", message: "boom" },
      args: [5],
      kwargs: {},
    });
  });

  it.each<[string, WorkflowNode, string[]]>([
    [
      "32 group",
      chain(step("f", "fail"), group(fixed("x", "ran", "x"), fixed("y", "ran", "y"))),
      ["x", "y"],
    ],
    [
      "32 group with a sum behind it",
      chain(
        step("f", "fail"),
        group(fixed("x", "ran", "x"), fixed("y", "ran", "y")),
        step("s", "tsum"),
        step("z", "ident"),
      ),
      ["x", "y", "s", "z"],
    ],
    [
      "34 body of the outer chord with that of the inner",
      chord(
        [
          chord([step("f", "fail"), step("m", "add", 1, 1)], step("s", "tsum")),
          step("n", "add", 2, 2),
        ],
        step("z", "tsum"),
      ),
      ["s", "z"],
    ],
    [
      "34 rest of a chain behind a group",
      chain(
        step("a", "ran", "a"),
        group(fixed("m", "add", 1, 1), fixed("f", "fail")),
        step("s", "tsum"),
        step("z", "ident"),
      ),
      ["s", "z"],
    ],
    [
      "34 chain as body",
      chord(
        [step("f", "fail"), step("x", "add", 1, 1)],
        chain(step("s", "tsum"), group(step("b1", "ident"), step("b2", "ident"))),
      ),
      ["s", "b1", "b2"],
    ],
  ])("%s is skipped whole, and the run settles", async (_, root, skipped) => {
    await using app = await testApp();
    const run = await app.run(root);
    const shot = await run.look();
    expect(shot.run.state).toBe("failed");
    const found = shot.nodes.filter(({ kind, state }) => kind === "task" && state === "skipped");
    expect(found.map(({ id }) => id)).toEqual(skipped);
    for (const id of skipped) expect(shot.cause(id)).toBe("failed:f");
  });

  it("33 waits for nobody: onFailure fires while the rest of the header goes on", async () => {
    await using app = await testApp();
    const run = await app.submit({
      ...as(
        "c",
        chord(
          [step("m", "add", 4, 4), step("f", "fail"), step("w", "gate", "w")],
          step("s", "tsum"),
        ),
      ),
      onFailure: [E],
    });
    await app.gate("w").arrivals(1);
    const early = await run.until((s) => s.node("E").state === "succeeded" && s.node("m").settled);
    expect(early.letters("m", "f", "w", "s", "c")).toBe("S F running K F");
    expect(early.node("c").settled).toBe(false);
    app.gate("w").open();
    const end = await run.settled();
    expect(end.letters("m", "f", "w", "s", "c")).toBe("S F S K F");
    expect(run.count("E")).toBe(1);
  });

  it("goes on behind an optional node, which gives null", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(
        group(step("a", "add", 1, 1), { ...step("f", "fail"), optional: true, onFailure: [E] }),
        step("z", "ident"),
      ),
    );
    expect(await run.value()).toEqual([2, null]);
    const shot = await run.look();
    expect(shot.letters("f", "E", "z")).toBe("F S S");
    expect(shot.run.state).toBe("succeeded");
  });
});

describe("attempts", () => {
  it("35 join once, with the result of the attempt that succeeded", async () => {
    await using app = await testApp();
    const run = await app.run(
      chord(
        [
          often(step("f2", "flaky", 2, 1), 3),
          often(step("f1", "flaky", 1, 2), 3),
          step("m", "add", 1, 1),
        ],
        step("b", "ident"),
      ),
    );
    expect(await run.value()).toEqual([1, 2, 2]);
    const shot = await run.look();
    expect(["f2", "f1", "m"].map((id) => shot.node(id).attempt)).toEqual([3, 2, 1]);
    expect([run.count("f2"), run.count("f1"), run.count("b")]).toEqual([3, 2, 1]);
    // One piece of work, whatever the attempt.
    const keys = run.executions().filter(({ node }) => node === "f2");
    expect(new Set(keys.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it("35 let what follows run once after success, and never without", async () => {
    await using app = await testApp();
    const root = (fails: number) =>
      chain(step("a", "add", 1, 1), often(fixed("f", "flaky", fails), 3), fixed("z", "ran", "z"));
    const good = await app.run(root(2));
    expect((await good.look()).letters("a", "f", "z")).toBe("S S S");
    expect(good.count("z")).toBe(1);
    const bad = await app.run(root(5));
    expect((await bad.look()).letters("a", "f", "z")).toBe("S F K");
    expect([bad.count("f"), bad.count("z")]).toEqual([3, 0]);
  });

  it("36 take the first accepted result when two have it, and the body runs once", async () => {
    await using app = await testApp({ timings: { leaseMs: 300, queuedMs: 300 } });
    const run = await app.submit(
      chord(
        [{ ...step("m", "ident", 1), options: { delayMs: 150 } }, step("w", "gate", "w", 5)],
        step("b", "ident"),
      ),
    );
    const hand = new EngineRun(app.services, run.id);
    await app.gate("w").arrivals(1);
    await run.until((s) => s.node("m").state === "succeeded");
    // A worker that was cut off comes back with another result.
    const { element, record } = await hand.record("m");
    const late = await finishStep(app.services, run.id, {
      element,
      epoch: record.e,
      token: "another",
      outcome: "D",
      value: "2",
    });
    expect(late.code).toBe(-2);
    app.gate("w").open();
    await run.settled();
    expect(await run.value()).toEqual([1, 5]);
    expect(run.count("b")).toBe(1);
  });
});

describe("retry", () => {
  it("39 runs what failed and what it had kept from running; the rest keeps its result", async () => {
    await using app = await testApp();
    const f: Signature = fixed("f", "flaky", 1, "mended");
    const run = await app.run({
      ...chain(step("a", "ran", "a"), f, fixed("c", "ran", "c"), fixed("d", "ran", "d")),
      id: "all",
      onFailure: [E],
    });
    expect((await run.look()).letters("a", "f", "c", "d", "E")).toBe("S F K K S");
    const ids = (await run.look()).nodes.map(({ id }) => id);
    const answer = await run.retry({ scope: "failed" });
    expect(answer.willRun).toEqual(["f", "c", "d"]);
    expect(answer.kept).toContain("a");
    const shot = await run.settled();
    expect(shot.letters("a", "f", "c", "d", "E", "all")).toBe("S S S S K S");
    expect(shot.node("f")).toMatchObject({ epoch: 2, attempt: 1 });
    expect(shot.nodes.map(({ id }) => id)).toEqual(ids);
    expect(["a", "f", "c", "d", "E"].map((id) => run.count(id))).toEqual([1, 2, 1, 1, 1]);
    const { history } = await app.engine.getNode(run.id, "f");
    expect(history).toMatchObject([
      { epoch: 1, attempt: 1, outcome: "failed", error: { message: "not yet: 0" } },
    ]);
  });

  it("39 in a header: the others keep their results and the body runs once", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(
        chord(
          [step("a", "add", 1, 1), step("f", "flaky", 1, 5), step("b", "add", 2, 2)],
          step("s", "tsum"),
        ),
        step("z", "add", 1),
      ),
    );
    await run.retry({ scope: "node", nodeId: "f" });
    const shot = await run.settled();
    expect(shot.run.state).toBe("succeeded");
    expect(await run.value()).toBe(12);
    expect(["a", "f", "b", "s", "z"].map((id) => run.count(id))).toEqual([1, 2, 1, 1, 1]);
  });

  it("39 with edited arguments changes what the handler receives, and its key", async () => {
    await using app = await testApp();
    const run = await app.run(chain(step("a", "ran", "a"), fixed("b", "flaky", 9, 1)));
    expect((await run.look()).letters("a", "b")).toBe("S F");
    const args: Json[] = [0, 42];
    await run.retry({ scope: "node", nodeId: "b", args });
    await run.settled();
    expect(await run.value()).toBe(42);
    expect((await app.engine.getNode(run.id, "b")).args).toEqual(args);
    const keys = run.executions().filter(({ node, phase }) => node === "b" && phase === "start");
    expect(new Set(keys.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
  });

  it("39 with scope from runs again what succeeded and everything after it", async () => {
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
    const keys = run.executions().filter(({ node, phase }) => node === "b" && phase === "start");
    expect(new Set(keys.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
  });
});
