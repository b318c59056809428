/**
 * Events to lines: what each step did, and how much of the run ran at a time. Changed in place, event by
 * event, so that a run that is live costs what happens in it and not what it is.
 */
import type { RunEvent, StepStatus } from "@/core/events";
import { isTerminal } from "@/core/states";
import { kindOf, type Line, type Segment } from "./segment";

/** From `at` on, so many steps ran, and so many were ready and waited for a worker. */
export interface Load {
  at: number;
  running: number;
  queued: number;
}

export interface Lines {
  /** By node. Only steps that something has happened to. */
  byNode: Map<string, Line>;
  /** Changes of the load, in the order of time; at most one for each moment. */
  loads: Load[];
  /** The latest moment that anything is known of. */
  lastAt: number;
  /** Nodes that were born at run time, by what bore them: when, and which stand right under it. */
  readonly births: Map<string, { at: number; ids: string[] }>;
}

type StepChanged = Extract<RunEvent, { type: "step.changed" }>;

export function createLines(): Lines {
  return { byNode: new Map(), loads: [], lastAt: 0, births: new Map() };
}

/** Takes events in, in the order they happened. Every event once. */
export function extendLines(lines: Lines, events: readonly RunEvent[]): void {
  for (const event of events) {
    // A clock that went back after a failover does not turn bars around.
    const at = Math.max(lines.lastAt, event.at);
    lines.lastAt = at;
    if (event.type === "step.changed") changeStep(lines, event, at);
    else if (event.type === "nodes.born") {
      bear(lines, event, at);
    } else if (event.type === "nodes.dropped") drop(lines, event.parentId, at);
  }
}

function changeStep(lines: Lines, event: StepChanged, at: number): void {
  const line = lineOf(lines, event.nodeId);
  const open = openSegment(line);
  line.state = event.state;
  if (isTerminal(event.state)) line.endedAt = at;
  else delete line.endedAt;
  if (event.state !== "pending") line.firstAt ??= at;
  const kind = kindOf(event.state);
  if (open !== undefined && open.kind === kind && isSame(open, event)) return;
  if (open !== undefined) close(lines, open, { at, then: event.state });
  if (kind === undefined) return;
  const { attempt, epoch, iteration } = event;
  line.segments.push({ kind, from: at, attempt, epoch, iteration });
  shift(lines, at, { kind, by: 1 });
}

/** A step that is only asked to stop, or claimed again for another worker, goes on. */
function isSame(segment: Segment, status: StepStatus): boolean {
  return (
    segment.epoch === status.epoch &&
    segment.attempt === status.attempt &&
    segment.iteration === status.iteration
  );
}

function lineOf(lines: Lines, nodeId: string): Line {
  const known = lines.byNode.get(nodeId);
  if (known) return known;
  const line: Line = { segments: [], state: "pending" };
  lines.byNode.set(nodeId, line);
  return line;
}

/** What goes on, of a line. */
function openSegment(line: Line): Segment | undefined {
  const last = line.segments.at(-1);
  return last !== undefined && last.to === undefined ? last : undefined;
}

function close(
  lines: Lines,
  segment: Segment,
  { at, then }: { at: number; then: NonNullable<Segment["then"]> },
): void {
  segment.to = at;
  segment.then = then;
  shift(lines, at, { kind: segment.kind, by: -1 });
}

function shift(lines: Lines, at: number, change: { kind: Segment["kind"]; by: number }): void {
  if (change.kind !== "running" && change.kind !== "queued") return;
  const { loads } = lines;
  const last = loads.at(-1) ?? { at: Number.NEGATIVE_INFINITY, running: 0, queued: 0 };
  const next = { ...last, at, [change.kind]: last[change.kind] + change.by };
  if (last.at === at) loads[loads.length - 1] = next;
  else loads.push(next);
}

type NodesBorn = Extract<RunEvent, { type: "nodes.born" }>;

/** Copies of a map may come in several births: the first tells when it unfolded. */
function bear({ births }: Lines, { parentId, nodes }: NodesBorn, at: number): void {
  const birth = births.get(parentId) ?? { at, ids: [] };
  for (const { id } of nodes) birth.ids.push(id);
  births.set(parentId, birth);
}

function drop(lines: Lines, parentId: string, at: number): void {
  const gone = [...(lines.births.get(parentId)?.ids ?? [])];
  lines.births.delete(parentId);
  for (const id of gone) {
    const line = lines.byNode.get(id);
    if (line) {
      const open = openSegment(line);
      if (open !== undefined) close(lines, open, { at, then: "pending" });
      line.state = "pending";
      delete line.endedAt;
    }
    gone.push(...(lines.births.get(id)?.ids ?? []));
    lines.births.delete(id);
  }
}
