/** Copying, cutting and pasting nodes by the system's clipboard. */
import { insertAll } from "@/core/edits/commands";
import { readClip, workflowOf, writeClip } from "@/core/edits/clipboard";
import type { Slot } from "@/core/edits/place";
import type { EditorStore } from "./editor-store";
import { removeSelected } from "./placing";

const NO_ACCESS =
  "The browser gives no access to the clipboard here. Use the keys: Ctrl C, X and V.";

/** The selected nodes as text; null, with the reason noted, when they cannot be copied together. */
export function textOfSelected(store: EditorStore): string | null {
  const { document, selection, refuse } = store.getState();
  if (selection.length === 0) return null;
  const written = writeClip(document, selection);
  if (written.ok) return written.text;
  refuse(written.reason);
  return null;
}

/** Copies the selected nodes by the browser's clipboard interface: for menus. True when it is done. */
export async function copySelected(store: EditorStore): Promise<boolean> {
  const text = textOfSelected(store);
  if (text === null) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not on a secure address, or not allowed.
    store.getState().refuse(NO_ACCESS);
    return false;
  }
}

/** Copies the selected nodes and removes them. */
export async function cutSelected(store: EditorStore): Promise<boolean> {
  return (await copySelected(store)) && removeSelected(store);
}

/** What the clipboard holds; null, with the reason noted, when the browser does not give it. */
export async function readClipboard(store: EditorStore): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    store.getState().refuse(NO_ACCESS);
    return null;
  }
}

/** Pastes a text: into the slot, else after what is selected or drawn. True when it was done. */
export function pasteText(store: EditorStore, text: string, slot?: Slot): boolean {
  const { document, selection, command, refuse, replaceAll } = store.getState();
  const read = readClip(text);
  if (!read.ok) {
    refuse(read.reason);
    return false;
  }
  const nodeId = selection.at(-1) ?? document.rootId;
  if (nodeId === null) {
    replaceAll(workflowOf(read.clip), "Paste");
    const { rootId } = store.getState().document;
    if (rootId !== null) store.getState().select([rootId]);
    return true;
  }
  const to = slot ?? { verb: "then", nodeId };
  return command("Paste", (context) => insertAll(context, to, read.clip));
}

/** Why a text cannot be pasted into the slot; null when it can. Changes nothing. */
export function whyNotPaste(store: EditorStore, text: string, slot: Slot): string | null {
  const read = readClip(text);
  if (!read.ok) return read.reason;
  let count = 0;
  const createId = () => `probe${(count += 1)}`;
  const { document } = store.getState();
  const outcome = insertAll({ document, createId }, slot, read.clip);
  return outcome.ok ? null : outcome.reason;
}
