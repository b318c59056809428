import { describe, expect, it } from "vitest";
import { createTrialStore, readTrials } from "./trial-store";

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
    store.noteRun("r1");
    expect(createTrialStore(storage, "new").getState()).toMatchObject({
      pins: { a: { value: null } },
      lastRun: "r1",
      isShown: true,
    });
    expect(createTrialStore(storage, "other").getState().pins).toEqual({});
  });

  it.each([null, "{", "[]", '{"pins":3,"trials":{"a":1},"lastRun":{}}'])(
    "is nothing in %j",
    (text) => {
      expect(readTrials(text)).toEqual({ pins: {}, trials: {}, lastRun: null, isShown: false });
    },
  );
});
