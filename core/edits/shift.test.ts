import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import {
  chain,
  chord,
  contextOf,
  group,
  map,
  resultOf,
  task,
  tree,
} from "@/testing/edits/builders";
import { shift, type Shift } from "./shift";

function after(root: WorkflowNode, ids: string[], way: Shift): string {
  const context = contextOf(root);
  return resultOf(context, shift(context, ids, way));
}

describe("shift", () => {
  it.each([
    ["earlier", chain("a", "b", "c"), ["c"], "chain(a, c, b)"],
    ["later", chain("a", "b", "c"), ["a"], "chain(b, a, c)"],
    ["earlier", chain("a", "b", "c"), ["b", "c"], "chain(b, c, a)"],
    ["later", chain("a", "b", "c", "d"), ["b", "a"], "chain(c, a, b, d)"],
    ["later", group("a", "b"), ["a"], "group(b, a)"],
    ["later", chord(["a", "b"], "c"), ["a"], "chord([b, a], c)"],
    ["out", chain("a", group("b", "c")), ["c"], "chain(a, b, c)"],
    ["out", chain("a", group("b", "c", "d")), ["b", "c"], "chain(a, d, b, c)"],
    ["out", group("a", chain("b", "c")), ["c"], "group(a, b, c)"],
    ["out", chain("a", chord(["b"], "c")), ["c"], "chain(a, b, c)"],
    ["out", map(chain("a", group("b", "c", "d"))), ["d"], "map(chain(a, group(b, c), d))"],
    ["out", chain({ ...task("a"), onSuccess: [task("ok")] }, "b"), ["ok"], "chain(a, ok, b)"],
    ["in", chain(group("a", "b"), "c"), ["c"], "group(a, b, c)"],
    ["in", chain("a", group("b", "c"), "d"), ["a"], "chain(group(a, b, c), d)"],
    ["in", chain("a", "b", group("c", "d"), "e"), ["a", "b"], "chain(group(a, b, c, d), e)"],
    ["in", group(chain("a", "b"), "c"), ["c"], "chain(a, b, c)"],
    ["in", group(tree("a", "b"), "c", "d"), ["c"], "group(tree(a, b, c), d)"],
  ] as const)("moves %s", (way, root, ids, expected) => {
    expect(after(root, [...ids], way)).toBe(expected);
  });

  it.each([
    ["earlier", chain("a", "b"), "a", /first in Chain already/],
    ["later", chain("a", "b"), "b", /last in Chain already/],
    ["later", chord(["a", "b"], "c"), "c", /body of Chord/],
    ["out", chain("a", "b"), "b", /outermost/],
    ["out", task("a"), "a", /outermost/],
    ["out", chain("s", tree("a", "b")), "a", /root stays/],
    ["in", chain("a", "b"), "b", /no container beside/],
  ] as const)("says why it does not move %s", (way, root, id, reason) => {
    expect(after(root, [id], way)).toMatch(reason);
  });

  it("keeps several selected", () => {
    const context = contextOf(chain("a", "b", "c"));
    expect(shift(context, ["b", "c"], "earlier")).toMatchObject({ selectIds: ["b", "c"] });
  });
});
