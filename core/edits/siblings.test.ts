import { describe, expect, it } from "vitest";
import { chain, chord, contextOf, group, idOf } from "@/testing/edits/builders";
import { blockOf, rangeBetween, topmost } from "./siblings";

const { document } = contextOf(chain("a", group("b", chain("c", "d"), "e"), "f"));
const inner = document.nodes["c"]?.parentId ?? "";
const group_ = idOf(document, "group");

describe("rangeBetween", () => {
  it.each([
    ["siblings in the order drawn", "b", "e", ["b", inner, "e"]],
    ["siblings backwards, the last one asked for last", "e", "b", ["e", inner, "b"]],
    ["the containers that hold them", "a", "d", ["a", group_]],
    ["the node itself", "b", "b", ["b"]],
    ["the container when one holds the other", inner, "c", [inner]],
  ])("gives %s", (_title, from, to, expected) => {
    expect(rangeBetween(document, from, to)).toEqual(expected);
  });

  it("takes the two ends where nothing lies between, a header and its body", () => {
    const chorded = contextOf(chord(["a", "b"], "c")).document;
    expect(rangeBetween(chorded, "a", "c")).toEqual(["a", "c"]);
  });
});

describe("topmost", () => {
  it("leaves out what belongs to another selected node, and what is gone", () => {
    expect(topmost(document, ["c", group_, "a", "gone"])).toEqual([group_, "a"]);
  });
});

describe("blockOf", () => {
  it("puts neighbours in the order drawn", () => {
    expect(blockOf(document, ["f", "a", group_])).toEqual(["a", group_, "f"]);
  });

  it.each([
    ["a gap between them", ["b", "e"]],
    ["different containers", ["a", "b"]],
  ])("says why it refuses %s", (_title, ids) => {
    expect(blockOf(document, ids)).toMatch(/Select neighbours\.$/);
  });
});
