import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { layoutTreeOfRows } from "@/core/layout/tree";
import { NO_FOLDS } from "@/core/layout/types";
import { task, TestRun } from "@/testing/run-view/test-run";
import { foldByKey } from "./fold-keys";

const WHOLE: WorkflowNode = {
  kind: "chain",
  id: "all",
  children: [{ kind: "group", id: "g", children: [task("a"), task("b")] }, task("c")],
};
const tree = layoutTreeOfRows(new TestRun(WHOLE).view.nodes.values())!;
const at = (selected: string | null, folds = NO_FOLDS) => ({ tree, folds, selected });
const folded = (...entries: [string, boolean][]) => ({ ...NO_FOLDS, folded: new Map(entries) });

describe("foldByKey", () => {
  it("folds the container, or of a step the one around it, which is selected then", () => {
    const done = { folds: folded(["g", true]), selected: "g" };
    expect(foldByKey("fold", at("g"))).toEqual(done);
    expect(foldByKey("fold", at("a"))).toEqual(done);
    expect(foldByKey("fold", at("g", done.folds))).toEqual({
      ...{ folds: folded(["g", true], ["all", true]), selected: "all" },
    });
  });

  it("unfolds a container, and nothing for a step", () => {
    expect(foldByKey("unfold", at("g", folded(["g", true])))).toEqual({
      ...{ folds: folded(["g", false]), selected: "g" },
    });
    expect(foldByKey("unfold", at("a"))).toEqual({ folds: NO_FOLDS, selected: "a" });
    expect(foldByKey("unfold", at("nobody"))).toEqual({ folds: NO_FOLDS, selected: "nobody" });
  });

  it("folds and unfolds all, and keeps what stands for the selected step selected", () => {
    const all = foldByKey("foldAll", at("b"));
    expect(all).toEqual({ folds: folded(["all", false], ["g", true]), selected: "g" });
    expect(foldByKey("unfoldAll", at(null, all.folds))).toEqual({
      ...{ folds: folded(["all", false], ["g", false]), selected: null },
    });
  });
});
