/** What the editor of a saved workflow begins with: what is saved, and what this browser has kept besides. */
import type { EditorDocument } from "@/core/edits/document";
import { EMPTY_HISTORY } from "@/core/edits/history";
import { isSame } from "@/core/merge/same";
import type { SavedWorkflow } from "@/core/saved";
import { restoreDraft, type Draft } from "../draft-storage";
import { documentOfSaved } from "./documents";
import { takeOver, thisTab } from "./tab";
import { refusalOf, transport } from "./transport";
import { forgetUnsaved, readUnsaved, tabsWithUnsaved, writeUnsaved, type Unsaved } from "./unsaved";

export interface Opened {
  id: string;
  tab: string;
  draft: Draft;
  base: { revision: number; document: EditorDocument | null };
  pendingSaveId: string | null;
  isRemoved: boolean;
}

/** Before what a new workflow begins with: the key of its id in this tab, as long as nothing in it was changed. */
export const NEW_PREFIX = "espalier.new.";

/** The name under which the tab keeps the draft of a workflow. */
export function draftNameOf(id: string): string {
  return `workflow ${id}`;
}

/** What is not saved yet of this workflow: of this tab, or of one that is gone. */
async function findUnsaved(id: string, tab: string): Promise<Unsaved | null> {
  const own = readUnsaved(localStorage, { id, tab });
  if (own !== null) return own;
  for (const other of tabsWithUnsaved(localStorage, id)) {
    const unsaved = readUnsaved(localStorage, { id, tab: other });
    if (unsaved === null || !(await takeOver(other))) continue;
    // In its new place before it leaves the old one.
    if (writeUnsaved(localStorage, { id, tab }, unsaved)) {
      forgetUnsaved(localStorage, { id, tab: other });
    }
    return unsaved;
  }
  return null;
}

/** The document with the way back that the tab has kept of it. */
function withHistory(id: string, document: EditorDocument): Draft {
  const kept = restoreDraft(sessionStorage, draftNameOf(id));
  if (kept !== null && isSame(kept.document, document)) return kept;
  return { document, history: EMPTY_HISTORY };
}

/** What tabs keep of other workflows is their way back alone: it goes when there is much of it. */
function makeRoom(id: string): void {
  const others = Object.keys(sessionStorage).filter(
    (key) => key.startsWith("espalier.draft.") && key !== `espalier.draft.${draftNameOf(id)}`,
  );
  const size = others.reduce((sum, key) => sum + (sessionStorage.getItem(key)?.length ?? 0), 0);
  if (size > MUCH) for (const key of others) sessionStorage.removeItem(key);
}

/** Characters; browsers have room for about five million. */
const MUCH = 2_000_000;

/**
 * Opens a workflow. Without the server it opens what this browser has kept, when that was not saved yet.
 *
 * @throws what the call was refused with, when there is nothing to open
 */
export async function openWorkflow(id: string): Promise<Opened> {
  const tab = await thisTab();
  makeRoom(id);
  const unsaved = await findUnsaved(id, tab);
  const opened = (document: EditorDocument, base: Opened["base"], isRemoved = false): Opened => ({
    ...{ id, tab, base, isRemoved },
    draft: withHistory(id, document),
    pendingSaveId: unsaved?.saveId ?? null,
  });
  try {
    const saved = await transport.get(id);
    const document = documentOfSaved(saved.workflow);
    const isRemoved = saved.removedAt !== undefined;
    const newest = { revision: saved.revision, document };
    if (unsaved === null) return opened(document, newest, isRemoved);
    const isTaken =
      unsaved.saveId !== null &&
      saved.saveId === unsaved.saveId &&
      saved.revision === unsaved.baseRevision + 1;
    // The save that an earlier page began has arrived, and nobody has saved since.
    if (isTaken) return { ...opened(unsaved.document, newest, isRemoved), pendingSaveId: null };
    const isNewest = unsaved.baseRevision === saved.revision;
    const base = { revision: unsaved.baseRevision, document: isNewest ? document : null };
    return opened(unsaved.document, base, isRemoved);
  } catch (error) {
    const { kind } = refusalOf(error);
    const isOwn = kind === "away" || (kind === "missing" && unsaved?.baseRevision === 0);
    if (unsaved === null || !isOwn) throw error;
    return opened(unsaved.document, { revision: unsaved.baseRevision, document: null });
  }
}

/** Begins a workflow that is not saved before something in it changes. */
export async function beginWorkflow(id: string, origin: SavedWorkflow): Promise<Opened> {
  const document = documentOfSaved(origin);
  return {
    ...{ id, tab: await thisTab(), isRemoved: false, pendingSaveId: null },
    draft: withHistory(id, document),
    base: { revision: 0, document },
  };
}
