/** How a draft stands to what is saved, and what keeps it saved. */
import type { StoreApi } from "zustand/vanilla";
import type { EditorDocument } from "@/core/edits/document";
import type { Versions } from "@/core/merge";
import type { SavedRevision } from "@/core/saved";
import type { EditorStore } from "../editor-store";
import type { SaveTransport } from "./transport";
import type { Unsaved } from "./unsaved";

export type SaveStatus =
  /** Nothing was changed in a workflow that was never saved. */
  | "new"
  | "saved"
  /** Changed; a save begins in a moment. */
  | "waiting"
  | "saving"
  /** The server does not answer; it is asked again, and the draft is kept here. */
  | "offline"
  /** Somebody else changed the same things: a person has to choose. */
  | "conflict"
  /** The server does not take it; `message` says why. */
  | "refused"
  /** The workflow was deleted. */
  | "removed";

/** Two versions that cannot be merged without a choice. */
export interface OpenConflict {
  versions: Versions;
  theirs: SavedRevision;
}

export interface SaveState {
  status: SaveStatus;
  /** The newest revision that this draft knows and is made of; 0 before the first save. */
  revision: number;
  savedAt: number | null;
  message: string | null;
  conflict: OpenConflict | null;
}

export interface SaverOptions {
  id: string;
  store: EditorStore;
  transport: SaveTransport;
  /** The document is null where only the number is known: it is asked for when it is needed. */
  base: { revision: number; document: EditorDocument | null };
  /** Of a save on that base that an earlier page began. */
  pendingSaveId?: string | null;
  isRemoved?: boolean;
  createId: () => string;
  author: () => string;
  /** Keeps what is not saved; null: everything is. */
  keep: (unsaved: Unsaved | null) => void;
  /** Told of the first change to a workflow that was never saved. */
  onBegun?: () => void;
  /** Told when somebody else's changes were put in. */
  onMerged?: (theirs: SavedRevision, hadOwn: boolean) => void;
  later?: (run: () => void, ms: number) => () => void;
}

export interface Saver {
  id: string;
  state: StoreApi<SaveState>;
  start(): () => void;
  /** Saves now what is not saved; resolves when that has come to an end of some kind. */
  flush(): Promise<void>;
  /** Saves, and answers the revision that the draft is then; null when it is none. */
  settled(): Promise<{ workflowId: string; revision: number } | null>;
  /** Looks for a newer revision. */
  look(): Promise<void>;
  /** Ends a conflict with what was chosen, and saves that. */
  resolve(document: EditorDocument): void;
  /** Brings a deleted workflow back, then saves. */
  bringBack(): Promise<void>;
  /** Writes what is not saved where it outlives the page. */
  keepNow(): void;
}
