import { EngineError } from "@/core/errors";

/** A place in the events of a run. `gen` names the history: another one after Redis lost its memory. */
export interface Position {
  /** Null: not known yet, the beginning of whatever history there is. */
  gen: string | null;
  seq: number;
}

// Cursors come back from browsers, so nothing else gets through to a key or a script.
const CURSOR = /^([A-Za-z0-9_-]{1,64}):(\d{1,15})$/;

/** @throws EngineError CURSOR_INVALID for everything that {@link formatCursor} does not write. */
export function parseCursor(cursor: string | null): Position {
  if (cursor === null) return { gen: null, seq: 0 };
  const match = CURSOR.exec(cursor);
  if (match?.[1] === undefined) throw new EngineError("CURSOR_INVALID");
  return { gen: match[1], seq: Number(match[2]) };
}

export function formatCursor(gen: string, seq: number): string {
  return `${gen}:${seq}`;
}
