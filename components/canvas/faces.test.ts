import { describe, expect, it } from "vitest";
import { faceOfNode, splitTask } from "./faces";

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
