import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { task, TestRun } from "@/testing/run-view/test-run";
import { readyAt } from "./index";

const chain = (...children: WorkflowNode[]): WorkflowNode => ({ kind: "chain", id: "c", children });

describe("readyAt", () => {
  it("is the submission for what starts the run, and the end of what is before the others", () => {
    const lanes: WorkflowNode = { kind: "group", id: "g", children: [task("x"), task("y")] };
    const run = new TestRun(chain(task("a"), lanes, task("z")));
    run.set({
      a: { state: "succeeded", startedAt: 5, finishedAt: 10 },
      x: { state: "succeeded", startedAt: 12, finishedAt: 20 },
      y: { state: "succeeded", startedAt: 13, finishedAt: 40 },
      z: { state: "running", startedAt: 45 },
    });
    const ready = ["a", "x", "y", "z"].map((id) => readyAt(run.view, id));
    expect(ready).toEqual([0, 10, 10, 40]);
  });

  it("is unknown before it began, after a retry, and in a map's window", () => {
    const map: WorkflowNode = { kind: "map", id: "m", over: [1], body: task("b") };
    const run = new TestRun(chain(task("a"), task("z"), map));
    run.set({ a: { state: "succeeded", startedAt: 5, finishedAt: 10 } });
    expect(readyAt(run.view, "z")).toBeUndefined();
    run.set({ z: { state: "running", startedAt: 12, attempt: 2 } });
    expect(readyAt(run.view, "z")).toBeUndefined();
    run.set({ z: { state: "running", startedAt: 12, epoch: 2 } });
    expect(readyAt(run.view, "z")).toBeUndefined();
    run.set({ m: { state: "succeeded", startedAt: 20, finishedAt: 20 } });
    run.bear("m", task("m.0"), { role: "child", index: 0 });
    run.set({ "m.0": { state: "running", startedAt: 22 } });
    expect(readyAt(run.view, "m.0")).toBeUndefined();
    expect(readyAt(run.view, "nobody")).toBeUndefined();
  });

  it("is unknown of what a step returned: when it was sent is not told", () => {
    const run = new TestRun(chain(task("a")));
    run.set({ a: { state: "running", startedAt: 5 } });
    run.bear("a", task("a.0"), { role: "child", index: 0 });
    run.set({ "a.0": { state: "running", startedAt: 7 } });
    expect(readyAt(run.view, "a.0")).toBeUndefined();
  });
});
