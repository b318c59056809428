"use client";
import { createContext, useContext, useEffect, useState } from "react";
import { toast } from "sonner";
import { useStore } from "zustand";
import { createId } from "../create-id";
import type { EditorStore } from "../editor-store";
import { authorName } from "./author";
import { NEW_PREFIX, type Opened } from "./load";
import { createSaver } from "./saver";
import type { Saver, SaveState } from "./types";
import { transport } from "./transport";
import { forgetUnsaved, writeUnsaved, type Unsaved } from "./unsaved";

/** How often a page that is looked at asks for newer revisions. */
const LOOK_MS = 4000;

export const SavingContext = createContext<Saver | null>(null);

/** The saver of the editor around this component. */
export function useSaving(): Saver {
  const saver = useContext(SavingContext);
  if (saver === null) throw new Error("There is no editor around this component");
  return saver;
}

export function useSaveState<T>(select: (state: SaveState) => T): T {
  return useStore(useSaving().state, select);
}

/** From now on the address is that of the workflow, and the next new one is another. The page stays as it is. */
function takeAddress(id: string): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(NEW_PREFIX) && sessionStorage.getItem(key) === id)
      sessionStorage.removeItem(key);
  }
  window.history.replaceState(null, "", `/workflows/${id}`);
}

function keeperOf({ id, tab }: Opened) {
  let isFull = false;
  return (unsaved: Unsaved | null) => {
    if (unsaved === null) return forgetUnsaved(localStorage, { id, tab });
    const isKept = writeUnsaved(localStorage, { id, tab }, unsaved);
    if (!isKept && !isFull) {
      toast.warning("This browser has no room for the changes that are not saved yet.", {
        description: "Stay on the page until it says Saved.",
      });
    }
    isFull = !isKept;
  };
}

/** Keeps the draft saved as long as the editor is there. */
export function useSaver(store: EditorStore, opened: Opened): Saver {
  const [saver] = useState(() =>
    createSaver({
      ...{ store, transport, createId },
      ...{ id: opened.id, base: opened.base, isRemoved: opened.isRemoved },
      pendingSaveId: opened.pendingSaveId,
      author: authorName,
      keep: keeperOf(opened),
      onBegun: () => takeAddress(opened.id),
      onMerged({ author, revision }, hadOwn) {
        const whose = `revision ${revision} by ${author}`;
        toast.info(hadOwn ? `Merged with ${whose}` : `Now at ${whose}`, {
          description: hadOwn
            ? "Nothing of yours was touched."
            : "Somebody else has changed this workflow.",
        });
      },
    }),
  );
  useEffect(() => saver.start(), [saver]);
  useEffect(() => {
    const isSeen = () => document.visibilityState === "visible";
    const look = () => void saver.look();
    const timer = setInterval(() => isSeen() && look(), LOOK_MS);
    const onTurn = () => (isSeen() ? look() : void saver.flush());
    const onOnline = () => void saver.flush();
    document.addEventListener("visibilitychange", onTurn);
    window.addEventListener("online", onOnline);
    window.addEventListener("focus", look);
    // The last moment that a page surely has, on phones too.
    window.addEventListener("pagehide", saver.keepNow);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onTurn);
      window.removeEventListener("online", onOnline);
      window.removeEventListener("focus", look);
      window.removeEventListener("pagehide", saver.keepNow);
    };
  }, [saver]);
  useTitle(store);
  return saver;
}

/** The browser's tab bears the workflow's name. */
function useTitle(store: EditorStore): void {
  const name = useStore(store, (state) => state.document.name);
  useEffect(() => {
    const before = document.title;
    const own = `${name} · Espalier`;
    document.title = own;
    return () => {
      // The page that one goes to may have said its own title before this one is gone.
      if (document.title === own) document.title = before;
    };
  }, [name]);
}
