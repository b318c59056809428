"use client";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { createId } from "./create-id";
import { keepDraft, type Draft } from "./draft-storage";
import { createEditorStore, type EditorStore } from "./editor-store";
import { keepFolds, restoreFolds } from "./fold-storage";

export interface DraftOrigin {
  /** What it begins with. */
  draft: Draft;
  /** Drafts of different names do not touch each other. */
  draftName: string;
}

/** From a change until it is stored: writing a large draft takes longer than a key press may. */
const PAUSE_MS = 250;

function later(write: () => void): () => void {
  const timer = setTimeout(write, PAUSE_MS);
  return () => clearTimeout(timer);
}

function tellFull(): void {
  toast.warning("The workflow is too large for its way back to survive a reload.", {
    description: "It is saved all the same. Undo what you want to undo before you leave the page.",
  });
}

/** The store of a draft that outlives a reload, with its way back. */
export function useDraftStore({ draft, draftName }: DraftOrigin): EditorStore {
  const [store] = useState(() =>
    createEditorStore({
      createId,
      now: Date.now,
      restored: draft,
      folds: restoreFolds(sessionStorage, draftName),
    }),
  );
  useEffect(() => keepFolds(store, sessionStorage, draftName), [store, draftName]);
  useEffect(() => {
    const options = { storage: sessionStorage, name: draftName, onFull: tellFull, later };
    const keeper = keepDraft(store, options);
    // The last moment that a page surely has, on phones too.
    window.addEventListener("pagehide", keeper.flush);
    return () => {
      window.removeEventListener("pagehide", keeper.flush);
      keeper.stop();
    };
  }, [store, draftName]);
  return store;
}
