/** What the engine knows of a node that waits and that no event tells: the queue, the workers, times of others. */

/** Where a step that was decided to run is. */
export type Place =
  /** Nowhere: it has not been decided, or is being executed. */
  | { at: "none" }
  /** The run sends only so many steps at once; the others wait in its own list. */
  | { at: "ready"; ahead: number; atOnce: number }
  /** Written down to be sent, not confirmed yet. */
  | { at: "outbox" }
  | { at: "queue"; ahead: number }
  /** BullMQ holds it back until it is due. */
  | { at: "delayed" }
  /** A worker has the job, and has not begun yet. */
  | { at: "taken" }
  /** BullMQ does not know the job: it is looked for, and sent again, by then. */
  | { at: "missing"; until?: number };

/** A step's queue and those who could execute it. */
export interface StepFacts {
  /** Absent of a map, which any worker unfolds. */
  task?: string;
  queue: string;
  queuePaused: boolean;
  /** The queue's rate is used up until then. */
  limitedUntil?: number;
  place: Place;
  /** Workers online that serve the queue and know the format of the run. */
  serving: number;
  /** Workers online that serve it and are of a version that does not. */
  otherVersion: number;
  /** Those of them that register the task. */
  able: number;
  /** Workers online that register the task, whatever they serve. */
  registering: number;
  /** What the able ones execute now, and could at once. */
  running: number;
  slots: number;
  /** Who executes it, and when it is taken from there if nothing more is heard, or it was asked to stop. */
  lease?: { worker: string; online: boolean; until: number };
}

/** Times: milliseconds since 1970, by Redis' clock, whose present moment is `now`. */
export interface WaitingFacts {
  now: number;
  /** The container around it, or it itself, whose delay is not over. */
  delay?: { nodeId: string; until: number };
  /** How many copies of the map around it may be under way. */
  window?: { nodeId: string; size: number };
  /** It is revoked when nobody has started it by then. */
  expiresAt?: number;
  /** How often it may be executed automatically. */
  attempts?: number;
  /** Absent for what has no step of its own. */
  step?: StepFacts;
}
