import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { countingIds } from "@/testing/edits/arbitrary";
import { chain, group, sketchOf } from "@/testing/edits/builders";
import { createEditorStore } from "./editor-store";
import { beginMoving, dropMoving, goToNode, legalSlots, movedWords, stepSlot } from "./moving";

function storeOf(root: WorkflowNode) {
  const workflow = { version: 1 as const, name: "w", root };
  return createEditorStore({ createId: countingIds(), now: () => 0, workflow });
}
const root = chain("a", { ...group("b", "c"), id: "g" }, "d");

describe("moving", () => {
  it("begins next to where the nodes are, goes round, and drops as one entry of the history", () => {
    const store = storeOf(root);
    expect(beginMoving(store, ["d"], "keys")).toBe(true);
    const { moving } = store.getState();
    if (moving === null) throw new Error("nothing moves");
    const legal = legalSlots(moving);
    stepSlot(store, "last");
    stepSlot(store, "next");
    expect(store.getState().moving?.slot).toBe(legal[0]);
    stepSlot(store, "previous");
    expect(store.getState().moving?.slot).toBe(legal.at(-1));
    stepSlot(store, "first");
    stepSlot(store, "nextNode");
    expect(store.getState().moving?.slot?.nodeId).not.toBe(legal[0]?.nodeId);
    goToNode(store, "c");
    expect(store.getState().moving?.slot?.words).toBe("runs before c");
    goToNode(store, "c");
    expect(store.getState().moving?.slot?.words).toBe("runs in parallel with c");
    expect(dropMoving(store)).toBe(true);
    expect(sketchOf(store.getState().document)).toBe("chain(a, group(b, c, d))");
    expect(store.getState()).toMatchObject({ moving: null, selection: ["d"] });
    store.getState().undo();
    expect(sketchOf(store.getState().document)).toBe("chain(a, group(b, c), d)");
  });

  it("says why nodes cannot be moved", () => {
    const store = storeOf(root);
    expect(beginMoving(store, ["a", "d"], "keys")).toBe(false);
    expect(store.getState().notice).toMatch(/neighbours/);
    expect(beginMoving(store, [store.getState().document.rootId ?? ""], "keys")).toBe(false);
    expect(store.getState().notice).toMatch(/no other place/);
  });

  it("changes nothing where a pointer is over no slot, and says why when there is a reason", () => {
    const store = storeOf(root);
    beginMoving(store, ["g"], "pointer");
    const { moving, setMoving, document } = store.getState();
    if (moving === null) throw new Error("nothing moves");
    expect(moving.slot).toBeNull();
    setMoving({ ...moving, refusal: "It is here already." });
    expect(dropMoving(store)).toBe(false);
    expect(store.getState()).toMatchObject({ document, notice: "It is here already." });
  });

  it("ends with an undo: the slots were those of the document before", () => {
    const store = storeOf(root);
    store.getState().edit("Name", (document) => ({
      added: {},
      updated: {},
      removed: {},
      heading: [
        { name: document.name, rootId: document.rootId },
        { name: "x", rootId: document.rootId },
      ],
    }));
    beginMoving(store, ["a"], "keys");
    store.getState().undo();
    expect(store.getState().moving).toBeNull();
  });

  it("names what moves", () => {
    const store = storeOf(root);
    expect(movedWords(store, ["a"])).toBe("a");
    expect(movedWords(store, ["a", "g"])).toBe("2 nodes");
  });
});
