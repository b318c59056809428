/**
 * The beginning of a run whose first events are no longer kept, put together from what its steps say of
 * themselves: when each started and ended the last time. Earlier attempts, the time in queues, reports and
 * pauses of that stretch are not known any more.
 */
import type { NodeRow, RunEvent, StepStatus } from "@/core/events";
import { isTerminal } from "@/core/states";
import { INITIAL_STATUS } from "@/core/run-view";

export interface TrimmedInput {
  /** The events that are kept, oldest first. */
  events: readonly RunEvent[];
  /** The number of the oldest event that is kept. */
  first: number;
  /** How the steps stand after all of them. */
  statuses: ReadonlyMap<string, StepStatus>;
  /** Nodes that are there after all events and of whose birth no event tells, by what bore them. */
  unexplained: ReadonlyMap<string, readonly NodeRow[]>;
  submittedAt: number;
}

type Said = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "seq"> : never) : never;

/** Events for the stretch before the first one kept, oldest first, numbered below it. */
export function eventsForTrimmed(input: TrimmedInput): RunEvent[] {
  const until = input.events[0]?.at ?? Number.POSITIVE_INFINITY;
  const said: Said[] = [];
  for (const [nodeId, status] of firstKnown(input)) {
    for (const event of transitionsOf(nodeId, status)) {
      if (event.at <= until) said.push(event);
    }
  }
  const ordered = said.toSorted((a, b) => a.at - b.at);
  return numbered(withBirths(ordered, input), input.first);
}

/** What is known first about each step: its first event, else how it stands in the end. */
function firstKnown({ events, statuses }: TrimmedInput): Map<string, StepStatus> {
  const known = new Map<string, StepStatus>();
  for (const event of events) {
    if (event.type !== "step.changed" || known.has(event.nodeId)) continue;
    known.set(event.nodeId, beforeThat(event));
  }
  for (const [nodeId, status] of statuses) if (!known.has(nodeId)) known.set(nodeId, status);
  return known;
}

/** Of a step that has an event, only what led to it is told here; what it came to is told there. */
function beforeThat(status: StepStatus): StepStatus {
  const { finishedAt: _end, ...rest } = status;
  return { ...rest, state: "running" };
}

function transitionsOf(nodeId: string, status: StepStatus): Said[] {
  const { epoch, attempt, iteration, queuedAt, startedAt, attemptStartedAt, finishedAt } = status;
  const shared = { type: "step.changed" as const, nodeId };
  const then = { ...INITIAL_STATUS, epoch, attempt, iteration };
  const began = attemptStartedAt ?? startedAt;
  const said: Said[] = [];
  if (queuedAt !== undefined) said.push({ ...shared, ...then, state: "queued", at: queuedAt });
  if (began !== undefined) {
    said.push({ ...shared, ...then, startedAt: began, state: "running", at: began });
  }
  if (finishedAt !== undefined && isTerminal(status.state)) {
    said.push({ ...shared, ...status, at: finishedAt });
  }
  return said;
}

/** What was born came to be before the first that is told of it. */
function withBirths(said: Said[], { unexplained, submittedAt }: TrimmedInput): Said[] {
  if (unexplained.size === 0) return said;
  const bearerOf = new Map<string, string>();
  for (const [parentId, rows] of unexplained) for (const { id } of rows) bearerOf.set(id, parentId);
  const waiting = new Map(unexplained);
  const all: Said[] = [];
  const bear = (parentId: string, at: number) => {
    const nodes = waiting.get(parentId);
    if (nodes === undefined) return;
    waiting.delete(parentId);
    const above = bearerOf.get(parentId);
    if (above !== undefined) bear(above, at);
    all.push({ type: "nodes.born", parentId, nodes: [...nodes], at });
  };
  for (const event of said) {
    const bearer = event.type === "step.changed" ? bearerOf.get(event.nodeId) : undefined;
    if (bearer !== undefined) bear(bearer, event.at);
    all.push(event);
  }
  for (const parentId of waiting.keys()) bear(parentId, all.at(-1)?.at ?? submittedAt);
  return all;
}

/** Fractions between 0 and the first number that is kept: they fold like any other and never meet one. */
function numbered(said: readonly Said[], firstSeq: number): RunEvent[] {
  const step = firstSeq / (said.length + 1);
  return said.map((event, index) => ({ ...event, seq: (index + 1) * step }) as RunEvent);
}
