/** Which keys belong to a backup, and in which order they go back. */
import type { Keys } from "../keys";

/**
 * What says only that somebody is there at this moment: presence, locks, and what BullMQ told its listeners.
 * Without the lock of its job a step that was under way is delivered again.
 */
export function isLeftOut(keys: Keys, key: string): boolean {
  const own = [keys.workers, keys.sweepLock, keys.retentionLock];
  if (own.includes(key)) return true;
  return key.startsWith(`${keys.bull}:`) && /:(?:lock|events|stalled|stalled-check)$/.test(key);
}

/** Keys that are there as soon as a worker has run, whether or not there are runs or workflows. */
export function isOfNobody(keys: Keys, key: string): boolean {
  return [keys.tasks, keys.queues].includes(key) || key.startsWith(`${keys.bull}:`);
}

export interface Phase {
  /** A pattern of Redis. */
  match: string;
  has(key: string): boolean;
}

/**
 * The lists by which runs are found come last, so that nobody meets a run that is not whole; and what BullMQ
 * delivers comes after the runs that it is of.
 */
export function phasesOf(keys: Keys): Phase[] {
  const lists = [keys.runs, keys.kept, keys.active];
  const all = `${keys.prefix}:*`;
  return [
    { match: all, has: (key) => !lists.includes(key) },
    { match: all, has: (key) => lists.includes(key) },
    { match: `${keys.bull}:*`, has: () => true },
  ];
}
