import { setTimeout as delay } from "node:timers/promises";

// A Node timer holds 32 bits: a longer one would fire at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Waits. Rejects with the signal's reason the moment it aborts. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  for (let left = ms; left > 0; left -= LONGEST_TIMER_MS) {
    await delay(Math.min(left, LONGEST_TIMER_MS), undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
  signal.throwIfAborted();
}
