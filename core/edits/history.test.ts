import { describe, expect, it } from "vitest";
import { emptyDocument, type EditorDocument } from "./document";
import { applyEdit } from "./edit";
import {
  BURST_MS,
  EMPTY_HISTORY,
  mark,
  MAX_ENTRIES,
  record,
  redo,
  shorten,
  undo,
  type History,
} from "./history";
import { renameWorkflow } from "./settings";

interface State {
  document: EditorDocument;
  history: History;
}

const start: State = { document: emptyDocument("0"), history: EMPTY_HISTORY };

function type(state: State, name: string, { at = 0, burst = "name" as string | null } = {}): State {
  const edit = renameWorkflow(state.document, name);
  const entry = { edit, label: "Rename", burst, at, before: "b", after: "a" };
  return {
    document: applyEdit(state.document, edit),
    history: record(state.history, entry),
  };
}

function take({ document, history }: State, way: typeof undo): State {
  const step = way(history);
  if (step === null) throw new Error("nothing to take");
  return { document: applyEdit(document, step.edit), history: step.history };
}

describe("history", () => {
  it("takes back and does again", () => {
    const done = type(type(start, "1", { burst: null }), "2", { burst: null });
    const back = take(done, undo);
    expect(back.document.name).toBe("1");
    expect(take(back, redo)).toMatchObject({ document: done.document });
    expect(take(take(done, undo), undo).document).toEqual(start.document);
  });

  it("has nothing to take back at first", () => {
    expect(undo(EMPTY_HISTORY)).toBeNull();
    expect(redo(EMPTY_HISTORY)).toBeNull();
  });

  it("coalesces a burst of typing into one entry", () => {
    const done = ["1", "12", "123"].reduce((state, name, at) => type(state, name, { at }), start);
    expect(done.history.undo).toHaveLength(1);
    expect(take(done, undo).document.name).toBe("0");
  });

  it("begins a new entry after a pause, for another burst, after a mark and after undo", () => {
    const first = type(start, "1");
    const entries = ({ history }: State) => history.undo.length;
    expect(entries(type(first, "2", { at: BURST_MS + 1 }))).toBe(2);
    expect(entries(type(first, "2", { burst: "other" }))).toBe(2);
    expect(entries(type({ ...first, history: mark(first.history) }, "2"))).toBe(2);
    const undone = take(type(first, "2", { burst: null }), undo);
    expect(entries(type(undone, "3"))).toBe(2);
  });

  it("forgets what was taken back when something else is done", () => {
    const undone = take(type(start, "1"), undo);
    expect(redo(type(undone, "2").history)).toBeNull();
  });

  it("leaves no entry for an edit without changes", () => {
    expect(type(start, "0").history).toBe(EMPTY_HISTORY);
  });

  it("is bounded; the oldest entries go first", () => {
    let state = start;
    for (let at = 1; at <= MAX_ENTRIES + 5; at += 1) state = type(state, `${at}`, { burst: null });
    expect(state.history.undo).toHaveLength(MAX_ENTRIES);
    expect(take(state, undo).document.name).toBe(`${MAX_ENTRIES + 4}`);
  });

  it("is shortened by what was undone, then by the oldest half, until nothing is left", () => {
    let state = start;
    for (const name of ["1", "2", "3", "4"]) state = type(state, name, { burst: null });
    const { history } = take(state, undo);
    const lengths: [number, number][] = [];
    for (let kept: History | null = history; kept !== null; kept = shorten(kept))
      lengths.push([kept.undo.length, kept.redo.length]);
    expect(lengths).toEqual([
      [3, 1],
      [3, 0],
      [1, 0],
      [0, 0],
    ]);
    expect(shorten(history)?.undo.at(-1)).toBe(history.undo.at(-1));
  });
});
