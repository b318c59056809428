import type { FaceState, NodeFace } from "./types";

/** How a state is called where people read it. */
export const STATE_WORDS: Record<FaceState, string> = {
  draft: "Not run",
  pending: "Pending",
  scheduled: "Scheduled",
  queued: "Queued",
  running: "Running",
  retrying: "Retrying",
  succeeded: "Succeeded",
  failed: "Failed",
  revoked: "Revoked",
  skipped: "Skipped",
  held: "Held",
};

/** The order in which people want to hear of states: what needs them first. */
export const STATE_ORDER: readonly FaceState[] = [
  "failed",
  "running",
  "retrying",
  "held",
  "queued",
  "scheduled",
  "pending",
  "revoked",
  "skipped",
  "succeeded",
  "draft",
];

/** What a preview says of a node. */
export const MARK_WORDS: Record<NonNullable<NodeFace["mark"]>, string> = {
  willRun: "will run",
  kept: "kept",
  succeeds: "by hand",
  willStop: "revoked",
  willSkip: "skipped",
};
