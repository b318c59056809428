import { describe, expect, it } from "vitest";
import { toWorkflow } from "@/core/edits/document";
import { layout } from "@/core/layout/layout";
import { layoutTreeOfWorkflow } from "@/core/layout/tree";
import { NO_FOLDS } from "@/core/layout/types";
import { countingIds } from "@/testing/edits/arbitrary";
import { chain, group } from "@/testing/edits/builders";
import { createEditorStore } from "./editor-store";
import { fold } from "./folding";
import { keepFolds, restoreFolds } from "./fold-storage";
import { extendSelection, nodesIn, selectClicked, selectSiblings } from "./selecting";

const root = { ...chain("a", { ...group("b", "c", "d"), id: "g" }, "e"), id: "all" };

function storeOf() {
  const workflow = { version: 1 as const, name: "w", root };
  return createEditorStore({ createId: countingIds(), now: () => 0, workflow });
}
const plain = { additive: false };
const shift = { additive: true, range: true };
const control = { additive: true };

describe("selecting", () => {
  it("selects alone, also, and up to", () => {
    const store = storeOf();
    const selected = () => store.getState().selection;
    selectClicked(store, "b", plain);
    selectClicked(store, "d", shift);
    expect(selected()).toEqual(["b", "c", "d"]);
    selectClicked(store, "c", shift);
    expect(selected()).toEqual(["b", "c"]);
    selectClicked(store, "b", control);
    expect(selected()).toEqual(["c"]);
    selectClicked(store, "e", shift);
    expect(selected()).toEqual(["g", "e"]);
  });

  it("grows and shrinks at its end by keys", () => {
    const store = storeOf();
    store.getState().select(["c"]);
    extendSelection(store, 1);
    expect(store.getState().selection).toEqual(["c", "d"]);
    extendSelection(store, 1);
    expect(store.getState().selection).toEqual(["c", "d"]);
    extendSelection(store, -1);
    extendSelection(store, -1);
    expect(store.getState().selection).toEqual(["c", "b"]);
  });

  it("takes all beside a node, which stays the one that is looked at", () => {
    const store = storeOf();
    store.getState().select(["c"]);
    selectSiblings(store);
    expect(store.getState().selection).toEqual(["b", "d", "c"]);
  });

  it("takes what a frame touches, and open containers only whole", () => {
    const store = storeOf();
    const workflow = toWorkflow(store.getState().document);
    if (workflow === null) throw new Error("nothing drawn");
    const { boxes } = layout(layoutTreeOfWorkflow(workflow));
    const box = (id: string) =>
      boxes.find((each) => each.id === id) ?? { x: 0, y: 0, width: 0, height: 0 };
    const b = box("b");
    expect(nodesIn(boxes, { ...b, width: 5, height: 5 }, store)).toEqual(["b"]);
    const g = box("g");
    const around = { x: g.x - 1, y: g.y - 1, width: g.width + 2, height: g.height + 2 };
    expect(nodesIn(boxes, around, store)).toEqual(["g"]);
  });
});

describe("folding", () => {
  it("selects what stands for a node that is folded away, and holds still what is around it", () => {
    const store = storeOf();
    store.getState().select(["c"]);
    let held: readonly string[] = [];
    fold(store, { kind: "depth", depth: 1 }, (ids) => (held = ids));
    expect(store.getState().selection).toEqual(["g"]);
    expect(held).toEqual(["c", "g", "all"]);
  });

  it("is kept, and read again", () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const store = storeOf();
    const stop = keepFolds(store, storage, "draft");
    store.getState().select(["g"]);
    fold(store, { kind: "fold" }, () => undefined);
    stop();
    expect(restoreFolds(storage, "draft")).toEqual(store.getState().folds);
    expect(restoreFolds(storage, "other")).toEqual(NO_FOLDS);
    for (const text of ["{", "null", '{"folded":{"a":3},"shown":[]}']) {
      kept.set("espalier.folds.draft", text);
      expect(restoreFolds(storage, "draft")).toEqual(NO_FOLDS);
    }
  });
});
