/** A person says what a step has come to: what follows goes on, and what its end had caused is taken back. */
import { defineTask } from "espalier";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { EngineError } from "@/core/errors";
import type { Json } from "@/core/node";
import { ALL_TASKS } from "@/testing/tasks";
import { chain, chord, fixed, group, step } from "@/testing/nodes";
import type { TestRun } from "@/testing/test-run";
import { testApp, type TestApp } from "@/testing/workers";

const mark = (app: TestApp, run: TestRun, nodeId: string, value: Json) =>
  app.engine.succeed({ runId: run.id, nodeId, value });

const refusal = (marked: Promise<unknown>) =>
  marked.then(
    () => null,
    ({ code, message }: EngineError) => ({ code, message }),
  );

describe("a step marked as succeeded", () => {
  it("gives its value to what follows, as if it had come to it by itself", async () => {
    await using app = await testApp();
    const run = await app.run(chain(step("a", "fail"), step("b", "add", 1), step("c", "add", 2)));
    expect((await run.look()).letters("a", "b", "c")).toBe("F K K");
    const preview = await app.engine.succeed({
      ...{ runId: run.id, nodeId: "a", value: 10, dryRun: true },
    });
    expect((await run.look()).letters("a", "b", "c")).toBe("F K K");
    const answer = await app.engine.succeed({
      ...{ runId: run.id, nodeId: "a", value: 10, note: " seen in the logs " },
    });
    expect(answer).toEqual({ willRun: ["b", "c"], kept: [] });
    expect(preview).toEqual(answer);
    const shot = await run.settled();
    expect([shot.letters("a", "b", "c"), shot.run.state]).toEqual(["S S S", "succeeded"]);
    expect(await run.value()).toBe(13);
    expect(shot.node("a")).toMatchObject({ byHand: { note: "seen in the logs" }, epoch: 2 });
    expect(shot.node("a").error).toBeUndefined();
    expect(run.count("a")).toBe(1);
    const { history } = await app.engine.getNode(run.id, "a");
    expect(history).toMatchObject([{ attempt: 1, outcome: "failed" }]);
  });

  it("takes its failure's callbacks back, and fires those of success", async () => {
    await using app = await testApp();
    const run = await app.submit({
      ...step("a", "fail"),
      onFailure: [fixed("E", "gate", "E")],
      onSuccess: [step("cb", "ident")],
    });
    await app.gate("E").arrivals(1);
    await mark(app, run, "a", "mended");
    app.gate("E").open();
    const shot = await run.settled();
    expect([shot.letters("a", "cb", "E"), shot.run.state]).toEqual(["S S K", "succeeded"]);
    expect(await run.value("cb")).toBe("mended");
  });

  it("completes a chord, whose body runs once, and lets what succeeded be", async () => {
    await using app = await testApp();
    const run = await app.run(
      chord([step("a", "ident", 1), step("f", "fail"), step("b", "ident", 3)], step("z", "tsum")),
    );
    expect((await run.look()).letters("a", "f", "b", "z")).toBe("S F S K");
    expect(await mark(app, run, "f", 2)).toEqual({ willRun: ["z"], kept: ["a", "b"] });
    await run.settled();
    expect(await run.value()).toBe(6);
    expect(["a", "b", "z"].map((id) => run.count(id))).toEqual([1, 1, 1]);
  });

  it("may be one that a person revoked, or one that nobody takes", async () => {
    await using app = await testApp({ workers: 0 });
    const run = await app.submit(group(chain(step("a", "ident", 1), step("b", "add", 1))));
    await mark(app, run, "a", 4);
    expect((await run.look()).letters("a", "b")).toBe("S queued");
    await run.revoke();
    expect((await run.look()).letters("a", "b")).toBe("S R");
    await mark(app, run, "b", 5);
    expect((await run.look()).run).toMatchObject({ state: "succeeded", settled: true });
    expect(await run.value()).toEqual([5]);
  });

  it("that was replaced by others has its own value, and what it bore is gone", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(
        step("s", "inOrder", [{ $signature: { kind: "task", task: "fail" } }]),
        step("z", "ident"),
      ),
    );
    const before = await run.look();
    expect(before.letters("s", "z")).toBe("F K");
    await mark(app, run, "s", 7);
    const shot = await run.settled();
    expect(shot.letters("s", "z")).toBe("S S");
    expect(shot.nodes.length).toBeLessThan(before.nodes.length);
    expect(await run.value()).toBe(7);
  });

  it("is run anew by a retry from it, and is no longer by hand then", async () => {
    await using app = await testApp();
    const run = await app.run(chain(step("a", "flaky", 1, 5), step("b", "add", 1)));
    await mark(app, run, "a", 1);
    await run.settled();
    expect(await run.value()).toBe(2);
    await run.retry({ scope: "from", nodeId: "a" });
    const shot = await run.settled();
    expect(await run.value()).toBe(6);
    expect(shot.node("a").byHand).toBeUndefined();
  });

  it("stays one decision when two persons mark it at once", async () => {
    await using app = await testApp();
    const run = await app.run(chain(step("a", "fail"), step("b", "ident")));
    const both = await Promise.all([1, 2].map((value) => refusal(mark(app, run, "a", value))));
    expect(both.filter((refused) => refused === null)).toHaveLength(1);
    const [refused] = both.filter((one) => one !== null);
    expect(["CONFLICT", "NOT_SUCCEEDABLE"]).toContain(refused?.code);
    await run.settled();
    expect(run.count("b")).toBe(1);
  });
});

