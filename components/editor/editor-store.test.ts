import { describe, expect, it } from "vitest";
import { insertAlongside, insertThen, join, remove, insert } from "@/core/edits/commands";
import { toWorkflow } from "@/core/edits/document";
import { rename, setArguments, setOptions } from "@/core/edits/settings";
import type { Signature, Workflow } from "@/core/node";
import { countingIds } from "@/testing/edits/arbitrary";
import { sketchOf } from "@/testing/edits/builders";
import { DRAFT_VERSION, keepDraft, readDraft, restoreDraft, writeDraft } from "./draft-storage";
import { createEditorStore, selectedId, type EditorStore } from "./editor-store";

const task = (name: string): Signature => ({ kind: "task", id: name, task: name });

function setUp(workflow: Workflow | null = null) {
  const clock = { now: 0 };
  const store = createEditorStore({ createId: countingIds(), now: () => clock.now, workflow });
  return { store, clock };
}

function drawChord(store: EditorStore): void {
  const { command } = store.getState();
  command("Add", (context) => insert(context, { verb: "first" }, task("fetch")));
  command("Add", (context) => insertThen(context, "fetch", task("resize")));
  command("Add", (context) => insertAlongside(context, "resize", task("ocr")));
  command("Add", (context) => join(context, "ocr", task("merge")));
}

const drawing = (store: EditorStore) => sketchOf(store.getState().document);

describe("the editor's store", () => {
  it("composes a chord, selects what was added, and takes everything back and does it again", () => {
    const { store } = setUp();
    drawChord(store);
    expect(drawing(store)).toBe("chain(fetch, chord([resize, ocr], merge))");
    expect(selectedId(store.getState())).toBe("merge");
    for (let step = 0; step < 4; step += 1) store.getState().undo();
    expect(drawing(store)).toBe("nothing");
    expect(selectedId(store.getState())).toBeNull();
    for (let step = 0; step < 4; step += 1) store.getState().redo();
    expect(drawing(store)).toBe("chain(fetch, chord([resize, ocr], merge))");
    expect(selectedId(store.getState())).toBe("merge");
  });

  it("notes why a command is refused, and forgets it with the next selection", () => {
    const { store } = setUp({ version: 1, name: "w", root: task("a") });
    const isDone = store.getState().command("Join", (context) => join(context, "a", task("b")));
    expect(isDone).toBe(false);
    expect(store.getState().notice).toMatch(/alongside first/);
    expect(store.getState().history.undo).toHaveLength(0);
    store.getState().select(["a"]);
    expect(store.getState().notice).toBeNull();
  });

  it("takes typing back as a whole, and structure apart from it", () => {
    const { store } = setUp({ version: 1, name: "w", root: task("a") });
    const type = (label: string) =>
      store.getState().edit("Rename", (document) => rename(document, "a", label), "name:a");
    for (const label of ["F", "Fe", "Fee"]) type(label);
    store.getState().command("Add", (context) => insertThen(context, "a", task("b")));
    type("Fees");
    expect(store.getState().history.undo).toHaveLength(3);
    store.getState().undo();
    store.getState().undo();
    expect(store.getState().document.nodes["a"]?.own.label).toBe("Fee");
    store.getState().undo();
    expect(store.getState().document.nodes["a"]?.own.label).toBeUndefined();
  });

  it("ends a burst of typing when something else is selected", () => {
    const { store } = setUp({ version: 1, name: "w", root: task("a") });
    const type = (value: number) =>
      store
        .getState()
        .edit("Edit", (document) => setArguments(document, "a", { kwargs: { value } }), "args:a");
    type(1);
    store.getState().select(["a"]);
    type(2);
    expect(store.getState().history.undo).toHaveLength(2);
  });

  it("drops from the selection what is removed", () => {
    const { store } = setUp();
    drawChord(store);
    store.getState().select(["resize", "ocr"]);
    store.getState().command("Remove", (context) => remove(context, ["ocr"]));
    expect(store.getState().selection).toEqual(["resize"]);
  });

  it("starts over in one step that can be undone", () => {
    const { store } = setUp();
    drawChord(store);
    const before = store.getState().document;
    store.getState().replaceAll({ version: 1, name: "Other", root: task("fetch") });
    expect(toWorkflow(store.getState().document)).toEqual({
      version: 1,
      name: "Other",
      root: task("fetch"),
    });
    store.getState().undo();
    expect(store.getState().document).toEqual(before);
  });
});

function createStorage(capacity = Infinity) {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > capacity) throw new Error("QuotaExceededError");
      items.set(key, value);
    },
  };
}

