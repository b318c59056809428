/**
 * Undo and redo as two lists of edits. Typing is coalesced: edits of the same burst that follow each
 * other closely are one entry. Time is a value that the caller passes in.
 */
import { invertEdit, isEmptyEdit, squashEdits, type Edit } from "./edit";

export interface Entry {
  edit: Edit;
  /** What was done, in words for a menu: `Add math.add`. */
  label: string;
  /** Edits with the same burst may be coalesced. */
  burst: string | null;
  /** Milliseconds since 1970 of the last edit in it. */
  at: number;
  /** What was selected before and after. */
  before: string | null;
  after: string | null;
}

export interface History {
  undo: readonly Entry[];
  redo: readonly Entry[];
  /** A mark was set: the next edit is an entry of its own. */
  marked: boolean;
}

export const EMPTY_HISTORY: History = { undo: [], redo: [], marked: true };

/** Pauses longer than this end a burst. */
export const BURST_MS = 1500;
/** Entries kept; the oldest go first. */
export const MAX_ENTRIES = 500;

/** The history with an edit done; what was undone before can no longer be redone. */
export function record(history: History, entry: Entry): History {
  if (isEmptyEdit(entry.edit)) return history;
  const last = history.undo.at(-1);
  const continues =
    last !== undefined &&
    !history.marked &&
    entry.burst !== null &&
    entry.burst === last.burst &&
    entry.at - last.at <= BURST_MS;
  const undo = continues
    ? [
        ...history.undo.slice(0, -1),
        { ...entry, before: last.before, edit: squashEdits([last.edit, entry.edit]) },
      ]
    : [...history.undo, entry];
  return { undo: undo.slice(-MAX_ENTRIES), redo: [], marked: false };
}

/** Ends a burst: the next edit is an entry of its own. */
export function mark(history: History): History {
  return history.marked ? history : { ...history, marked: true };
}

export interface Step {
  history: History;
  /** To be applied to the document. */
  edit: Edit;
  /** To be selected. */
  selected: string | null;
}

/** Takes the last entry back; null when there is none. */
export function undo(history: History): Step | null {
  const entry = history.undo.at(-1);
  if (entry === undefined) return null;
  return {
    history: {
      undo: history.undo.slice(0, -1),
      redo: [...history.redo, entry],
      marked: true,
    },
    edit: invertEdit(entry.edit),
    selected: entry.before,
  };
}

/** Does the last entry that was taken back once more; null when there is none. */
export function redo(history: History): Step | null {
  const entry = history.redo.at(-1);
  if (entry === undefined) return null;
  return {
    history: {
      undo: [...history.undo, entry],
      redo: history.redo.slice(0, -1),
      marked: true,
    },
    edit: entry.edit,
    selected: entry.after,
  };
}

/** A history of half the length, for where there is no room: what was undone goes first, then the oldest. Null of an empty one. */
export function shorten(history: History): History | null {
  if (history.redo.length > 0) return { ...history, redo: [] };
  const { length } = history.undo;
  return length === 0 ? null : { ...history, undo: history.undo.slice(Math.ceil(length / 2)) };
}
