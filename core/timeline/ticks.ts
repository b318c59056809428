/** Where an axis is marked, and with what: round times since the start of the run, never two on one another. */
import type { TimeScale } from "./scale";

export interface Tick {
  /** Milliseconds since 1970. */
  at: number;
  x: number;
  /** Time since the start: `0`, `1.5 s`, `2 min 30 s`. */
  label: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that people count in. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((each) => each * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((each) => each * MINUTE),
  ...[1, 2, 3, 6, 12].map((each) => each * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((each) => each * DAY),
];

export interface TickOptions {
  /** From when times are counted. */
  origin: number;
  /** Least distance between two marks, in pixels. @default 88 */
  apart?: number;
}

/** The marks of an axis, from the left to the right. */
export function ticksOf(scale: TimeScale, { origin, apart = 88 }: TickOptions): Tick[] {
  const perMs = paceOf(scale);
  if (perMs === 0) return [];
  const step = STEPS.find((each) => each * perMs >= apart) ?? STEPS.at(-1) ?? DAY;
  const ticks: Tick[] = [];
  for (const piece of scale.pieces) {
    if (piece.isBreak) continue;
    const first = origin + Math.ceil((piece.from - origin) / step) * step;
    for (let at = first; at <= piece.to; at += step) {
      const x = scale.x(at);
      const before = ticks.at(-1);
      if (before !== undefined && x - before.x < apart * 0.75) continue;
      ticks.push({ at, x, label: labelOf(at - origin, step) });
    }
  }
  return ticks;
}

/** Pixels for a millisecond where time runs evenly. */
function paceOf(scale: TimeScale): number {
  const piece = scale.pieces.find(({ isBreak }) => !isBreak);
  return piece === undefined ? 0 : (piece.x1 - piece.x0) / (piece.to - piece.from);
}

const UNITS = [
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "min"],
] as const;

/** As exact as the step between two marks: `27.5 s`, `2 min 30 s`, `1 h`. */
function labelOf(since: number, step: number): string {
  if (since === 0) return "0";
  if (since < SECOND && step < SECOND) return `${since} ms`;
  const parts: string[] = [];
  let rest = since;
  for (const [unit, name] of UNITS) {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  // A sum of the thousandths of steps would show digits that nobody asked for.
  const decimals = step < 10 ? 3 : step < 100 ? 2 : 1;
  if (rest > 0) parts.push(`${Number((rest / SECOND).toFixed(decimals))} s`);
  return parts.join(" ");
}
