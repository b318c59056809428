import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { layout } from "./layout";
import { nodeAfterMove } from "./navigate";
import { layoutTreeOfWorkflow } from "./tree";

const task = (id: string): WorkflowNode => ({ kind: "task", id, task: "math.add" });
const root: WorkflowNode = {
  kind: "chain",
  id: "c",
  children: [task("a"), { kind: "group", id: "g", children: [] }, task("b")],
};
const { boxes } = layout(layoutTreeOfWorkflow({ version: 1, name: "Test", root }));

describe("nodeAfterMove", () => {
  it.each([
    ["a", "next", "g"],
    ["g", "next", "b"],
    ["b", "next", null],
    ["a", "previous", "c"],
    ["b", "parent", "c"],
    ["c", "first-member", "a"],
    ["a", "first-member", null],
    ["a", "last", "b"],
    [null, "next", "c"],
  ] as const)("from %s %s leads to %s", (from, move, to) => {
    expect(nodeAfterMove(boxes, from, move)).toBe(to);
  });
});
