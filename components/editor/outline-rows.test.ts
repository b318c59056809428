import { describe, expect, it } from "vitest";
import { walk } from "@/core/edits/walk";
import { NO_FOLDS } from "@/core/layout/types";
import { chain, contextOf, group, idOf, task } from "@/testing/edits/builders";
import { neighbour, visibleRows } from "./outline-rows";

const { document } = contextOf(
  chain("a", { ...group("b", chain("c", "d")), onSuccess: [task("ok")] }, "e"),
);
const middle = idOf(document, "group");
const visits = walk(document);
const names = (rows: typeof visits) => rows.map(({ node }) => node.id);

describe("visibleRows", () => {
  it("leaves out what is in a folded container, but not its callbacks", () => {
    const folds = { ...NO_FOLDS, folded: new Map([[middle, true]]) };
    expect(names(visibleRows(visits, folds))).toEqual([document.rootId, "a", middle, "ok", "e"]);
  });

  it("shows all of what nobody folded", () => {
    expect(visibleRows(visits, NO_FOLDS)).toEqual(visits);
  });
});

describe("neighbour", () => {
  const at = visits.findIndex(({ node }) => node.id === middle);
  it.each([
    ["ArrowDown", "b"],
    ["ArrowUp", "a"],
    ["ArrowLeft", document.rootId],
    ["ArrowRight", "b"],
    ["Home", document.rootId],
    ["End", "e"],
    ["x", undefined],
  ])("%s leads to %s", (key, expected) => {
    expect(neighbour(visits, at, key)).toBe(expected);
  });

  it("leads nowhere from a task to the right", () => {
    expect(neighbour(visits, 1, "ArrowRight")).toBeNull();
  });
});
