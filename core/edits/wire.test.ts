import { describe, expect, it } from "vitest";
import { chain, chord, contextOf, group, resultOf, task, tree } from "@/testing/edits/builders";
import type { WorkflowNode } from "@/core/node";
import { drawWire, runsAfter, wireTo } from "./wire";

const named = (node: WorkflowNode, id: string): WorkflowNode => ({ ...node, id });

describe("wireTo", () => {
  it.each([
    ["then", "c", "a", "a runs after c", "chain(b, c, a)"],
    ["alongside", "a", "c", "c runs in parallel with a", "chain(group(a, c), b)"],
    ["before", "a", "c", "c runs before a", "chain(c, a, b)"],
  ] as const)("%s from %s to %s says %s, and does it", (verb, nodeId, target, words, result) => {
    const context = contextOf(chain("a", "b", "c"));
    expect(wireTo(context.document, { verb, nodeId }, target)).toEqual({ words, refusal: null });
    expect(resultOf(context, drawWire(context, { verb, nodeId }, target))).toBe(result);
  });

  it("joins a group by a wire to what is to be its body", () => {
    const context = contextOf(group(named(group("a", "b"), "pages"), "c"));
    const start = { verb: "join", nodeId: "pages" } as const;
    expect(wireTo(context.document, start, "c").refusal).toBeNull();
    expect(resultOf(context, drawWire(context, start, "c"))).toBe("chord([a, b], c)");
  });

  it("says what is so already, and how it is changed", () => {
    const { document } = contextOf(chain("a", group("b", "c"), "d"));
    const { refusal } = wireTo(document, { verb: "then", nodeId: "b" }, "d");
    expect(refusal).toBe("d runs after b already. To have it elsewhere, drag d itself.");
  });

  it("explains what cannot be", () => {
    const { document } = contextOf(chain("a", named(group("b", "c"), "pages")));
    const start = { verb: "then", nodeId: "b" } as const;
    expect(wireTo(document, start, "b").refusal).toBe("A wire leads to another node.");
    expect(wireTo(document, start, "pages").refusal).toBe(
      "A container cannot be moved into itself.",
    );
  });
});

describe("runsAfter", () => {
  const { document } = contextOf(
    chain(
      { ...task("a"), onSuccess: [task("s")], onFailure: [task("f")] },
      named(chord(["b", "c"], "body"), "chord"),
      named(tree("root", "x", "y"), "tree"),
    ),
  );
  it.each([
    ["b", "a", true],
    ["a", "b", false],
    ["body", "c", true],
    ["c", "body", false],
    ["c", "b", false],
    ["y", "root", true],
    ["x", "y", false],
    ["x", "b", true],
    ["s", "a", true],
    ["a", "s", false],
    ["f", "s", false],
    ["chord", "b", false],
    ["b", "chord", false],
  ])("%s after %s: %s", (later, earlier, expected) => {
    expect(runsAfter(document, later, earlier)).toBe(expected);
  });
});
