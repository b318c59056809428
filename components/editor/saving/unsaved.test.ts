import { describe, expect, it } from "vitest";
import { emptyDocument } from "@/core/edits/document";
import { chain, contextOf } from "@/testing/edits/builders";
import { forgetUnsaved, readUnsaved, tabsWithUnsaved, writeUnsaved, type Unsaved } from "./unsaved";

/** As the browser's: what does not fit throws. */
function storageOf(room = Number.POSITIVE_INFINITY) {
  const items = new Map<string, string>();
  return {
    items,
    get length() {
      return items.size;
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > room) throw new Error("full");
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  };
}

const AT = { id: "w", tab: "t1" };
const { document } = contextOf(chain("a", "b"));
const UNSAVED: Unsaved = { baseRevision: 3, saveId: "s", document };

describe("what is not saved", () => {
  it("is read as it was written, by its tab and its workflow", () => {
    const storage = storageOf();
    expect(writeUnsaved(storage, AT, UNSAVED)).toBe(true);
    expect(readUnsaved(storage, AT)).toEqual(UNSAVED);
    expect(readUnsaved(storage, { ...AT, tab: "t2" })).toBeNull();
    expect(readUnsaved(storage, { ...AT, id: "v" })).toBeNull();
  });

  it("is found by other tabs until it is forgotten", () => {
    const storage = storageOf();
    writeUnsaved(storage, AT, UNSAVED);
    writeUnsaved(storage, { ...AT, tab: "t2" }, UNSAVED);
    writeUnsaved(storage, { id: "w2", tab: "t3" }, UNSAVED);
    expect(tabsWithUnsaved(storage, "w")).toEqual(["t1", "t2"]);
    forgetUnsaved(storage, AT);
    expect(tabsWithUnsaved(storage, "w")).toEqual(["t2"]);
  });

  it("of a workflow in which nothing is drawn is kept, too", () => {
    const storage = storageOf();
    writeUnsaved(storage, AT, { ...UNSAVED, document: emptyDocument("New") });
    expect(readUnsaved(storage, AT)?.document).toEqual(emptyDocument("New"));
  });

  it("says so when there is no room, and keeps what was there", () => {
    const storage = storageOf(1000);
    writeUnsaved(storage, AT, { ...UNSAVED, document: emptyDocument() });
    expect(writeUnsaved(storage, AT, { ...UNSAVED, saveId: "x".repeat(2000) })).toBe(false);
    expect(readUnsaved(storage, AT)?.document).toEqual(emptyDocument());
  });

  it.each([
    ["text that was cut off", '{"version":1,"baseRev'],
    ["another version", JSON.stringify({ version: 9, ...UNSAVED })],
    ["no document", JSON.stringify({ version: 1, ...UNSAVED, document: { name: "x" } })],
    [
      "a document with a hole",
      JSON.stringify({ version: 1, ...UNSAVED, document: { ...document, nodes: {} } }),
    ],
    ["a base that is no number", JSON.stringify({ version: 1, ...UNSAVED, baseRevision: "3" })],
    ["a list", "[]"],
  ])("is not taken from %s", (_, text) => {
    const storage = storageOf();
    storage.setItem("espalier.unsaved.w.t1", text);
    expect(readUnsaved(storage, AT)).toBeNull();
  });
});
