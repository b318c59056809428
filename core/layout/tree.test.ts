import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { layoutTreeOfRows, layoutTreeOfWorkflow } from "./tree";

const task = (id: string, more: object = {}): WorkflowNode => ({
  kind: "task",
  id,
  task: "math.add",
  ...more,
});
const drawn = (root: WorkflowNode) => layoutTreeOfWorkflow({ version: 1, name: "Test", root });

describe("layoutTreeOfWorkflow", () => {
  it("names nodes without an id by their path", () => {
    const tree = drawn({ kind: "group", children: [{ kind: "task", task: "math.add" }] });
    expect(tree.members[0]?.id).toBe("root.children.0");
  });

  it("tells which links carry a result", () => {
    const tree = drawn({
      kind: "tree",
      root: {
        kind: "task",
        id: "r",
        task: "math.add",
        onSuccess: [task("s", { immutable: true })],
      },
      children: [task("x")],
    });
    expect(tree.members.map((member) => member.carries)).toEqual([true, false]);
    expect(tree.members[0]?.onSuccess[0]?.carries).toBe(false);
    const chain = drawn({ kind: "chain", children: [task("a"), task("b", { immutable: true })] });
    expect(chain.members[1]?.carries).toBe(false);
  });
});

describe("layoutTreeOfRows", () => {
  const row = (
    id: string,
    parentId: string | null,
    role: "header" | "body" | "onFailure" | null,
  ) => ({
    ...{ id, parentId, role, kind: parentId === null ? ("chord" as const) : ("task" as const) },
    index: Number(id.slice(1)) || 0,
  });

  it("puts members in the order drawn whatever the order of the rows", () => {
    const rows = [
      row("root", null, null),
      row("b0", "root", "body"),
      row("f0", "root", "onFailure"),
      row("h1", "root", "header"),
      row("h0", "root", "header"),
    ];
    const tree = layoutTreeOfRows(rows);
    expect(tree?.members.map((member) => member.id)).toEqual(["h0", "h1", "b0"]);
    expect(tree?.onFailure.map((callback) => callback.id)).toEqual(["f0"]);
  });

  it("is null without rows", () => {
    expect(layoutTreeOfRows([])).toBeNull();
  });
});
