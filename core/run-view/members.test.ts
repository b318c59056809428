import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { task, TestRun } from "@/testing/run-view/test-run";
import { culpritIn, membersIn } from "./index";

const INSIDE = ["header", "body", "child"] as const;

describe("membersIn", () => {
  it("gives a chord's header, then its body, and callbacks apart", () => {
    const { view } = new TestRun({
      kind: "chord",
      id: "c",
      header: [task("a", { onSuccess: [task("ca")] }), task("b")],
      body: task("z"),
      onFailure: [task("cf")],
    });
    expect(membersIn(view, "c", INSIDE)).toEqual(["a", "b", "z"]);
    expect(membersIn(view, "c", ["onFailure"])).toEqual(["cf"]);
    expect(membersIn(view, "a", ["onSuccess"])).toEqual(["ca"]);
  });

  it("gives a tree's children without its root", () => {
    const tree = { kind: "tree", id: "t", root: task("r"), children: [task("a"), task("b")] };
    const { view } = new TestRun(tree as WorkflowNode);
    expect(membersIn(view, "t", INSIDE)).toEqual(["a", "b"]);
    expect(membersIn(view, "t", ["root"])).toEqual(["r"]);
  });

  it("gives those that were born, and nobody of a node that is not there", () => {
    const run = new TestRun(task("a"));
    expect(membersIn(run.view, "a", INSIDE)).toEqual([]);
    const row = { kind: "task", role: "child", parentId: "a", index: 0, declaredSteps: 1 } as const;
    run.say({
      type: "nodes.born",
      parentId: "a",
      nodes: [{ ...row, id: "b", task: "flow.echo", hasOwnStep: true }],
    });
    expect(membersIn(run.view, "a", INSIDE)).toEqual(["b"]);
    expect(membersIn(run.view, "nobody", INSIDE)).toEqual([]);
  });
});

describe("culpritIn", () => {
  const nested = () =>
    new TestRun({
      kind: "group",
      id: "g",
      children: [
        { kind: "chain", id: "i", children: [task("a"), task("b")] },
        task("o", { optional: true }),
        task("c"),
      ],
    });

  it("names the step that failed first, however deep it lies", () => {
    const run = nested();
    run.set({ c: { state: "failed", finishedAt: 20 }, b: { state: "failed", finishedAt: 10 } });
    expect(culpritIn(run.view, "g")).toBe("b");
    expect(culpritIn(run.view, "i")).toBe("b");
    expect(culpritIn(run.view, "c")).toBe("c");
  });

  it("names the first one drawn of those that failed at once", () => {
    const run = nested();
    run.set({ c: { state: "failed", finishedAt: 10 }, a: { state: "failed", finishedAt: 10 } });
    expect(culpritIn(run.view, "g")).toBe("a");
  });

  it("blames no optional step, and a failure before a revoke", () => {
    const run = nested();
    run.set({
      o: { state: "failed", finishedAt: 1 },
      a: { state: "revoked", cause: { kind: "revoked" }, finishedAt: 2 },
    });
    expect(culpritIn(run.view, "g")).toBe("a");
    run.set({ c: { state: "failed", finishedAt: 3 } });
    expect(culpritIn(run.view, "g")).toBe("c");
  });

  it("names the node itself where nobody in it is to blame", () => {
    const run = nested();
    expect(culpritIn(run.view, "g")).toBe("g");
    expect(culpritIn(run.view, "nobody")).toBe("nobody");
  });

  it("names what is to blame in the run, callbacks of its root too", () => {
    const run = new TestRun({ ...task("a"), onSuccess: [task("cb")] });
    expect(culpritIn(run.view, null)).toBeUndefined();
    run.set({ a: { state: "succeeded" }, cb: { state: "failed", finishedAt: 3 } });
    expect(culpritIn(run.view, null)).toBe("cb");
    expect(culpritIn(run.view, "a")).toBe("a");
  });
});
