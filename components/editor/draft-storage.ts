/**
 * A draft outlives a reload: document and history are kept in the tab's session storage under a version.
 * What is stored is read as a stranger's: anything that is not a sound draft of this version is left alone.
 */
import { faultsOf } from "@/core/edits/rules";
import type { EditorDocument } from "@/core/edits/document";
import { shorten, type Entry, type History } from "@/core/edits/history";
import type { EditorStore } from "./editor-store";

export const DRAFT_VERSION = 1;

export interface Draft {
  document: EditorDocument;
  history: History;
}

/** The part of `Storage` that is used. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const keyOf = (name: string) => `espalier.draft.${name}`;

/** The draft as text. */
export function writeDraft(draft: Draft): string {
  return JSON.stringify({ version: DRAFT_VERSION, ...draft });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNode(value: unknown): boolean {
  return isRecord(value) && isRecord(value["own"]) && isRecord(value["members"]);
}

function isDocument(value: unknown): value is EditorDocument {
  if (!isRecord(value) || typeof value["name"] !== "string" || !isRecord(value["nodes"]))
    return false;
  if (!Object.values(value["nodes"]).every(isNode)) return false;
  return faultsOf(value as unknown as EditorDocument).length === 0;
}

function isEdit(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { added, removed, updated } = value;
  if (!isRecord(added) || !isRecord(removed) || !isRecord(updated)) return false;
  const pairs: unknown[] = Object.values(updated);
  const changed = pairs.flatMap((pair: unknown) => (Array.isArray(pair) ? pair : [null]));
  return [...Object.values(added), ...Object.values(removed), ...changed].every(isNode);
}

function isEntry(value: unknown): value is Entry {
  return isRecord(value) && typeof value["label"] === "string" && isEdit(value["edit"]);
}

function isHistory(value: unknown): value is History {
  if (!isRecord(value)) return false;
  const { undo, redo } = value;
  return [undo, redo].every((list) => Array.isArray(list) && list.every(isEntry));
}

/** The draft in a text; null when it is none of this version, or not sound. */
export function readDraft(text: string | null): Draft | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Cut off or foreign: there is no draft in it, and the next edit writes a whole one.
    return null;
  }
  if (!isRecord(value) || value["version"] !== DRAFT_VERSION) return null;
  const { document, history } = value;
  return isDocument(document) && isHistory(history)
    ? { document, history: { ...history, marked: true } }
    : null;
}

/** What an earlier session left under this name. */
export function restoreDraft(storage: DraftStorage, name: string): Draft | null {
  return readDraft(storage.getItem(keyOf(name)));
}

export interface KeepOptions {
  storage: DraftStorage;
  name: string;
  /** Told once when not even the document fits. */
  onFull: () => void;
  /** Puts a write off, so that a burst of changes is one; answers how to take it back. Absent: at once. */
  later?: (write: () => void) => () => void;
}

/** Keeping a draft: `flush` writes what was put off, `stop` does so and ends it. */
export interface DraftKeeper {
  flush(): void;
  stop(): void;
}

/** Keeps the draft stored from now on; of one too large for the storage the oldest steps back go first. */
export function keepDraft(store: EditorStore, options: KeepOptions): DraftKeeper {
  const { storage, name, onFull, later } = options;
  let isFull = false;
  let cancel: (() => void) | null = null;
  function write() {
    cancel = null;
    const { document, history } = store.getState();
    if (fits(storage, keyOf(name), { document, history })) return;
    if (!isFull) onFull();
    isFull = true;
  }
  function flush() {
    if (cancel === null) return;
    cancel();
    write();
  }
  const unsubscribe = store.subscribe((state, before) => {
    if (state.document === before.document && state.history === before.history) return;
    if (later === undefined) write();
    else cancel ??= later(write);
  });
  return {
    flush,
    stop() {
      unsubscribe();
      flush();
    },
  };
}

/** Stores the draft with as much of its history as there is room for; false when there is none for the document. */
function fits(storage: DraftStorage, key: string, { document, history }: Draft): boolean {
  for (let kept: History | null = history; kept !== null; kept = shorten(kept)) {
    try {
      storage.setItem(key, writeDraft({ document, history: kept }));
      return true;
    } catch {
      // A full storage throws; of what, the browsers do not agree. A shorter history may fit.
    }
  }
  return false;
}
