/** What the engine tells of a node that waits: place, queue, workers, delays, leases. */
import { describe, expect, it } from "vitest";
import type { Signature, SignatureOptions, WorkflowNode } from "@/core/node";
import { EngineRun } from "@/testing/driver/engine-run";
import { chain, fixed, group, step, times } from "@/testing/nodes";
import { testApp, type TestApp } from "@/testing/workers";
import { submit } from "./submit";

const set = (node: Signature, options: SignatureOptions): Signature => ({ ...node, options });
const many = (count: number, options: SignatureOptions = {}) =>
  group(...times(count, (i) => set(step(`m${i}`, "ran", `m${i}`), options)));

async function submitted({ services, engine }: TestApp, root: WorkflowNode) {
  const { runId } = await submit(services, { workflow: { version: 1, name: "test", root } });
  return { runId, waiting: (nodeId: string) => engine.waiting(runId, nodeId) };
}

describe("waiting", () => {
  it("counts the jobs before a step in its queue, those of other runs too", async () => {
    await using app = await testApp({ workers: 0 });
    await submitted(app, many(3));
    const { waiting } = await submitted(app, many(3));
    const places = await Promise.all(["m0", "m1", "m2"].map(async (id) => await waiting(id)));
    expect(places.map(({ step: facts }) => facts?.place)).toEqual([
      { at: "queue", ahead: 3 },
      { at: "queue", ahead: 4 },
      { at: "queue", ahead: 5 },
    ]);
  });

  it("counts all without a priority before those with one", async () => {
    await using app = await testApp({ workers: 0 });
    await submitted(app, many(2));
    const { waiting } = await submitted(app, many(2, { priority: 7 }));
    expect((await waiting("m1")).step?.place).toEqual({ at: "queue", ahead: 3 });
  });

  it("tells of the run's own list when the window is full", async () => {
    await using app = await testApp({ workers: 0 });
    app.services.window = 2;
    const { waiting } = await submitted(app, many(5));
    expect((await waiting("m1")).step?.place).toEqual({ at: "queue", ahead: 1 });
    expect((await waiting("m4")).step?.place).toEqual({ at: "ready", ahead: 2, atOnce: 2 });
  });

  it("says that nobody serves the queue, and who does", async () => {
    await using app = await testApp({ workers: 0 });
    const { runId, waiting } = await submitted(app, set(step("a", "gate", "a"), { queue: "far" }));
    expect((await waiting("a")).step).toMatchObject({
      ...{ task: "gate", queue: "far", queuePaused: false },
      ...{ serving: 0, able: 0, registering: 0, running: 0, slots: 0 },
    });
    await app.startWorker({ queues: ["default"] });
    expect((await waiting("a")).step).toMatchObject({ serving: 0, registering: 1 });
    const worker = await app.startWorker({ queues: ["far"], concurrency: 3 });
    await app.gate("a").arrivals(1);
    const facts = await app.engine.waiting(runId, "a");
    expect(facts.step).toMatchObject({ serving: 1, able: 1, slots: 3, place: { at: "none" } });
    expect(facts.step?.lease).toEqual({
      ...{ worker: worker.id, online: true, until: expect.any(Number) },
    });
    expect(facts.step?.lease?.until).toBeGreaterThan(facts.now);
  });

  it("says that those who serve the queue do not register the task", async () => {
    await using app = await testApp({ workers: 0 });
    const { waiting } = await submitted(app, chain(step("a", "gate", "a"), step("b", "ident")));
    const { ALL_TASKS } = await import("@/testing/tasks");
    await app.startWorker({ tasks: ALL_TASKS.filter(({ info }) => info.name === "gate") });
    await app.gate("a").arrivals(1);
    expect((await waiting("b")).step).toMatchObject({ serving: 1, able: 0, registering: 0 });
  });

  it("tells of a queue that is paused", async () => {
    await using app = await testApp({ workers: 0 });
    const { waiting } = await submitted(app, step("a", "ran", "a"));
    await app.services.queues.get("default").pause();
    expect((await waiting("a")).step).toMatchObject({
      ...{ queuePaused: true, place: { at: "queue", ahead: 0 } },
    });
  });

  it("tells when the rate of the queue allows more", async () => {
    await using app = await testApp({ workers: 0 });
    const { waiting } = await submitted(app, step("a", "ran", "a"));
    expect((await waiting("a")).step?.limitedUntil).toBeUndefined();
    await app.services.queues.get("default").rateLimit(60_000);
    const { now, step: facts } = await waiting("a");
    expect(facts?.limitedUntil).toBeGreaterThan(now + 30_000);
  });

  it("tells of a job that BullMQ has lost", async () => {
    await using app = await testApp({ workers: 0 });
    const { waiting } = await submitted(app, step("a", "ran", "a"));
    await app.services.queues.get("default").drain();
    const { now, step: facts } = await waiting("a");
    expect(facts?.place).toEqual({ at: "missing", until: expect.any(Number) });
    expect(facts?.place.at === "missing" && (facts.place.until ?? 0)).toBeGreaterThan(now - 60_000);
  });

  it("tells of a worker that is gone, and when its step is taken from it", async () => {
    await using app = await testApp({ workers: 0 });
    const { runId, waiting } = await submitted(app, step("a", "ran", "a"));
    await new EngineRun(app.services, runId).claim("a");
    expect((await waiting("a")).step?.lease).toEqual({
      ...{ worker: "hand", online: false, until: expect.any(Number) },
    });
  });

  it("tells of the delay of a container around it, once its turn has come", async () => {
    await using app = await testApp({ workers: 0 });
    const late: WorkflowNode = { ...group(fixed("b", "ran", "b")), id: "g", delayMs: 60_000 };
    const { runId, waiting } = await submitted(app, chain(step("a", "ran", "a"), late));
    expect((await waiting("b")).delay).toBeUndefined();
    const hand = new EngineRun(app.services, runId);
    const held = await hand.claim("a");
    await hand.finishTogether([{ held, finish: { outcome: "D", value: "1" }, goesOn: false }]);
    for (const id of ["b", "g"]) {
      const { now, delay } = await waiting(id);
      expect(delay).toEqual({ nodeId: "g", until: expect.any(Number) });
      expect(delay?.until).toBeGreaterThan(now);
    }
    expect((await waiting("a")).delay).toBeUndefined();
  });

  it("tells how many attempts there are, and when it expires", async () => {
    await using app = await testApp({ workers: 0 });
    const options = { attempts: 3, expiresMs: 60_000 };
    const { runId, waiting } = await submitted(app, set(step("a", "ran", "a"), options));
    const { submittedAt } = await app.engine.getSummary(runId);
    expect(await waiting("a")).toMatchObject({ attempts: 3, expiresAt: submittedAt + 60_000 });
  });

  it("tells how many copies of a map may be under way", async () => {
    await using app = await testApp();
    const body = step("b", "gate", "b");
    const map: WorkflowNode = { kind: "map", id: "m", over: [1, 2, 3], window: 2, body };
    const run = await app.submit({ ...map, body: { ...body, immutable: true } });
    await app.gate("b").arrivals(2);
    const shot = await run.look();
    const waits = shot.nodes.find(({ role, state }) => role === "child" && state === "pending");
    expect(waits).toBeDefined();
    const facts = await app.engine.waiting(run.id, waits?.id ?? "");
    expect(facts.window).toEqual({ nodeId: "m", size: 2 });
    expect(facts.step?.place).toEqual({ at: "none" });
  });

  it("knows a run and a node, or says that they are not there", async () => {
    await using app = await testApp({ workers: 0 });
    const { runId } = await submitted(app, step("a", "ran", "a"));
    await expect(app.engine.waiting("nobody", "a")).rejects.toMatchObject({
      code: "RUN_NOT_FOUND",
    });
    await expect(app.engine.waiting(runId, "nobody")).rejects.toMatchObject({
      code: "NODE_NOT_FOUND",
    });
  });
});
