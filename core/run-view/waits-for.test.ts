import { describe, expect, it } from "vitest";
import type { Signature, WorkflowNode } from "@/core/node";
import { task, TestRun } from "@/testing/run-view/test-run";
import { OPEN_LISTED, waitsFor } from "./index";

const chain = (id: string, ...children: WorkflowNode[]): WorkflowNode => ({
  kind: "chain",
  id,
  children,
});
const group = (id: string, ...children: WorkflowNode[]): WorkflowNode => ({
  kind: "group",
  id,
  children,
});

describe("waitsFor", () => {
  it("names what is before it in a chain", () => {
    const run = new TestRun(chain("c", task("a"), task("b")));
    run.set({ a: "running" });
    expect(waitsFor(run.view, "b")).toEqual({
      ...{ for: "end", whose: "b", nodeId: "a", open: ["a"], openCount: 1, stopping: 0, front: [] },
    });
  });

  it("says nothing of what has had its turn, nor of what is not there", () => {
    const run = new TestRun(chain("c", task("a"), task("b")));
    run.set({ a: "queued" });
    expect(waitsFor(run.view, "a")).toBeUndefined();
    expect(waitsFor(run.view, "c")).toBeUndefined();
    expect(waitsFor(run.view, "nobody")).toBeUndefined();
  });

  it("tells of the container around it when it starts with that", () => {
    const run = new TestRun(chain("c", task("a"), group("g", chain("i", task("x"), task("y")))));
    run.set({ a: "running" });
    expect(waitsFor(run.view, "x")).toMatchObject({ for: "end", whose: "g", nodeId: "a" });
    expect(waitsFor(run.view, "g")).toMatchObject({ for: "end", whose: "g", nodeId: "a" });
    expect(waitsFor(run.view, "y")).toMatchObject({ whose: "y", nodeId: "x", front: ["a"] });
  });

  it("counts the steps of what is before it that have not ended, those at work first", () => {
    const lanes = ["p", "q", "r", "s"].map((id) => task(id, { onSuccess: [task(`${id}s`)] }));
    const run = new TestRun(chain("c", group("g", ...lanes), task("z")));
    run.set({ p: "succeeded", q: "queued", s: "running" });
    expect(waitsFor(run.view, "z")).toMatchObject({
      ...{ nodeId: "g", open: ["s", "q", "r"], openCount: 3, front: [] },
    });
  });

  it("names no more than a few", () => {
    const many = Array.from({ length: 40 }, (_, index) => task(`t${index}`));
    const run = new TestRun({ kind: "chord", id: "c", header: many, body: task("z") });
    run.set({ t3: "running" });
    const waits = waitsFor(run.view, "z");
    expect(waits).toMatchObject({ for: "header", nodeId: "c", openCount: 40 });
    expect(waits?.open).toHaveLength(OPEN_LISTED);
    expect(waits?.open[0]).toBe("t3");
  });

  it("leads back to the steps that all hangs on", () => {
    const steps = ["a", "b", "d", "e"].map((id) => task(id));
    const run = new TestRun(chain("c", ...steps));
    run.set({ a: "succeeded", b: "retrying" });
    expect(waitsFor(run.view, "e")).toMatchObject({ nodeId: "d", open: ["d"], front: ["b"] });
  });

  it("tells a tree's children of its root, and its root of what is before the tree", () => {
    const root = task("r") as Signature;
    const tree: WorkflowNode = { kind: "tree", id: "t", root, children: [task("k")] };
    const run = new TestRun(chain("c", task("a"), tree));
    run.set({ a: "running" });
    expect(waitsFor(run.view, "k")).toMatchObject({ for: "end", nodeId: "r", front: ["a"] });
    expect(waitsFor(run.view, "r")).toMatchObject({ for: "end", nodeId: "a", whose: "t" });
  });

  it("tells callbacks of the way their node has to end", () => {
    const hooks = { onSuccess: [task("s")], onFailure: [task("f")] };
    const run = new TestRun(task("a", hooks));
    run.set({ a: "running" });
    expect(waitsFor(run.view, "s")).toMatchObject({ for: "success", nodeId: "a" });
    expect(waitsFor(run.view, "f")).toMatchObject({ for: "failure", nodeId: "a" });
  });

  it("tells a map's copies of its window, and of nothing else once it has its list", () => {
    const map: WorkflowNode = { kind: "map", id: "m", over: [1, 2, 3], body: task("b"), window: 1 };
    const run = new TestRun(chain("c", task("a"), map));
    run.set({ a: "succeeded" });
    expect(waitsFor(run.view, "m")).toMatchObject({ for: "end", nodeId: "a", open: [] });
    run.set({ m: "succeeded" });
    for (const index of [0, 1]) run.bear("m", task(`m.${index}`), { role: "child", index });
    run.set({ "m.0": "running" });
    expect(waitsFor(run.view, "m.1")).toMatchObject({ for: "window", nodeId: "m", open: ["m.0"] });
  });

  it("says that the run is being started", () => {
    const run = new TestRun(group("g", task("a")));
    expect(waitsFor(run.view, "a")).toMatchObject({ for: "begin", whose: "g", open: [] });
  });
});
