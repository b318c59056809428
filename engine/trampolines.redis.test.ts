/** Handlers that return what goes on in their place: what it costs, and what is refused. */
import { describe, expect, it } from "vitest";
import { chain, group, step } from "@/testing/nodes";
import { testApp, type TestApp } from "@/testing/workers";

/** Fields that a run takes in Redis, its stream aside. */
async function storedFields({ services, redis }: TestApp, runId: string): Promise<number> {
  const names = ["run", "steps", "results", "notes", "reports", "plan"] as const;
  const lengths = names.map((name) => redis.client.hlen(services.keys.runKey(runId, name)));
  return (await Promise.all(lengths)).reduce((sum, length) => sum + length, 0);
}

describe("a trampoline", () => {
  it("has another idempotency key in each iteration", async () => {
    await using app = await testApp();
    const run = await app.run(step("w", "wait", 5));
    const keys = run.executions().map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(5);
  });

  it("is tried again and limited in each iteration as its step is", async () => {
    await using app = await testApp();
    const backoff = { type: "fixed", delayMs: 1 } as const;
    const options = { attempts: 2, backoff, timeoutMs: 60_000 };
    const run = await app.run({ ...step("w", "stumbles", 3), options });
    expect((await run.look()).node("w")).toMatchObject({ state: "succeeded", iteration: 3 });
    expect((await app.engine.getNode(run.id, "w")).options).toMatchObject(options);
  });

  it("waits between iterations as long as the signature says", async () => {
    await using app = await testApp();
    const run = await app.submit(step("w", "polls", 1, 60_000));
    const waiting = await run.reaches("w", "scheduled");
    expect(waiting.node("w")).toMatchObject({ iteration: 1, attempt: 1 });
    expect(run.count("w")).toBe(1);
    expect(await run.revoke("w")).toEqual({ revoked: 1, revoking: 0 });
    expect((await run.settled()).letters("w")).toBe("R");
    const short = await app.run(step("w", "polls", 3, 5));
    expect(await short.value()).toBe("finished");
    expect(short.count("w")).toBe(4);
  });

  it("does not expire once it has started", async () => {
    await using app = await testApp();
    const expiring = { ...step("w", "polls", 4, 150), options: { expiresMs: 300 } };
    expect((await (await app.run(expiring)).look()).letters("w")).toBe("S");
  });

  it("takes the same room for many iterations as for few", async () => {
    await using app = await testApp();
    const few = await app.run(step("w", "wait", 3));
    const many = await app.run(step("w", "wait", 40));
    expect(await storedFields(app, many.id)).toBe(await storedFields(app, few.id));
  });
});

describe("what takes a step's place", () => {
  it("is never read from what is received: data stays data", async () => {
    await using app = await testApp();
    const looksLikeOne = { $signature: { kind: "task", task: "add", args: [1, 2] } };
    // Written in a document it is a signature, so it has to come from a handler.
    const run = await app.run(chain(step("e", "looksLikeSignature"), step("i", "ident")));
    expect(await run.value()).toEqual(looksLikeOne);
  });

  it("fails the step when it fails, or cannot run", async () => {
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
