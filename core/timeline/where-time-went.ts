/** Sums that answer "where did the time go": along the path that decided it, and over all steps. */
import type { LayoutTree } from "@/core/layout/tree";
import type { PathStep } from "./critical-path";
import type { Load, Lines } from "./lines";
import { beforeOf, placesOf, type Before } from "./places";
import { endOf, type Segment, type Line, wasExecuted } from "./segment";
import { endsOf } from "./slack";

export const SPENT = [
  "running",
  "queued",
  "noWorker",
  "backoff",
  "delayed",
  "held",
  "retry",
  "between",
] as const;

/**
 * - `queued`: ready, while other steps of the run kept workers at work
 * - `noWorker`: ready, and nothing of the run ran: workers were away, or at work for others
 * - `retry`: ended badly, until somebody had it executed again
 * - `between`: what was before it had ended, and the engine had not made it ready yet
 */
export type Spent = (typeof SPENT)[number];

/** Milliseconds by what they were spent on; all are there. */
export type Breakdown = Record<Spent, number>;

export function emptyBreakdown(): Breakdown {
  return {
    ...{ running: 0, queued: 0, noWorker: 0, backoff: 0 },
    ...{ delayed: 0, held: 0, retry: 0, between: 0 },
  };
}

/** Along the path. Together it is the length of the path to the millisecond. */
export function spentOnPath(path: readonly PathStep[], lines: Lines, until: number): Breakdown {
  const sum = emptyBreakdown();
  const busy = new BusyTime(lines.loads);
  for (const step of path) addStep(sum, { step, line: lines.byNode.get(step.nodeId), busy, until });
  return sum;
}

interface StepOnPath {
  step: PathStep;
  line: Line | undefined;
  busy: BusyTime;
  until: number;
}

function addStep(sum: Breakdown, { step, line, busy, until }: StepOnPath): void {
  let cursor = step.from;
  let before: Segment | undefined;
  for (const segment of line?.segments ?? []) {
    const from = Math.max(segment.from, cursor);
    const to = Math.min(endOf(segment, until), step.to);
    if (to > from || (to === from && to > cursor)) {
      sum[gapAfter(before)] += from - cursor;
      addSegment(sum, { kind: segment.kind, from, to }, busy);
      cursor = to;
    }
    before = segment;
  }
  sum.between += Math.max(0, step.to - cursor);
}

/** Between two executions somebody had to decide for the second. */
function gapAfter(segment: Segment | undefined): Spent {
  const { then } = segment ?? {};
  return then === "failed" || then === "revoked" || then === "succeeded" ? "retry" : "between";
}

function addSegment(
  sum: Breakdown,
  { kind, from, to }: Pick<Segment, "kind" | "from"> & { to: number },
  busy: BusyTime,
): void {
  if (kind !== "queued") {
    sum[kind] += to - from;
    return;
  }
  const worked = busy.between(from, to);
  sum.queued += worked;
  sum.noWorker += to - from - worked;
}

export interface AllInput {
  tree: LayoutTree;
  lines: Lines;
  submittedAt: number;
  until: number;
}

/** Over all steps, so that two that ran at once count twice. */
export function spentInAll({ tree, lines, submittedAt, until }: AllInput): Breakdown {
  const sum = emptyBreakdown();
  const busy = new BusyTime(lines.loads);
  const ends = endsOf(tree, lines);
  const places = placesOf(tree);
  // Ten thousand members of a group wait for the same.
  const known = new Map<readonly Before[], number>();
  const readyAfter = (before: readonly Before[]): number => {
    const ready = known.get(before) ?? lastEndOf(before, ends) ?? submittedAt;
    known.set(before, ready);
    return ready;
  };
  for (const [id, line] of lines.byNode) {
    const place = places.get(id);
    if (place === undefined) continue;
    for (const segment of line.segments) {
      addSegment(sum, { ...segment, to: endOf(segment, until) }, busy);
    }
    if (!wasExecuted(line) || line.firstAt === undefined) continue;
    const born = place.parent && lines.births.get(place.parent.tree.id)?.at;
    sum.between += Math.max(0, line.firstAt - (born ?? readyAfter(beforeOf(places, place))));
  }
  return sum;
}

function lastEndOf(
  before: readonly Before[],
  ends: ReadonlyMap<string, number>,
): number | undefined {
  let last: number | undefined;
  for (const { place } of before) {
    const end = ends.get(place.tree.id);
    if (end !== undefined && (last === undefined || end > last)) last = end;
  }
  return last;
}

/** How long something ran between two moments, fast for many questions. */
class BusyTime {
  readonly #at: number[] = [];
  /** Busy milliseconds before each moment of `#at`. */
  readonly #before: number[] = [];
  readonly #isBusy: boolean[] = [];

  constructor(loads: readonly Load[]) {
    let sum = 0;
    let last: Load | undefined;
    for (const load of loads) {
      if (last !== undefined && last.running > 0) sum += load.at - last.at;
      this.#at.push(load.at);
      this.#before.push(sum);
      this.#isBusy.push(load.running > 0);
      last = load;
    }
  }

  between(from: number, to: number): number {
    return this.#until(to) - this.#until(from);
  }

  #until(at: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#at[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    const last = low - 1;
    const since = this.#isBusy[last] === true ? at - (this.#at[last] ?? at) : 0;
    return (this.#before[last] ?? 0) + since;
  }
}
