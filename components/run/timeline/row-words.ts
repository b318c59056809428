/** What a row of the timeline says to those who hear it, and what a pointer is told of a bar. Pure. */
import { formatDuration, formatPlural } from "@/core/format";
import { endOf, type Line, type Segment, type SegmentKind } from "@/core/timeline";

export const KIND_WORDS: Record<SegmentKind, string> = {
  queued: "queued",
  running: "running",
  backoff: "waiting for the next attempt",
  delayed: "delayed",
  held: "held by a pause",
};

/** `queued 20 ms, ran 1.2 s in 2 attempts, began 3.4 s after the start`; empty before anything happened. */
export function lineWords(line: Line | undefined, run: { from: number; until: number }): string {
  const first = line?.segments[0];
  if (line === undefined || first === undefined) return "";
  const sum = (kind: SegmentKind) =>
    line.segments.reduce(
      (all, each) => all + (each.kind === kind ? endOf(each, run.until) - each.from : 0),
      0,
    );
  const runs = line.segments.filter(({ kind }) => kind === "running").length;
  const said = [
    sum("queued") > 0 ? `queued ${formatDuration(sum("queued"))}` : "",
    runs === 0
      ? ""
      : `ran ${formatDuration(sum("running"))}${runs > 1 ? ` in ${formatPlural(runs, "execution")}` : ""}`,
    sum("backoff") > 0 ? `backoff ${formatDuration(sum("backoff"))}` : "",
    sum("held") > 0 ? `held ${formatDuration(sum("held"))}` : "",
    `began ${formatDuration(first.from - run.from)} after the start`,
  ];
  return said.filter((each) => each !== "").join(", ");
}

/** The segment at a moment, or the nearest one within some milliseconds. */
export function segmentAt(
  line: Line | undefined,
  at: number,
  { until, withinMs }: { until: number; withinMs: number },
): Segment | undefined {
  let best: Segment | undefined;
  let least = withinMs;
  for (const segment of line?.segments ?? []) {
    const away = Math.max(segment.from - at, at - endOf(segment, until), 0);
    if (away > least || (away === least && best !== undefined && away > 0)) continue;
    best = segment;
    least = away;
  }
  return best;
}

/** `Running 1.2 s, attempt 2: failed`. */
export function segmentWords(segment: Segment, until: number): string {
  const { kind, attempt, iteration, then } = segment;
  const words = KIND_WORDS[kind];
  const time = formatDuration(endOf(segment, until) - segment.from);
  const nth = attempt > 1 || then === "retrying" ? `, attempt ${attempt}` : "";
  const round = iteration > 0 ? `, iteration ${iteration + 1}` : "";
  const end = kind === "running" && then !== undefined ? `: ${then}` : "";
  const ended = segment.to === undefined ? " so far" : "";
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${time}${ended}${nth}${round}${end}`;
}
