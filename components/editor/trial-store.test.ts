import { describe, expect, it } from "vitest";
import { emptyDocument, type EditorDocument } from "@/core/edits/document";
import { createTrialStore, printOf, readTrials } from "./trial-store";

const document: EditorDocument = {
  ...emptyDocument(),
  rootId: "a",
  nodes: {
    a: { id: "a", parentId: null, role: null, own: { kind: "task", task: "t" }, members: {} },
  },
};

function fakeStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

describe("what was tried with a draft", () => {
  it("outlives a reload, null as an input too", () => {
    const storage = fakeStorage();
    const store = createTrialStore(storage, "new").getState();
    store.pin("a", { value: null });
    store.pin("b", { value: 1 });
    store.pin("b", null);
    store.noteRun("r1", document);
    expect(createTrialStore(storage, "new").getState()).toMatchObject({
      pins: { a: { value: null } },
      lastRun: "r1",
      ranAs: { a: printOf({ kind: "task", task: "t", note: "another" }) },
      isShown: true,
    });
    expect(createTrialStore(storage, "other").getState().pins).toEqual({});
  });

  it("tells a node that changed since from one that did not", () => {
    const print = printOf({ kind: "task", task: "t", args: [1] });
    expect(printOf({ kind: "task", task: "t", args: [1], label: "L" })).toBe(print);
    expect(printOf({ kind: "task", task: "t", args: [2] })).not.toBe(print);
  });

  it.each([null, "{", "[]", '{"pins":3,"trials":{"a":1},"lastRun":{}}'])(
    "is nothing in %j",
    (text) => {
      expect(readTrials(text)).toEqual({
        pins: {},
        trials: {},
        lastRun: null,
        ranAs: {},
        isShown: false,
      });
    },
  );
});
