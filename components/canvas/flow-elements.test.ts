import { describe, expect, it } from "vitest";
import { layout } from "@/core/layout/layout";
import { layoutTreeOfWorkflow } from "@/core/layout/tree";
import type { WorkflowNode } from "@/core/node";
import { flowElements } from "./flow-elements";

const task = (id: string): WorkflowNode => ({ kind: "task", id, task: "flow.echo" });
const drawingOf = (...children: WorkflowNode[]) =>
  layout(
    layoutTreeOfWorkflow({ version: 1, name: "w", root: { kind: "chain", id: "c", children } }),
  );

describe("flowElements", () => {
  it("keeps the nodes that are drawn as before", () => {
    const before = flowElements(drawingOf(task("a"), task("b")));
    const after = flowElements(drawingOf(task("a"), task("b"), task("c")), before);
    const byId = new Map(before.map((node) => [node.id, node]));
    const kept = after.filter((node) => byId.get(node.id) === node).map(({ id }) => id);
    // The frame grew.
    expect(kept).toEqual(["a", "b"]);
  });

  it("makes those anew that moved, or whose lines did", () => {
    const before = flowElements(drawingOf(task("a"), task("b")));
    const after = flowElements(drawingOf(task("z"), task("a"), task("b")), before);
    expect(after.filter((node) => before.includes(node))).toEqual([]);
  });

  it("makes a frame anew whose lines alone are others", () => {
    const before = flowElements(drawingOf(task("a"), task("b")));
    const deaf = { ...task("b"), immutable: true } as WorkflowNode;
    const after = flowElements(drawingOf(task("a"), deaf), before);
    expect(after.filter((node) => !before.includes(node)).map(({ id }) => id)).toEqual(["c"]);
    expect(flowElements(drawingOf(task("a"), deaf), after)).toEqual(after);
  });

  it("says that no node has handles, so that React Flow does not mount all to look for them", () => {
    for (const { handles, measured } of flowElements(drawingOf(task("a")))) {
      expect(handles).toEqual([]);
      expect(measured?.width).toBeGreaterThan(0);
    }
  });
});
