/**
 * What is not saved yet, in the browser's own storage: it outlives the tab. Each tab has a record of its own
 * for each workflow; a tab that finds a record whose tab is gone takes it over.
 */
import type { EditorDocument } from "@/core/edits/document";
import { faultsOf } from "@/core/edits/rules";
import { isPlainObject } from "@/core/json-walk";

const VERSION = 1;
const PREFIX = "espalier.unsaved.";

export interface Unsaved {
  /** The revision that `document` was made of; 0 for one that was never saved. */
  baseRevision: number;
  /** Of a save on that base whose answer has not come. */
  saveId: string | null;
  document: EditorDocument;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const keyOf = (id: string, tab: string) => `${PREFIX}${id}.${tab}`;

/** False when there is no room for it. */
export function writeUnsaved(
  storage: Store,
  { id, tab }: { id: string; tab: string },
  unsaved: Unsaved,
): boolean {
  try {
    storage.setItem(keyOf(id, tab), JSON.stringify({ version: VERSION, ...unsaved }));
    return true;
  } catch {
    // A full storage throws; of what, the browsers do not agree.
    return false;
  }
}

export function forgetUnsaved(storage: Store, { id, tab }: { id: string; tab: string }): void {
  storage.removeItem(keyOf(id, tab));
}

/** What is stored is read as a stranger's: null for anything that is not sound. */
export function readUnsaved(
  storage: Store,
  { id, tab }: { id: string; tab: string },
): Unsaved | null {
  const text = storage.getItem(keyOf(id, tab));
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Cut off or foreign.
    return null;
  }
  if (!isPlainObject(value) || value["version"] !== VERSION) return null;
  const { baseRevision, saveId, document } = value;
  if (typeof baseRevision !== "number" || !(saveId === null || typeof saveId === "string"))
    return null;
  return isDocument(document) ? { baseRevision, saveId, document } : null;
}

function isDocument(value: unknown): value is EditorDocument {
  if (!isPlainObject(value) || typeof value["name"] !== "string") return false;
  if (!isPlainObject(value["nodes"])) return false;
  const isNode = (node: unknown) =>
    isPlainObject(node) && isPlainObject(node["own"]) && isPlainObject(node["members"]);
  if (!Object.values(value["nodes"]).every(isNode)) return false;
  return faultsOf(value as unknown as EditorDocument).length === 0;
}

/** The tabs that have a record of this workflow. */
export function tabsWithUnsaved(storage: Store, id: string): string[] {
  const prefix = keyOf(id, "");
  const tabs: string[] = [];
  for (let index = 0; index < storage.length; index += 1) {
    const key = storage.key(index);
    if (key?.startsWith(prefix) === true) tabs.push(key.slice(prefix.length));
  }
  return tabs;
}
