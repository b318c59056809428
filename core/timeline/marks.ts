/** What is drawn of a line: its segments in pixels, as few as can be told apart. */
import { endOf, type Line, type Segment, type SegmentKind } from "./segment";
import type { TimeScale } from "./scale";

export interface Mark {
  x0: number;
  x1: number;
  kind: SegmentKind;
  /** What the step went into after it; of several that are drawn as one the worst. Absent while it goes on. */
  then?: Segment["then"];
}

/** Nearer than this they are drawn as one. */
const APART = 1;
const WORST: readonly (Segment["then"] | undefined)[] = ["failed", "revoked", "retrying"];

/** The marks of a line from left to right, cut to the axis. */
export function marksOf(line: Line, scale: TimeScale, until: number): Mark[] {
  const marks: Mark[] = [];
  for (const segment of line.segments) {
    const to = endOf(segment, until);
    if (to < scale.from || segment.from > scale.to) continue;
    const x0 = scale.x(Math.max(segment.from, scale.from));
    const x1 = scale.x(Math.min(to, scale.to));
    const last = marks.at(-1);
    if (last !== undefined && last.kind === segment.kind && x1 - last.x1 < APART) {
      last.x1 = Math.max(last.x1, x1);
      last.then = worse(last.then, segment.then);
    } else marks.push({ x0, x1, kind: segment.kind, then: segment.then });
  }
  return marks;
}

function worse(one: Segment["then"], other: Segment["then"]): Segment["then"] {
  return WORST.find((each) => each === one || each === other) ?? other;
}

/** How many steps of a container ran at each pixel of the axis, and where one of them failed. */
export interface Density {
  running: Uint16Array;
  failed: Uint8Array;
  most: number;
}

export function densityOf(lines: Iterable<Line>, scale: TimeScale, until: number): Density {
  const width = Math.max(1, Math.ceil(scale.width));
  const change = new Int32Array(width + 1);
  const failed = new Uint8Array(width);
  for (const line of lines) {
    for (const segment of line.segments) {
      const to = endOf(segment, until);
      if (segment.kind !== "running" || to < scale.from || segment.from > scale.to) continue;
      const x0 = Math.floor(scale.x(Math.max(segment.from, scale.from)));
      const x1 = Math.min(width - 1, Math.floor(scale.x(Math.min(to, scale.to))));
      change[Math.min(x0, width - 1)] = (change[Math.min(x0, width - 1)] ?? 0) + 1;
      change[x1 + 1] = (change[x1 + 1] ?? 0) - 1;
      if (segment.then === "failed" && to <= scale.to) failed[x1] = 1;
    }
  }
  return { ...summed(change, width), failed };
}

function summed(change: Int32Array, width: number): { running: Uint16Array; most: number } {
  const running = new Uint16Array(width);
  let now = 0;
  let most = 0;
  for (let x = 0; x < width; x += 1) {
    now += change[x] ?? 0;
    running[x] = Math.min(now, 65_535);
    most = Math.max(most, now);
  }
  return { running, most };
}

/** When the first of some steps left pending, and when the last of them ended. */
export function spanOf(
  lines: Iterable<Line>,
  until: number,
): { from: number; to: number } | undefined {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { segments, endedAt } of lines) {
    const first = segments[0];
    const last = segments.at(-1);
    if (first === undefined || last === undefined) continue;
    from = Math.min(from, first.from);
    to = Math.max(to, endOf(last, until), endedAt ?? 0);
  }
  return to < from ? undefined : { from, to };
}
