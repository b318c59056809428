/** Time to places on an axis and back: linear, but for breaks, which are narrow however long they are. */
import type { Stretch } from "./idle";

/** A part of the axis. */
export interface Piece extends Stretch {
  /** Where it begins and ends, from 0 to the width. */
  x0: number;
  x1: number;
  isBreak: boolean;
}

export interface TimeScale {
  pieces: readonly Piece[];
  from: number;
  to: number;
  width: number;
  /** Where a moment lies; beyond the ends it goes on at the pace of the piece there. */
  x(at: number): number;
  /** Which moment lies somewhere. */
  at(x: number): number;
}

export interface ScaleOptions extends Stretch {
  /** In pixels. */
  width: number;
  /** Idle stretches to compress, in the order of time, apart from each other. @default none */
  breaks?: readonly Stretch[];
  /** How wide one is drawn, in pixels. @default 28 */
  breakWidth?: number;
}

/** All breaks together take no more than this share of the axis. */
const BREAKS_AT_MOST = 0.4;

export function createScale(options: ScaleOptions): TimeScale {
  const { from, width, breaks = [], breakWidth = 28 } = options;
  // An axis of no length would divide by it.
  const to = Math.max(options.to, from + 1);
  const inside = breaks.flatMap((each) => {
    const cut = { from: Math.max(each.from, from), to: Math.min(each.to, to) };
    return cut.to > cut.from ? [cut] : [];
  });
  const pieces = layOut(cutAt(inside, { from, to }), { width, breakWidth });
  return {
    ...{ pieces, from, to, width },
    x: (at) => placeOf(pieces, at),
    at: (x) => momentOf(pieces, x),
  };
}

type Part = Stretch & { isBreak: boolean };

function cutAt(breaks: readonly Stretch[], { from, to }: Stretch): Part[] {
  const parts: Part[] = [];
  let cursor = from;
  for (const each of breaks) {
    if (each.from > cursor) parts.push({ from: cursor, to: each.from, isBreak: false });
    parts.push({ ...each, isBreak: true });
    cursor = each.to;
  }
  if (to > cursor) parts.push({ from: cursor, to, isBreak: false });
  return parts;
}

function layOut(parts: Part[], { width, breakWidth }: { width: number; breakWidth: number }) {
  const breaks = parts.filter(({ isBreak }) => isBreak).length;
  const linear = parts.reduce((sum, each) => sum + (each.isBreak ? 0 : each.to - each.from), 0);
  // Where nothing but a break is in view it is all there is.
  const room = linear === 0 ? width : width * BREAKS_AT_MOST;
  const wide = linear === 0 ? width / breaks : Math.min(breakWidth, room / Math.max(breaks, 1));
  const perMs = linear === 0 ? 0 : (width - breaks * wide) / linear;
  let x = 0;
  return parts.map((part): Piece => {
    const x0 = x;
    x += part.isBreak ? wide : (part.to - part.from) * perMs;
    return { ...part, x0, x1: x };
  });
}

function placeOf(pieces: readonly Piece[], at: number): number {
  const piece = pieces.find(({ to }) => at <= to) ?? pieces.at(-1);
  if (piece === undefined) return 0;
  return piece.x0 + ((at - piece.from) / (piece.to - piece.from)) * (piece.x1 - piece.x0);
}

function momentOf(pieces: readonly Piece[], x: number): number {
  const piece = pieces.find(({ x1 }) => x <= x1) ?? pieces.at(-1);
  if (piece === undefined) return 0;
  const share = piece.x1 === piece.x0 ? 0 : (x - piece.x0) / (piece.x1 - piece.x0);
  return piece.from + share * (piece.to - piece.from);
}
