import { describe, expect, it } from "vitest";
import { task, TestRun } from "@/testing/run-view/test-run";
import { faceOfNode, faceOfView, markOf, splitTask } from "./faces";

describe("splitTask", () => {
  it("parts the namespace from the name", () => {
    expect(splitTask("math.add")).toEqual({ namespace: "math.", title: "add" });
    expect(splitTask("plain")).toEqual({ title: "plain" });
  });
});

describe("faceOfNode", () => {
  it("shows a signature by its task and its arguments", () => {
    const face = faceOfNode({ kind: "task", task: "math.add", args: [2], kwargs: { y: [1, 2] } });
    expect(face).toMatchObject({ namespace: "math.", title: "add", detail: "2, y=[2]" });
  });

  it("shows a label as the title and the task below it", () => {
    const face = faceOfNode({ kind: "task", task: "math.add", label: "Fee", args: ["x"] });
    expect(face).toMatchObject({ title: "Fee", detail: 'math.add · "x"' });
  });

  it("calls a container without a name by its kind", () => {
    expect(faceOfNode({ kind: "chord", header: [], body: { kind: "task", task: "a" } }).title).toBe(
      "Chord",
    );
  });
});

describe("faceOfView", () => {
  const failing = () => {
    const run = new TestRun({
      kind: "group",
      id: "g",
      children: [task("a"), task("b"), task("c")],
    });
    run.set({ a: "failed", b: "running" });
    return run;
  };
  const face = (run: TestRun, isPaused: boolean) => faceOfView(run.node("g"), isPaused);

  it("says of a container that failed and is not over whether a pause keeps the rest of it", () => {
    const run = failing();
    expect(face(run, false)).toMatchObject({ state: "failed", unsettled: true });
    expect(face(run, true).held).toBeUndefined();
    run.set({ b: "succeeded", c: "held" });
    expect(face(run, true)).toMatchObject({ state: "failed", unsettled: true, held: true });
    expect(face(run, false).held).toBeUndefined();
  });

  it("shows a running container as held while a pause keeps all of it", () => {
    const run = new TestRun({ kind: "group", id: "g", children: [task("a"), task("b")] });
    expect(markOf(face(run, true))).toBe("pending");
    run.set({ a: "succeeded", b: "held" });
    expect(markOf(face(run, true))).toBe("held");
    expect(markOf(face(run, false))).toBe("running");
    run.set({ b: "succeeded" });
    expect(markOf(face(run, true))).toBe("succeeded");
  });
});
