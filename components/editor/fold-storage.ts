/** What a person folded outlives a reload, beside the draft it belongs to. */
import { NO_FOLDS, type Folds } from "@/core/layout/types";
import type { EditorStore } from "./editor-store";

type FoldStorage = Pick<Storage, "getItem" | "setItem">;

const keyOf = (draftName: string) => `espalier.folds.${draftName}`;

function entriesOf<T extends "boolean" | "number">(
  value: unknown,
  type: T,
): [string, T extends "boolean" ? boolean : number][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).filter(([, entry]) => typeof entry === type);
}

/** The folds that were kept under this name; none when there are none that can be read. */
export function restoreFolds(storage: FoldStorage, draftName: string): Folds {
  const text = storage.getItem(keyOf(draftName));
  if (text === null) return NO_FOLDS;
  try {
    const value = JSON.parse(text) as { folded?: unknown; shown?: unknown } | null;
    return {
      folded: new Map(entriesOf(value?.folded, "boolean")),
      shown: new Map(entriesOf(value?.shown, "number")),
    };
  } catch {
    // Cut off or foreign: everything is drawn as its size decides.
    return NO_FOLDS;
  }
}

/** Keeps the folds stored from now on; answers what ends it. */
export function keepFolds(store: EditorStore, storage: FoldStorage, draftName: string): () => void {
  return store.subscribe(({ folds }, before) => {
    if (folds === before.folds) return;
    const { folded, shown } = folds;
    const text = JSON.stringify({
      folded: Object.fromEntries(folded),
      shown: Object.fromEntries(shown),
    });
    try {
      storage.setItem(keyOf(draftName), text);
    } catch {
      // The storage is full, which the draft itself tells; the folds of this moment go without.
    }
  });
}
