import { describe, expect, it } from "vitest";
import { chain, chord, contextOf, group, task, tree } from "@/testing/edits/builders";
import { toNode } from "./document";
import { applyEdit, invertEdit } from "./edit";
import { rewrite } from "./rewrite";
import { faultsOf } from "./rules";

const context = contextOf(chain("a", group("b", "c"), tree("r", "d"), chord(["h"], "e")));
const { document } = context;

function rewritten(id: string, node: Parameters<typeof rewrite>[2]) {
  const outcome = rewrite(context, id, node);
  if (!outcome.ok) throw new Error(outcome.reason);
  const changed = applyEdit(document, outcome.edit);
  expect(faultsOf(changed)).toEqual([]);
  expect(applyEdit(changed, invertEdit(outcome.edit))).toEqual(document);
  return { changed, focusId: outcome.focusId };
}

describe("a node that is written anew", () => {
  it("stands where it stood, with its id, in one edit that can be undone", () => {
    const { changed, focusId } = rewritten("a", { kind: "task", task: "t", note: "new" });
    expect(focusId).toBe("a");
    expect(toNode(changed, "a")).toEqual({ kind: "task", id: "a", task: "t", note: "new" });
    expect(document.nodes["a"]?.parentId).toBe(changed.nodes["a"]?.parentId);
  });

  it("may be of another kind, a body and a whole drawing too", () => {
    const { changed } = rewritten("e", group("x", "y"));
    expect(changed.nodes["e"]?.own.kind).toBe("group");
    const whole = rewritten(document.rootId ?? "", task("only"));
    expect(Object.keys(whole.changed.nodes)).toHaveLength(1);
  });

  it("gets fresh ids where those written are taken", () => {
    const { changed } = rewritten("b", group({ ...task("one"), id: "a" }, "two"));
    expect(changed.nodes["a"]).toBe(document.nodes["a"]);
  });

  it("dissolves in a container of its kind", () => {
    const { changed, focusId } = rewritten("a", chain("one", "two"));
    expect(focusId).toBe(document.rootId);
    expect(changed.nodes[document.rootId ?? ""]?.members.child).toHaveLength(5);
  });

  it("is a task where it is the root of a tree", () => {
    expect(rewrite(context, "r", group("x"))).toMatchObject({ ok: false });
  });
});
