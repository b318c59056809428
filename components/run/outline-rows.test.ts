import { describe, expect, it } from "vitest";
import { layoutTreeOfWorkflow } from "@/core/layout/tree";
import type { WorkflowNode } from "@/core/node";
import { foldsToShow, outlineKey, outlineRows } from "./outline-rows";

const task = (id: string): WorkflowNode => ({ kind: "task", id, task: "math.add" });
const tree = layoutTreeOfWorkflow({
  version: 1,
  name: "Test",
  root: {
    kind: "chain",
    id: "root",
    children: [
      task("a"),
      { kind: "group", id: "g", children: [task("b"), task("c")] },
      { ...task("d"), onFailure: [task("f")] },
    ],
  },
});
const ids = (folds: [string, boolean][] = []) =>
  outlineRows(tree, new Map(folds)).map((row) => row.id);

describe("outlineRows", () => {
  it("lists members in the order drawn, callbacks below what they hang on", () => {
    expect(ids()).toEqual(["root", "a", "g", "b", "c", "d", "f"]);
  });

  it("leaves out what is folded", () => {
    expect(ids([["g", true]])).toEqual(["root", "a", "g", "d", "f"]);
  });

  it("folds containers of more than a hundred at first", () => {
    const children = Array.from({ length: 101 }, (_, index) => task(`t${index}`));
    const large = layoutTreeOfWorkflow({
      version: 1,
      name: "Large",
      root: { kind: "group", id: "g", children },
    });
    expect(outlineRows(large, new Map())).toHaveLength(1);
    expect(foldsToShow(large, "t7", new Map())).toEqual(["g"]);
  });
});

describe("outlineRows of a filter", () => {
  it("lists what is lit, however large the container is", () => {
    const rows = outlineRows(tree, new Map(), new Set(["root", "g", "c"]));
    expect(rows.map(({ id, position, siblings }) => [id, position, siblings])).toEqual([
      ["root", 1, 1],
      ["g", 1, 1],
      ["c", 1, 1],
    ]);
    expect(outlineRows(tree, new Map(), new Set())).toEqual([]);
  });
});

describe("outlineKey", () => {
  const rows = outlineRows(tree, new Map());

  it.each([
    ["a", "ArrowDown", { type: "select", id: "g" }],
    ["a", "ArrowUp", { type: "select", id: "root" }],
    ["g", "ArrowLeft", { type: "fold", id: "g", folded: true }],
    ["g", "ArrowRight", { type: "select", id: "b" }],
    ["b", "ArrowLeft", { type: "select", id: "g" }],
    ["b", "End", { type: "select", id: "f" }],
    ["f", "ArrowDown", null],
    ["b", "x", null],
  ])("from %s with %s", (id, key, move) => {
    expect(outlineKey(rows, id, key)).toEqual(move);
  });

  it("leaves keys that do not go anywhere to others, also while nothing is selected", () => {
    expect(outlineKey(rows, null, "+")).toBeNull();
    expect(outlineKey(rows, null, "ArrowDown")).toEqual({ type: "select", id: "root" });
  });
});
