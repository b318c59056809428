/** A slot that goes on with steps of the same run, without a delivery for each. */
import { describe, expect, it } from "vitest";
import { EngineRun } from "@/testing/driver/engine-run";
import { chain, group, step, times } from "@/testing/nodes";
import { testApp, type TestApp } from "@/testing/workers";
import { ReplyCode } from "./replies";

/** How many jobs BullMQ was given. */
async function deliveries({ redis, services }: TestApp): Promise<number> {
  const events = await redis.client.xrange(`${services.keys.bull}:default:events`, "-", "+");
  return events.filter(([, fields]) => fields.includes("added")).length;
}

const done = { outcome: "D", value: "1" } as const;

describe("a stretch", () => {
  it("executes a chain by fewer deliveries than it has steps", async () => {
    await using app = await testApp();
    const names = times(12, (i) => `s${i}`);
    const run = await app.run(
      chain(...names.map((name) => ({ ...step(name, "ran", name), immutable: true }))),
    );
    expect(run.order()).toEqual(names);
    expect(await deliveries(app)).toBeLessThan(12);
  });

  it("leaves to the queue what has another queue or priority, and what is not due", async () => {
    await using app = await testApp({ workers: 0 });
    const followers = [{ queue: "other" }, { priority: 3 }, { delayMs: 60_000 }];
    for (const options of followers) {
      const run = await app.submit(
        chain(step("a", "ran", "a"), { ...step("b", "after", "b"), options }),
      );
      const hand = new EngineRun(app.services, run.id);
      const held = await hand.claim("a");
      const [reply] = await hand.finishTogether([{ held, finish: done, goesOn: true }]);
      expect(reply).toEqual({ code: ReplyCode.Ok });
    }
  });

  it("goes on with what waits for the window, and not when the run is held", async () => {
    await using app = await testApp({ workers: 0 });
    app.services.window = 1;
    const { submit } = await import("./submit");
    const root = group(...times(4, (i) => step(`m${i}`, "ran", `m${i}`)));
    const workflow = { version: 1, name: "test", root } as const;
    const { runId } = await submit(app.services, { workflow });
    const hand = new EngineRun(app.services, runId);
    const [first] = await hand.finishTogether([
      { held: await hand.claim("m0"), finish: done, goesOn: true },
    ]);
    expect(first?.next?.nodeId).toBe("m2");
    await hand.setPaused(true);
    const held = first?.next;
    if (!held) throw new Error("It did not go on");
    const [second] = await hand.finishTogether([{ held, finish: done, goesOn: true }]);
    expect(second).toEqual({ code: ReplyCode.Ok });
  });

  it("gives a step that it began back with a delivery of its own when the worker closes", async () => {
    await using app = await testApp({ workers: 0 });
    const closing = await app.startWorker();
    const run = await app.submit(
      chain(step("a", "ran", "a"), { ...step("b", "gate", "b"), immutable: true }),
    );
    await app.gate("b").arrivals(1);
    expect(await deliveries(app)).toBe(1);
    await closing.close({ graceMs: 0 });
    expect((await run.look()).letters("a", "b")).toBe("S queued");
    await app.startWorker();
    await app.gate("b").arrivals(2);
    app.gate("b").open();
    await run.settled();
    expect([run.count("a"), run.count("b")]).toEqual([1, 2]);
    expect((await run.look()).node("b")).toMatchObject({ state: "succeeded", attempt: 1 });
  });

  it("is taken over by another worker when its own is gone", async () => {
    await using app = await testApp({ workers: 0, timings: { leaseMs: 300, queuedMs: 300 } });
    const run = await app.submit(chain(step("a", "ran", "a"), step("b", "after", "b")));
    const hand = new EngineRun(app.services, run.id);
    const held = await hand.claim("a");
    const [reply] = await hand.finishTogether([{ held, finish: done, goesOn: true }]);
    expect(reply?.next?.nodeId).toBe("b");
    // The job of the first step comes again, and finds it done.
    await app.startWorker();
    await run.settled();
    expect([run.count("a"), run.count("b")]).toEqual([0, 1]);
  });
});
