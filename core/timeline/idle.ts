/** Stretches in which nothing ran: a night between a failure and its retry must not hide the minutes that matter. */
import type { Load } from "./lines";

export interface Stretch {
  from: number;
  to: number;
}

export interface IdleOptions {
  from: number;
  to: number;
  /** Shorter ones are drawn as they are. */
  atLeastMs: number;
}

/** The stretches between `from` and `to` in which no step ran, in the order of time, those long enough. */
export function idleStretches(loads: readonly Load[], options: IdleOptions): Stretch[] {
  const { from, to, atLeastMs } = options;
  const found: Stretch[] = [];
  const take = (start: number, end: number) => {
    const stretch = { from: Math.max(start, from), to: Math.min(end, to) };
    if (stretch.to - stretch.from >= atLeastMs) found.push(stretch);
  };
  let idleFrom: number | null = from;
  for (const { at, running } of loads) {
    if (running === 0) idleFrom ??= at;
    else if (idleFrom !== null) {
      take(idleFrom, at);
      idleFrom = null;
    }
  }
  if (idleFrom !== null) take(idleFrom, to);
  return found;
}

/** How long something ran between `from` and `to`, in milliseconds. */
export function busyTime(loads: readonly Load[], { from, to }: Stretch): number {
  const idle = idleStretches(loads, { from, to, atLeastMs: 0 });
  return to - from - idle.reduce((sum, each) => sum + each.to - each.from, 0);
}

/** A stretch shorter than this is never worth a mark. */
const LEAST_BREAK_MS = 1_000;
/** A stretch is compressed when it is longer than this share of all the time in which something ran. */
const BREAK_SHARE = 0.25;

/** What is compressed on the time axis of a run: where it was idle for long, as runs go. */
export function breaksOf(loads: readonly Load[], { from, to }: Stretch): Stretch[] {
  const busy = busyTime(loads, { from, to });
  const atLeastMs = Math.max(LEAST_BREAK_MS, busy * BREAK_SHARE);
  return idleStretches(loads, { from, to, atLeastMs });
}
