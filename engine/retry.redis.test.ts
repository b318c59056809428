/** What a retry changes besides states: arguments, and the key under which a handler's work is known outside. */
import { describe, expect, it } from "vitest";
import type { Json } from "@/core/node";
import { chain, fixed, step } from "@/testing/nodes";
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
