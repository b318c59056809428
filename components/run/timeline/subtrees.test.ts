import { describe, expect, it } from "vitest";
import { layoutTreeOfRows } from "@/core/layout/tree";
import { createLines } from "@/core/timeline";
import { task, TestRun } from "@/testing/run-view/test-run";
import { linesIn, subtreesOf } from "./subtrees";

const run = new TestRun({
  kind: "chain",
  id: "c",
  children: [task("a", { onFailure: [task("mend")] }), task("b")],
});
const inside = subtreesOf(layoutTreeOfRows(run.view.nodes.values())!);

describe("subtreesOf", () => {
  it("has all that is in a node as one range, its callbacks too", () => {
    expect(inside.ids).toEqual(["c", "a", "mend", "b"]);
    expect(inside.ranges.get("a")).toEqual([1, 3]);
    expect([...linesIn(inside, "a", createLines())]).toEqual([]);
  });

  it("takes a step with callbacks for a step: it has a bar of its own", () => {
    expect([...inside.containers]).toEqual(["c"]);
  });
});
