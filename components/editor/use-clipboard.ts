"use client";
import { useEffect } from "react";
import { toast } from "sonner";
import { showSelected } from "./actions";
import { pasteText, textOfSelected } from "./clipboard";
import { movedWords } from "./moving";
import { removeSelected } from "./placing";
import type { EditorShared } from "./use-editor";

/** True where the browser's own copying and pasting is meant: in a field, of selected text, in a dialog. */
function isOthers(event: ClipboardEvent): boolean {
  const { target } = event;
  const selected = document.getSelection();
  const isText = selected !== null && !selected.isCollapsed && selected.toString() !== "";
  const isField =
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null;
  return isField || isText || event.defaultPrevented;
}

/** Answers the browser's copy, cut and paste: they need no permission and work on any address. */
export function useClipboard(shared: EditorShared): void {
  useEffect(() => {
    const { store } = shared;
    const give = (event: ClipboardEvent): boolean => {
      if (isOthers(event)) return false;
      const text = textOfSelected(store);
      if (text === null) return false;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      return true;
    };
    const onCopy = (event: ClipboardEvent) => {
      if (give(event)) toast(`Copied ${movedWords(store, store.getState().selection)}`);
    };
    const onCut = (event: ClipboardEvent) => {
      if (give(event) && removeSelected(store)) showSelected(shared);
    };
    const onPaste = (event: ClipboardEvent) => {
      // The choice of a place reads the clipboard by itself; some browsers send a paste with its key too.
      if (isOthers(event) || store.getState().dialog !== null) return;
      event.preventDefault();
      if (pasteText(store, event.clipboardData?.getData("text/plain") ?? "")) showSelected(shared);
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [shared]);
}
