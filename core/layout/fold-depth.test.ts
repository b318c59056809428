import { describe, expect, it } from "vitest";
import { chain, group } from "@/testing/edits/builders";
import type { WorkflowNode } from "@/core/node";
import { drawnNodes, nearestDrawn } from "./drawn";
import { foldAllIn, foldToDepth, subtreeOf } from "./fold-depth";
import { layoutTreeOfWorkflow } from "./tree";
import { NO_FOLDS } from "./types";

const root: WorkflowNode = {
  ...chain("a", { ...group("b", { ...chain("c", "d"), id: "inner" }), id: "middle" }),
  id: "outer",
};
const tree = layoutTreeOfWorkflow({ version: 1, name: "w", root });
const all = ["outer", "a", "middle", "b", "inner", "c", "d"];
const drawnAt = (depth: number) => {
  const drawn = drawnNodes(tree, foldToDepth(tree, NO_FOLDS, depth));
  return all.filter((id) => drawn.has(id));
};

describe("foldToDepth", () => {
  it("folds containers at this depth and below, and opens those above", () => {
    expect(drawnAt(0)).toEqual(["outer"]);
    expect(drawnAt(1)).toEqual(["outer", "a", "middle"]);
    expect(drawnAt(2)).toEqual(["outer", "a", "middle", "b", "inner"]);
    expect(drawnAt(9)).toEqual(all);
  });
});

describe("foldAllIn", () => {
  it("folds a container and all in it, and leaves the others", () => {
    const middle = subtreeOf(tree, "middle");
    if (middle === null) throw new Error("no such node");
    const { folded } = foldAllIn(middle, NO_FOLDS, true);
    expect([...folded]).toEqual([
      ["middle", true],
      ["inner", true],
    ]);
  });
});

describe("nearestDrawn", () => {
  it("gives the innermost container around a node that is drawn", () => {
    const drawn = drawnNodes(tree, foldToDepth(tree, NO_FOLDS, 1));
    const parents: { [id: string]: string } = { d: "inner", inner: "middle", middle: "outer" };
    expect(nearestDrawn(drawn, "d", (id) => parents[id] ?? null)).toBe("middle");
    expect(nearestDrawn(drawn, "a", () => null)).toBe("a");
  });
});