describe("the stored draft", () => {
  it("brings document and undo stack back", () => {
    const { store } = setUp();
    const storage = createStorage();
    keepDraft(store, { storage, name: "new", onFull: () => expect.unreachable() });
    drawChord(store);
    const restored = restoreDraft(storage, "new");
    const again = createEditorStore({ createId: countingIds(), now: () => 0, restored });
    expect(again.getState().document).toEqual(store.getState().document);
    again.getState().undo();
    expect(drawing(again)).toBe("chain(fetch, group(resize, ocr))");
  });

  it("keeps the way back for structure, arguments and options alike", () => {
    const { store } = setUp();
    const storage = createStorage();
    keepDraft(store, { storage, name: "new", onFull: () => expect.unreachable() });
    drawChord(store);
    const state = store.getState();
    const [id = ""] = Object.values(state.document.nodes).flatMap((node) =>
      node.own.kind === "task" ? [node.id] : [],
    );
    const before = state.document;
    state.edit("Arguments", (document) => setArguments(document, id, { args: [1] }), "a");
    state.edit("Options", (document) => setOptions(document, id, { attempts: 3 }), "o");
    const restored = restoreDraft(storage, "new");
    const again = createEditorStore({ createId: countingIds(), now: () => 0, restored });
    again.getState().undo();
    again.getState().undo();
    expect(again.getState().document).toEqual(before);
    again.getState().redo();
    again.getState().redo();
    expect(again.getState().document).toEqual(store.getState().document);
  });

  it("writes a burst of changes once, and what was put off when the page goes", () => {
    const { store } = setUp();
    const storage = createStorage();
    const waiting: (() => void)[] = [];
    const later = (write: () => void) => {
      waiting.push(write);
      return () => waiting.splice(waiting.indexOf(write), 1);
    };
    const onFull = () => expect.unreachable();
    const keeper = keepDraft(store, { storage, name: "new", onFull, later });
    drawChord(store);
    expect(waiting).toHaveLength(1);
    expect(storage.items.size).toBe(0);
    keeper.flush();
    expect(waiting).toHaveLength(0);
    expect(restoreDraft(storage, "new")?.document).toEqual(store.getState().document);
    store.getState().undo();
    keeper.stop();
    expect(restoreDraft(storage, "new")?.history.redo).toHaveLength(1);
    store.getState().undo();
    expect(restoreDraft(storage, "new")?.history.redo).toHaveLength(1);
  });

  it("lets the oldest steps back go when there is no room for all", () => {
    const { store } = setUp();
    drawChord(store);
    const { document, history } = store.getState();
    const storage = createStorage(writeDraft({ document, history }).length - 1);
    keepDraft(store, { storage, name: "new", onFull: () => expect.unreachable() });
    store.getState().mark();
    store.setState({ history: { ...history } });
    const kept = restoreDraft(storage, "new")?.history.undo ?? [];
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(history.undo.length);
    expect(kept.at(-1)).toEqual(history.undo.at(-1));
  });

  it("is kept without history when there is no room for it", () => {
    const { store } = setUp();
    const storage = createStorage(1500);
    keepDraft(store, { storage, name: "new", onFull: () => expect.unreachable() });
    drawChord(store);
    const restored = restoreDraft(storage, "new");
    expect(restored?.document).toEqual(store.getState().document);
    expect(restored?.history.undo).toEqual([]);
  });

  it("says once when there is no room at all", () => {
    const { store } = setUp();
    let told = 0;
    keepDraft(store, { storage: createStorage(10), name: "new", onFull: () => (told += 1) });
    drawChord(store);
    expect(told).toBe(1);
  });

  it.each([
    ["nothing", null],
    ["a text that was cut off", '{"version":1'],
    ["another version", JSON.stringify({ version: DRAFT_VERSION + 1 })],
    [
      "a history that is none",
      JSON.stringify({
        version: DRAFT_VERSION,
        document: { name: "w", rootId: null, nodes: {} },
        history: { undo: [{ label: "Add", edit: { added: { a: 1 } } }], redo: [], marked: true },
      }),
    ],
    [
      "a document that is not sound",
      JSON.stringify({
        version: DRAFT_VERSION,
        document: { name: "w", rootId: "gone", nodes: {} },
        history: { undo: [], redo: [], marked: true },
      }),
    ],
  ])("is not read from %s", (_title, text) => {
    expect(readDraft(text)).toBeNull();
  });

  it("is read back as it was written", () => {
    const { store } = setUp();
    drawChord(store);
    const { document, history } = store.getState();
    const marked = { ...history, marked: true };
    expect(readDraft(writeDraft({ document, history }))).toEqual({ document, history: marked });
  });
});
