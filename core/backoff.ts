/** How long a step waits between two automatic attempts. */
import type { Backoff } from "./node";

/** Longest delay that anything may ask for: a hundred years, in milliseconds. */
export const MAX_DELAY_MS = 100 * 365 * 24 * 60 * 60 * 1000;

/** What holds when a signature has several attempts and no `backoff` of its own. */
export const DEFAULT_BACKOFF: Readonly<Required<Backoff>> = {
  type: "exponential",
  delayMs: 1000,
  maxMs: 60_000,
  jitter: 0.2,
};

/**
 * Milliseconds to wait after `attempt` failed (the first is 1), a whole number from 0 to
 * {@link MAX_DELAY_MS}. `random` in [0, 1) decides the jittered share. A backoff without `jitter` has
 * none; one without `maxMs` grows up to {@link MAX_DELAY_MS}.
 */
export function backoffDelay(
  backoff: Partial<Backoff> | undefined,
  attempt: number,
  random: number,
): number {
  const { type, delayMs, maxMs, jitter } = withDefaults(backoff);
  const doublings = type === "fixed" ? 0 : Math.max(0, attempt - 1);
  // A bounded exponent keeps 0 * Infinity, which is not a number, out of the product.
  const grown = delayMs * 2 ** Math.min(doublings, 64);
  const bound = type === "fixed" ? MAX_DELAY_MS : Math.min(maxMs, MAX_DELAY_MS);
  const delay = Math.min(grown, bound);
  return Math.round(delay * (1 - jitter + jitter * random));
}

function withDefaults(backoff: Partial<Backoff> | undefined): Required<Backoff> {
  if (backoff === undefined) return DEFAULT_BACKOFF;
  return {
    type: backoff.type ?? DEFAULT_BACKOFF.type,
    delayMs: backoff.delayMs ?? DEFAULT_BACKOFF.delayMs,
    maxMs: backoff.maxMs ?? MAX_DELAY_MS,
    jitter: backoff.jitter ?? 0,
  };
}
