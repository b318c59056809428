import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { task, TestRun } from "@/testing/run-view/test-run";
import { waitingReasons, type StepFacts, type WaitingFacts } from "./index";

const STEP: StepFacts = {
  ...{ task: "flow.echo", queue: "default", queuePaused: false, place: { at: "none" } },
  ...{ serving: 1, otherVersion: 0, able: 1, registering: 1, running: 0, slots: 5 },
};
const facts = (step: Partial<StepFacts>, more: Partial<WaitingFacts> = {}): WaitingFacts => ({
  now: 1_000,
  step: { ...STEP, ...step },
  ...more,
});

function scene() {
  return new TestRun({ kind: "chain", id: "c", children: [task("a"), task("b")] });
}

describe("waitingReasons", () => {
  it("names what is before a pending step, before the engine has answered", () => {
    const run = scene();
    run.set({ a: "running" });
    expect(waitingReasons(run.view, "b")).toMatchObject([
      { because: "before", waits: { for: "end", nodeId: "a", open: ["a"] } },
    ]);
  });

  it("puts the run's pause first", () => {
    const run = scene();
    run.say({ type: "run.changed", paused: true, revoked: false, pinned: false });
    run.set({ a: "held" });
    expect(waitingReasons(run.view, "a")).toEqual([{ because: "run-paused" }]);
    expect(waitingReasons(run.view, "b").map((reason) => reason.because)).toEqual([
      "run-paused",
      "before",
    ]);
  });

  it("tells of the delay of a container around it in place of what is before that", () => {
    const run = scene();
    const delay = { nodeId: "c", until: 9_000 };
    expect(waitingReasons(run.view, "a", { now: 1_000, delay })).toEqual([
      { because: "delayed", nodeId: "c", until: 9_000 },
    ]);
  });

  it("tells when a scheduled step is due and when the next attempt comes", () => {
    const run = scene();
    run.set({ a: { state: "scheduled", dueAt: 5_000 } });
    expect(waitingReasons(run.view, "a", facts({ place: { at: "delayed" } }))).toEqual([
      { because: "delayed", until: 5_000 },
    ]);
    run.set({ a: { state: "retrying", attempt: 2, dueAt: 6_000 } });
    expect(waitingReasons(run.view, "a", facts({}, { attempts: 4 }))).toEqual([
      { because: "attempt", attempt: 2, of: 4, until: 6_000 },
    ]);
  });

  it.each<[string, Partial<StepFacts>, unknown[]]>([
    ["its place", { place: { at: "queue", ahead: 3 } }, [{ because: "queue", ahead: 3 }]],
    ["the run's own list", { place: { at: "ready", ahead: 9, atOnce: 4 } }, [{ ahead: 9 }]],
    ["that it is being sent", { place: { at: "outbox" } }, [{ because: "sending" }]],
    ["that a worker has it", { place: { at: "taken" } }, [{ because: "taken" }]],
    ["a lost job", { place: { at: "missing", until: 7 } }, [{ because: "job-missing", until: 7 }]],
    ["a paused queue", { queuePaused: true }, [{ because: "queue-paused", queue: "default" }]],
    ["a rate that is used up", { limitedUntil: 8 }, [{ because: "rate", until: 8 }]],
    ["that nobody serves the queue", { serving: 0, able: 0 }, [{ because: "no-worker" }]],
    [
      "that those who serve it are of another version",
      { serving: 0, otherVersion: 2, able: 0 },
      [{ because: "other-version", workers: 2 }],
    ],
    ["that nobody registers the task", { able: 0, registering: 0 }, [{ elsewhere: 0 }]],
    ["that others register the task", { able: 0, registering: 2 }, [{ elsewhere: 2 }]],
    ["busy workers", { running: 5 }, [{ because: "busy", running: 5, slots: 5 }]],
  ])("tells a queued step of %s", (_name, step, expected) => {
    const run = scene();
    run.set({ a: "queued" });
    expect(waitingReasons(run.view, "a", facts(step))).toMatchObject(expected);
  });

  it("gives what is due its place in the queue, and who is busy", () => {
    const run = scene();
    run.set({ a: { state: "retrying", attempt: 2, dueAt: 500 } });
    const there = facts({ place: { at: "queue", ahead: 2 }, running: 5 });
    expect(waitingReasons(run.view, "a", there)).toMatchObject([
      { because: "attempt" },
      { because: "busy" },
      { because: "queue", ahead: 2 },
    ]);
    run.set({ a: { state: "scheduled", dueAt: 500 } });
    const lost = facts({ place: { at: "missing", until: 900 } });
    expect(waitingReasons(run.view, "a", lost)).toMatchObject([
      { because: "delayed" },
      { because: "job-missing" },
    ]);
  });

  it("tells of workers that were lost over it before", () => {
    const run = scene();
    run.set({ a: { state: "queued", claims: 2 } });
    expect(waitingReasons(run.view, "a")).toEqual([{ because: "lost-before", times: 2 }]);
    // A claim that counts up while it runs is the one that it has.
    run.set({ a: { state: "running", claims: 1 } });
    expect(waitingReasons(run.view, "a")).toEqual([]);
  });

  it("tells what stops before it, on which it is decided", () => {
    const run = scene();
    run.set({ a: { state: "running", revoking: true } });
    expect(waitingReasons(run.view, "b")).toMatchObject([
      { because: "before", waits: { nodeId: "a", stopping: 1 } },
    ]);
  });

  it("tells of a container in which nothing runs now what it goes on with", () => {
    const run = scene();
    run.set({ a: "running" });
    expect(waitingReasons(run.view, "c")).toEqual([]);
    run.set({ a: "succeeded", b: { state: "scheduled", dueAt: 5_000 } });
    expect(waitingReasons(run.view, "c")).toEqual([{ because: "idle", steps: ["b"], count: 1 }]);
    run.say({ type: "run.changed", paused: true, revoked: false, pinned: false });
    expect(waitingReasons(run.view, "c")[0]).toEqual({ because: "run-paused" });
    run.set({ b: "succeeded" });
    expect(waitingReasons(run.view, "c")).toEqual([]);
  });

  it("looks at the callbacks in a container, too", () => {
    const run = new TestRun({
      ...{ kind: "chain", id: "c" },
      children: [task("a", { onSuccess: [task("s")] })],
    });
    run.set({ a: "succeeded", s: "queued" });
    expect(waitingReasons(run.view, "c")).toEqual([{ because: "idle", steps: ["s"], count: 1 }]);
    run.set({ s: "running" });
    expect(waitingReasons(run.view, "c")).toEqual([]);
  });

  it("warns a pending step of workers that are not there, not of busy ones", () => {
    const run = scene();
    run.set({ a: "running" });
    const because = (step: Partial<StepFacts>) =>
      waitingReasons(run.view, "b", facts(step)).map((reason) => reason.because);
    expect(because({ serving: 0 })).toEqual(["before", "no-worker"]);
    expect(because({ running: 5 })).toEqual(["before"]);
  });

  it("tells of a running step only what is wrong with it", () => {
    const run = scene();
    run.set({ a: "running" });
    const lease = { worker: "w1", online: true, until: 4_000 };
    expect(waitingReasons(run.view, "a", facts({ lease }))).toEqual([]);
    expect(waitingReasons(run.view, "a", facts({ lease: { ...lease, online: false } }))).toEqual([
      { because: "worker-lost", worker: "w1", until: 4_000 },
    ]);
    run.set({ a: { state: "running", revoking: true, worker: "w1" } });
    expect(waitingReasons(run.view, "a", facts({ lease }))).toEqual([
      { because: "revoking", worker: "w1", until: 4_000 },
    ]);
    // Nobody may have told yet when it is taken away.
    expect(waitingReasons(run.view, "a")).toEqual([{ because: "revoking", worker: "w1" }]);
  });

  it("tells a copy of a map how many may be under way", () => {
    const map = { kind: "map", id: "m", over: [1, 2], window: 1, body: task("b") } as WorkflowNode;
    const run = new TestRun(map);
    run.set({ m: "succeeded" });
    for (const index of [0, 1]) run.bear("m", task(`m.${index}`), { role: "child", index });
    run.set({ "m.0": "running" });
    const window = { nodeId: "m", size: 1 };
    expect(waitingReasons(run.view, "m.1", { now: 0, window })).toMatchObject([
      { because: "before", waits: { for: "window" }, size: 1 },
    ]);
  });

  it("says when it expires, of what has not started", () => {
    const run = scene();
    run.set({ a: "queued" });
    const soon = facts({ place: { at: "queue", ahead: 0 } }, { expiresAt: 3_000 });
    expect(waitingReasons(run.view, "a", soon).at(-1)).toEqual({
      because: "expires",
      until: 3_000,
    });
    run.set({ a: "running" });
    expect(waitingReasons(run.view, "a", soon)).toEqual([]);
  });

  it("has nothing to say of what has ended or is not there", () => {
    const run = scene();
    run.set({ a: "succeeded" });
    expect(waitingReasons(run.view, "a", facts({}))).toEqual([]);
    expect(waitingReasons(run.view, "nobody")).toEqual([]);
  });
});
