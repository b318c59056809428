import { describe, expect, it } from "vitest";
import type { LayoutTree } from "@/core/layout/tree";
import type { NodeView } from "@/core/snapshot";
import { extendSelection, leavesOf, nodesIn, notBegun, selectClicked } from "./selection";

const leaves = () => ["a", "b", "c", "d"];
const alone = { additive: false, leaves };
const also = { additive: true, leaves };
const upTo = { additive: true, range: true, leaves };

const tree = (id: string, ...members: LayoutTree[]) =>
  ({ id, members, onSuccess: [], onFailure: [] }) as unknown as LayoutTree;

describe("a selection", () => {
  it("is the node clicked alone, and grows and shrinks with Ctrl", () => {
    expect(selectClicked(["a", "b"], "c", alone)).toEqual(["c"]);
    expect(selectClicked(["a"], "c", also)).toEqual(["a", "c"]);
    expect(selectClicked(["a", "c"], "a", also)).toEqual(["c"]);
  });

  it("goes from the one looked at up to the one clicked with Shift, both ways", () => {
    expect(selectClicked(["b"], "d", upTo)).toEqual(["b", "c", "d"]);
    expect(selectClicked(["c"], "a", upTo)).toEqual(["c", "a", "b"]);
    expect(selectClicked([], "b", upTo)).toEqual(["b"]);
    // A container has no place among the steps.
    expect(selectClicked(["b"], "group", upTo)).toEqual(["b", "group"]);
  });

  it("is extended by keys, and begins with the first step", () => {
    expect(extendSelection([], leaves(), 1)).toEqual(["a"]);
    expect(extendSelection(["b"], leaves(), 1)).toEqual(["b", "c"]);
    expect(extendSelection(["b", "c"], leaves(), -1)).toEqual(["b"]);
    expect(extendSelection(["d"], leaves(), 1)).toEqual(["d"]);
  });

  it("of a frame is what it touches, without the containers around that", () => {
    const box = (nodeId: string, type: string, x: number) =>
      ({ nodeId, type, x, y: 0, width: 10, height: 10 }) as Parameters<typeof nodesIn>[0][number];
    const boxes = [box("g", "frame", 0), box("a", "task", 0), box("b", "task", 30)];
    expect(nodesIn(boxes, { x: -5, y: -5, width: 20, height: 20 })).toEqual(["a"]);
    expect(nodesIn(boxes, { x: -5, y: -5, width: 40, height: 20 })).toEqual(["a", "b"]);
  });
});

it("leaves are what has no members, callbacks among them, in the order drawn", () => {
  const drawn = {
    ...tree("root", tree("a"), tree("g", tree("b"), tree("c"))),
    onFailure: [tree("E")],
  };
  expect(leavesOf(drawn)).toEqual(["a", "b", "c", "E"]);
});

describe("what has not begun", () => {
  const node = (id: string, parentId: string | null, state: string, kind = "task") =>
    ({ id, parentId, state, kind }) as NodeView;
  const nodes = [
    node("root", null, "running", "group"),
    node("c", "root", "running", "chain"),
    node("a", "c", "succeeded"),
    node("b", "c", "running"),
    node("x", "c", "pending"),
    node("d", "root", "queued"),
  ];

  it("is what is inside these nodes and neither runs nor has ended", () => {
    expect(notBegun(nodes, ["c"])).toEqual(["x"]);
    expect(notBegun(nodes, ["a", "b", "d"])).toEqual(["d"]);
    expect(notBegun(nodes, null)).toEqual(["x", "d"]);
  });
});
