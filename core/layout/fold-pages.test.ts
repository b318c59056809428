import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { drawnNodes } from "./drawn";
import { opened, withNextPage } from "./fold-pages";
import { layout } from "./layout";
import { layoutTreeOfWorkflow } from "./tree";
import { NO_FOLDS, type Folds } from "./types";

const member = (index: number): WorkflowNode => ({ kind: "task", id: `m${index}`, task: "a.b" });
const children = Array.from({ length: 100 }, (_, index) => member(index));
const root: WorkflowNode = { kind: "group", id: "g", children };
const tree = layoutTreeOfWorkflow({ version: 1, name: "w", root });

const none = () => false;
const failed = (...indices: number[]) => {
  const ids = new Set(indices.map((index) => `m${index}`));
  return (id: string) => ids.has(id);
};
/** Places of the members that are nodes. */
const drawn = (folds: Folds) => {
  const nodes = drawnNodes(tree, folds);
  return children.flatMap(({ id = "" }, index) => (nodes.has(id) ? [index] : []));
};
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("opened", () => {
  it("draws the first page as nodes", () => {
    expect(drawn(opened(tree, NO_FOLDS, none))).toEqual(upTo(24));
  });

  it("has what failed on the first page, all of it in the order drawn", () => {
    const folds = opened(tree, NO_FOLDS, failed(3, 57, 98));
    expect(drawn(folds)).toEqual([...upTo(22), 57, 98]);
    const { boxes } = layout(tree, { folds, direction: "down" });
    expect(
      boxes
        .filter(({ type }) => type === "task")
        .map(({ id }) => id)
        .slice(-2),
    ).toEqual(["m57", "m98"]);
    expect(boxes.find(({ type }) => type === "cells")?.memberIds).toHaveLength(76);
  });

  it("has nothing but failures on a page where there are more than fit", () => {
    const many = failed(...upTo(100).slice(40));
    expect(drawn(opened(tree, NO_FOLDS, many))).toEqual(upTo(64).slice(40));
  });

  it("opens with the pages that were there before", () => {
    const before = withNextPage(tree, opened(tree, NO_FOLDS, none), none);
    expect(drawn(opened(tree, before, failed(90)))).toEqual(upTo(48));
  });
});

describe("withNextPage", () => {
  it("draws 24 more, what has failed since first", () => {
    const first = opened(tree, NO_FOLDS, failed(57));
    const second = withNextPage(tree, first, failed(57, 80));
    expect(drawn(second)).toHaveLength(48);
    expect(drawn(second)).toEqual([...upTo(46), 57, 80]);
    expect(drawn(withNextPage(tree, second, none))).toEqual([...upTo(71), 80]);
  });

  it("ends with all of them", () => {
    let folds = opened(tree, NO_FOLDS, failed(99));
    for (let page = 0; page < 5; page += 1) folds = withNextPage(tree, folds, failed(99, 50));
    expect(drawn(folds)).toEqual(upTo(100));
  });

  it("leaves what is drawn where it is whatever becomes of it", () => {
    const folds = opened(tree, NO_FOLDS, failed(57));
    expect(drawn(withNextPage(tree, folds, none))).toContain(57);
  });
});
