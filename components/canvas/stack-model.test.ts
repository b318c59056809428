import { describe, expect, it } from "vitest";
import { cellAt } from "./cell-painter";
import { cellState, countStates, createCounter, membersPerCell } from "./stack-model";
import { createStaticSource } from "./static-source";
import type { FaceState, NodeFace } from "./types";

function sourceOf(states: { [id: string]: FaceState }) {
  const face = (state: FaceState): NodeFace => ({ kind: "task", title: "Task", state });
  return createStaticSource(new Map(Object.entries(states).map(([id, s]) => [id, face(s)])));
}

describe("countStates", () => {
  it("counts by state, what needs a person first", () => {
    const source = sourceOf({ a: "succeeded", b: "failed", c: "succeeded", d: "running" });
    expect(countStates(["a", "b", "c", "d"], source).states).toEqual([
      { state: "failed", count: 1 },
      { state: "running", count: 1 },
      { state: "succeeded", count: 2 },
    ]);
  });
});

describe("createCounter", () => {
  it("counts on by what changed, and answers the same object while nothing did", () => {
    const source = sourceOf({ a: "pending", b: "pending", other: "failed" });
    const counter = createCounter(["a", "b"], source);
    const first = counter.counts();
    expect(counter.take(["other", "b"])).toBe(false);
    expect(counter.counts()).toBe(first);
    const face: NodeFace = { kind: "task", title: "Task", state: "running" };
    source.replace(new Map([["a", face]]));
    expect(counter.take(["a"])).toBe(true);
    expect(counter.counts()).toEqual({
      total: 2,
      states: [
        { state: "running", count: 1 },
        { state: "pending", count: 1 },
      ],
    });
  });
});

describe("cells", () => {
  it("stand for one member up to ten thousand, then for several", () => {
    expect([1, 10_000, 10_001, 50_000].map(membersPerCell)).toEqual([1, 1, 2, 5]);
  });

  it("show the state among several that people want to hear of first", () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `n${index}`);
    const source = sourceOf({ n0: "succeeded", n1: "failed", n2: "succeeded", n3: "succeeded" });
    expect([0, 1].map((index) => cellState(ids, source, index))).toEqual(["failed", "succeeded"]);
  });

  it("are found under the pointer, row by row, and nothing beyond the last", () => {
    const grid = { count: 5, columns: 3, cell: 10 };
    expect(cellAt(grid, 25, 5)).toBe(2);
    expect(cellAt(grid, 15, 15)).toBe(4);
    expect(cellAt(grid, 25, 15)).toBeNull();
    expect(cellAt(grid, 35, 5)).toBeNull();
  });
});

describe("createStaticSource", () => {
  it("tells only those whose face is another object", () => {
    const source = sourceOf({ a: "draft", b: "draft" });
    const heard: string[] = [];
    for (const id of ["a", "b"]) source.subscribe(id, () => heard.push(id));
    const kept = source.get("a");
    if (kept === undefined) throw new Error("no face");
    source.replace(
      new Map([
        ["a", kept],
        ["b", { ...kept }],
      ]),
    );
    expect(heard).toEqual(["b"]);
  });
});
