import { describe, expect, it } from "vitest";
import { chain, chord, contextOf, group, map, task, tree } from "@/testing/edits/builders";
import { sourceOf, walk } from "./walk";

describe("walk", () => {
  it("visits in the order drawn, callbacks after members", () => {
    const root = chain("a", { ...chord(["b", "c"], "d"), onFailure: [task("e")] }, tree("f", "g"));
    const order = walk(contextOf(root).document).map(({ node, depth }) =>
      node.own.kind === "task" ? `${node.id}${depth}` : `${node.own.kind}${depth}`,
    );
    expect(order.join(" ")).toBe("chain1 a2 chord2 b3 c3 d3 e3 tree2 f3 g3");
  });
});

describe("sourceOf", () => {
  const root = chain(
    "a",
    group("b", chain("c", "d")),
    { ...chord(["e"], "f"), onSuccess: [task("s")], onFailure: [task("x")] },
    map("m"),
    { ...tree("t", "u"), passResult: true },
    tree("v", "w"),
  );
  const { document } = contextOf(root);
  const parentOf = (id: string) => document.nodes[id]?.parentId ?? "";

  it.each([
    ["nothing at the beginning", "a", null],
    ["the result of what is before it", "b", { kind: "result", nodeId: "a" }],
    ["what its chain receives", "c", { kind: "result", nodeId: "a" }],
    ["the result of the one before in its chain", "d", { kind: "result", nodeId: "c" }],
    ["the list of a group", "e", { kind: "result", nodeId: parentOf("b") }],
    ["the header's list in a body", "f", { kind: "list", nodeId: parentOf("e") }],
    ["an item in a map", "m", { kind: "item", nodeId: parentOf("m") }],
    ["the result of what it hangs on", "s", { kind: "result", nodeId: parentOf("e") }],
    ["the report of a failure", "x", { kind: "failure", nodeId: parentOf("e") }],
    ["the root's result in a tree that passes it", "u", { kind: "result", nodeId: "t" }],
    ["nothing in a tree that does not", "w", null],
  ])("gives %s", (_title, id, source) => {
    expect(sourceOf(document, id)).toEqual(source);
  });
});
