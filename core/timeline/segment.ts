/** What a step did over time, cut where it changed. Times: milliseconds since 1970. */
import type { StepState } from "@/core/states";

export const SEGMENT_KINDS = ["queued", "running", "backoff", "delayed", "held"] as const;

/**
 * - `queued`: could have begun, and no worker had taken it
 * - `running`: a worker had it
 * - `backoff`: between two automatic attempts
 * - `delayed`: a delay or a date kept it
 * - `held`: the run was paused
 */
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

export interface Segment {
  kind: SegmentKind;
  from: number;
  /** Absent while it goes on. */
  to?: number;
  attempt: number;
  epoch: number;
  iteration: number;
  /** The state that the step went into after it. */
  then?: StepState;
}

/** The segments of one step, in the order of time. */
export interface Line {
  segments: Segment[];
  /** The state it is in. */
  state: StepState;
  /** When it left `pending` for the first time. */
  firstAt?: number;
  /** When it settled last; absent while it has not. */
  endedAt?: number;
}

const KIND_OF: Partial<Record<StepState, SegmentKind>> = {
  queued: "queued",
  running: "running",
  retrying: "backoff",
  scheduled: "delayed",
  held: "held",
};

/** The segment that a step is in while it is in a state; undefined where it only waits for others or has ended. */
export function kindOf(state: StepState): SegmentKind | undefined {
  return KIND_OF[state];
}

/** Where a segment ends, of one that goes on `now`. */
export function endOf(segment: Segment, now: number): number {
  return segment.to ?? Math.max(now, segment.from);
}

/** True for a step that was executed at least once. */
export function wasExecuted(line: Line | undefined): line is Line {
  return line !== undefined && line.segments.some(({ kind }) => kind === "running");
}
