import type { RunEvent, RunEventBatch } from "@/core/events";

/** What a viewer of a run gets: events, or word to take a new snapshot. */
export type RunUpdate = { events: RunEvent[] } | { reset: true };

/** By batch: all viewers at one place of a run are given the same. */
const known = new WeakMap<RunEventBatch, Uint8Array<ArrayBuffer>>();
const encoder = new TextEncoder();

export function toUpdate(batch: RunEventBatch): RunUpdate {
  return batch.kind === "reset" ? { reset: true } : { events: batch.events };
}

/** A batch as a message of the stream of `runs.events`, byte by byte as tRPC writes one with an id. Made once. */
export function eventMessage(batch: RunEventBatch): Uint8Array<ArrayBuffer> {
  const found = known.get(batch);
  if (found !== undefined) return found;
  const text = `data: ${JSON.stringify(toUpdate(batch))}\nid: ${batch.cursor}\n\n\n`;
  const message = encoder.encode(text);
  known.set(batch, message);
  return message;
}
