/** Copying, cutting and pasting nodes by the system's clipboard. */
import { latestTaskInfos } from "@/components/api/use-tasks";
import { insertAll } from "@/core/edits/commands";
import { workflowOf, writeClip } from "@/core/edits/clipboard";
import type { Slot } from "@/core/edits/place";
import { readFile } from "@/core/exchange/bundle";
import { readText, type TextKind } from "@/core/exchange/read-text";
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

const read = (text: string) =>
  readText(
    text,
    latestTaskInfos().map(({ name }) => name),
  );

const KIND_WORDS: { [K in TextKind]: string } = {
  nodes: "the JSON",
  flow: "the BullMQ flow",
  expression: "the expression",
  celery: "the Celery canvas",
};

/** Pastes a text: into the slot, else after what is selected or drawn. True when it was done. */
export function pasteText(store: EditorStore, text: string, slot?: Slot): boolean {
  const { document, selection, command, refuse, replaceAll, setDialog } = store.getState();
  const reading = read(text);
  if (!reading.ok) {
    refuse(reading.reason);
    return false;
  }
  const { clip, losses, kind } = reading;
  const nodeId = selection.at(-1) ?? document.rootId;
  if (nodeId === null) {
    replaceAll(workflowOf(clip), "Paste");
    const { rootId } = store.getState().document;
    if (rootId !== null) store.getState().select([rootId]);
  } else {
    const to = slot ?? { verb: "then", nodeId };
    if (!command("Paste", (context) => insertAll(context, to, clip))) return false;
  }
  if (losses.length > 0) setDialog({ kind: "taken", from: KIND_WORDS[kind], losses });
  return true;
}

/** Why a text cannot be pasted into the slot; null when it can. Changes nothing. */
export function whyNotPaste(store: EditorStore, text: string, slot: Slot): string | null {
  const reading = read(text);
  if (!reading.ok) return reading.reason;
  let count = 0;
  const createId = () => `probe${(count += 1)}`;
  const { document } = store.getState();
  const outcome = insertAll({ document, createId }, slot, reading.clip);
  return outcome.ok ? null : outcome.reason;
}

/** Puts the workflow of a file in the place of what is drawn; can be undone. */
export function openText(
  store: EditorStore,
  { name, text }: { name: string; text: string },
): boolean {
  const { refuse, replaceAll, setDialog } = store.getState();
  const { workflows, losses } = readFile(text, name);
  const [workflow] = workflows;
  if (workflow === undefined) {
    refuse(losses[0]?.message ?? `${name} holds no workflow.`);
    return false;
  }
  if (workflows.length > 1) {
    refuse(`${name} holds ${workflows.length} workflows. Import it on the page of the workflows.`);
    return false;
  }
  replaceAll(workflow, "Open a file");
  if (losses.length > 0) setDialog({ kind: "taken", from: name, losses });
  return true;
}
