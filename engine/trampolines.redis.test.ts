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

/** Bytes that a run takes in Redis, its events included. */
async function storedBytes({ redis }: TestApp, runId: string): Promise<number> {
  let sum = 0;
  for await (const keys of redis.client.scanStream({ match: `*${runId}*`, count: 1000 })) {
    for (const key of keys as string[]) {
      sum += (await redis.client.memory("USAGE", key, "SAMPLES", 0)) ?? 0;
    }
  }
  return sum;
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

  it("takes no more room, its events included, the longer it runs", async () => {
    await using app = await testApp();
    const long = await app.submit(step("w", "bounce", 400));
    const longer = await app.submit(step("w", "bounce", 600));
    const done = [long, longer].map(async (run) => {
      const signal = AbortSignal.timeout(100_000);
      for await (const batch of app.engine.follow(run.id, null, signal)) {
        // Not a look at each of thousands of events.
        const ended =
          batch.kind === "reset" ||
          batch.events.some((e) => e.type === "step.changed" && e.state === "succeeded");
        if (ended) return run.settled().then(() => storedBytes(app, run.id));
      }
      throw new Error("It did not end");
    });
    const [bytes, more] = await Promise.all(done);
    expect(more).toBeLessThan(bytes! * 1.1);
  }, 120_000);
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
