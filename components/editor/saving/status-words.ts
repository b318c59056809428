/** How a draft stands, in words. */
import type { SaveStatus } from "./types";

export const STATUS_WORDS: Record<SaveStatus, string> = {
  new: "Not saved yet",
  saved: "Saved",
  waiting: "Saving…",
  saving: "Saving…",
  offline: "Offline",
  conflict: "Conflict",
  refused: "Not saved",
  removed: "Deleted",
};

export const STATUS_HINTS: Record<SaveStatus, string> = {
  new: "It is saved with the first change.",
  saved: "Everything is saved.",
  waiting: "The last changes are on their way.",
  saving: "The last changes are on their way.",
  offline:
    "The server does not answer. Your changes are kept in this browser and saved as soon as it does.",
  conflict:
    "Somebody else changed the same nodes. Choose what to keep; until then nothing is lost.",
  refused: "The server does not take this version. Your changes are kept in this browser.",
  removed: "This workflow was deleted. Your changes are kept in this browser.",
};
