/**
 * A draft outlives a reload: document and history are kept in the tab's session storage under a version.
 * What is stored is read as a stranger's: anything that is not a sound draft of this version is left alone.
 */
import { faultsOf } from "@/core/edits/rules";
import type { EditorDocument } from "@/core/edits/document";
import type { History } from "@/core/edits/history";
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

function isDocument(value: unknown): value is EditorDocument {
  if (!isRecord(value) || typeof value["name"] !== "string" || !isRecord(value["nodes"]))
    return false;
  const isNode = (node: unknown) =>
    isRecord(node) && isRecord(node["own"]) && isRecord(node["members"]);
  if (!Object.values(value["nodes"]).every(isNode)) return false;
  return faultsOf(value as unknown as EditorDocument).length === 0;
}

function isHistory(value: unknown): value is History {
  return isRecord(value) && Array.isArray(value["undo"]) && Array.isArray(value["redo"]);
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
  return isDocument(document) && isHistory(history) ? { document, history } : null;
}

/** What an earlier session left under this name. */
export function restoreDraft(storage: DraftStorage, name: string): Draft | null {
  return readDraft(storage.getItem(keyOf(name)));
}

/**
 * Keeps the draft stored from now on. A draft too large for the storage is kept without its history.
 * Answers what ends it; `onFull` is told once when even that does not fit.
 */
export function keepDraft(
  store: EditorStore,
  { storage, name, onFull }: { storage: DraftStorage; name: string; onFull: () => void },
): () => void {
  let isFull = false;
  const write = (draft: Draft) => storage.setItem(keyOf(name), writeDraft(draft));
  return store.subscribe((state, before) => {
    if (state.document === before.document && state.history === before.history) return;
    const { document, history } = state;
    try {
      write({ document, history });
    } catch {
      try {
        write({ document, history: { undo: [], redo: [], marked: true } });
      } catch {
        if (!isFull) onFull();
        isFull = true;
      }
    }
  });
}