describe("what cannot be marked as succeeded", () => {
  it("is told why, with what to do instead, and nothing changes", async () => {
    await using app = await testApp();
    const run = await app.submit(
      group(
        chain(step("f", "fail"), step("k", "ident")),
        chain(step("r", "gate", "r"), fixed("p", "ran", "p")),
        { ...step("ok", "ident", 1) },
      ),
    );
    await app.gate("r").arrivals(1);
    await run.until((shot) => shot.letters("f", "k", "ok") === "F K S");
    const before = await run.look();
    const rows: [nodeId: string, said: string][] = [
      ["k", "was skipped"],
      ["p", "turn has not come"],
      ["r", "it runs"],
      ["ok", "has succeeded"],
      [before.run.rootId, "is a group"],
    ];
    for (const [nodeId, said] of rows) {
      expect(await refusal(mark(app, run, nodeId, 1)), nodeId).toEqual({
        code: "NOT_SUCCEEDABLE",
        message: expect.stringContaining(said),
      });
    }
    expect(await refusal(mark(app, run, "nobody", 1))).toMatchObject({ code: "NODE_NOT_FOUND" });
    expect((await run.look()).toString()).toBe(before.toString());
    app.gate("r").open();
    await run.settled();
  });

  it("is a value that is not what the task gives, or too large", async () => {
    const total = defineTask({
      ...{ name: "total", description: "Fails.", params: {} },
      result: z.object({ total: z.number() }),
      run: () => {
        throw new Error("no");
      },
    });
    await using app = await testApp({ limits: { resultBytes: 200 }, tasks: [...ALL_TASKS, total] });
    const run = await app.run(step("a", "total"));
    const before = (await run.look()).toString();
    const misfit = await refusal(mark(app, run, "a", { total: "3" }));
    expect(misfit).toEqual({
      code: "RESULT_INVALID",
      message: expect.stringMatching(/^Node a: .* total gives: at "total": .*number/),
    });
    const large = await refusal(mark(app, run, "a", "x".repeat(300)));
    expect(large).toEqual({ code: "TOO_LARGE", message: expect.stringContaining("at most 200") });
    const noted = { runId: run.id, nodeId: "a", value: { total: 3 }, note: "n".repeat(501) };
    expect(await refusal(app.engine.succeed(noted))).toMatchObject({ code: "TOO_LARGE" });
    expect((await run.look()).toString()).toBe(before);
    await mark(app, run, "a", { total: 3 });
    expect(await run.value()).toEqual({ total: 3 });
  });
});

describe("several nodes at once", () => {
  it("are retried in one move, and those in which there is nothing to retry are named", async () => {
    await using app = await testApp();
    const run = await app.run(
      group(
        chain(step("a", "flaky", 1, 1), step("x", "ident")),
        chain(step("b", "flaky", 1, 2), step("y", "ident")),
        step("c", "flaky", 1, 3),
        step("d", "ident", 4),
      ),
    );
    expect((await run.look()).letters("a", "b", "c", "d")).toBe("F F F S");
    const target = { runId: run.id, nodeIds: ["a", "b", "d", "a"], scope: "node" } as const;
    const preview = await app.engine.retry({ ...target, dryRun: true });
    const answer = await app.engine.retry(target);
    expect(answer).toEqual({ willRun: ["a", "x", "b", "y"], kept: ["d"], refused: ["d"] });
    expect(preview).toEqual(answer);
    const shot = await run.settled();
    expect(shot.letters("a", "x", "b", "y", "c", "d")).toBe("S S S S F S");
    expect(["a", "b", "c", "d"].map((id) => shot.node(id).epoch)).toEqual([2, 2, 1, 1]);
    const none = { runId: run.id, nodeIds: ["a", "d"], scope: "node" } as const;
    expect(await refusal(app.engine.retry(none))).toMatchObject({ code: "NOT_RETRYABLE" });
    const edited = { ...target, nodeIds: ["c", "d"], args: [1] };
    expect(await refusal(app.engine.retry(edited))).toMatchObject({ code: "ARGUMENTS_INVALID" });
  });

  it("are revoked in one move; a name that is none refuses them all", async () => {
    await using app = await testApp({ workers: 0 });
    const names = ["a", "b", "c"];
    const run = await app.submit(group(...names.map((id) => step(id, "ident", id))));
    const wrong = { runId: run.id, nodeIds: ["a", "nobody"] };
    expect(await refusal(app.engine.revoke(wrong))).toMatchObject({ code: "NODE_NOT_FOUND" });
    expect((await run.look()).letters("a")).toBe("queued");
    const counts = await app.engine.revoke({ runId: run.id, nodeIds: ["a", "c"] });
    expect(counts).toEqual({ revoked: 2, revoking: 0 });
    expect((await run.look()).letters("a", "b", "c")).toBe("R queued R");
  });
});
