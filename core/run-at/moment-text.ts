/** A moment of a run as it stands in an address: `12345`, or `12345-67` for the one after event 67. */

export interface WrittenMoment {
  /** Milliseconds since the submission. */
  sinceMs: number;
  /** The last event that had happened, where several happened in that millisecond. */
  seq?: number;
}

/** The text for an address. */
export function writeMoment({ sinceMs, seq }: WrittenMoment): string {
  const ms = String(Math.max(0, Math.round(sinceMs)));
  return seq !== undefined && Number.isInteger(seq) ? `${ms}-${seq}` : ms;
}

/** The moment in a text; `null` for one that is none. */
export function readMoment(text: string | null): WrittenMoment | null {
  const [, ms, seq] = /^(\d{1,13})(?:-(\d{1,13}))?$/.exec(text ?? "") ?? [];
  if (ms === undefined) return null;
  return { sinceMs: Number(ms), ...(seq === undefined ? {} : { seq: Number(seq) }) };
}
