/** What the events and the handlers' file tell of one run, held against the invariants: pure. */
import type { RunEvent } from "@/core/events";
import type { Workflow } from "@/core/node";
import { isTerminal, type StepError } from "@/core/states";
import type { Note } from "./notes";

/** What the checker has to know of a run. */
export interface RunMarks {
  /** Somebody steered it, or it iterates: the model does not know what happened, and when. */
  isSteered?: boolean;
  /** Its first events are gone: only its end is checked. */
  isTrimmed?: boolean;
  /** Redis has lost its newest writes: handlers did what nobody remembers. */
  hasLostHistory?: boolean;
  /** What its steps may fail with, besides what their handlers do on purpose. @default nothing */
  mayFailWith?: StepError["code"][];
}

export interface WatchedRun extends RunMarks {
  runId: string;
  workflow: Workflow;
  /** The last event when a revoke of all of it was acknowledged. */
  revokedAt?: number;
}

type StepEvent = Extract<RunEvent, { type: "step.changed" }>;

/** I2, I5 and I6. One line for each breach. */
export function checkHistory(
  run: WatchedRun,
  events: readonly RunEvent[],
  notes: readonly Note[],
): string[] {
  const steps = events.filter((event): event is StepEvent => event.type === "step.changed");
  return [
    ...checkTransitions(steps, run),
    ...checkFailures(steps, run),
    ...(run.hasLostHistory ? [] : checkExecutions(steps, notes, run)),
    ...checkRevoke(steps, run),
  ];
}

/** I2: at most one end of each epoch. */
function checkTransitions(steps: readonly StepEvent[], { isSteered }: WatchedRun): string[] {
  const ends = new Map<string, string[]>();
  for (const { nodeId, epoch, state } of steps) {
    // A retry takes back that something was skipped, without a decision of its own.
    if (!isTerminal(state) || (isSteered && state === "skipped")) continue;
    const key = `${nodeId} in epoch ${epoch}`;
    ends.set(key, [...(ends.get(key) ?? []), state]);
  }
  return [...ends]
    .filter(([, states]) => states.length > 1)
    .map(([key, states]) => `I2: ${key} ended ${states.length} times: ${states.join(", ")}`);
}

/** What the handler of a task throws that fails by design. */
export const failureByDesign = (nodeId: string) => `${nodeId} fails on purpose`;

/** A failure is one of the workflow's own: a handler that fails on purpose, or a map over what is no list. */
function checkFailures(steps: readonly StepEvent[], { mayFailWith = [] }: WatchedRun): string[] {
  return steps.flatMap(({ nodeId, state, error }) => {
    if (state !== "failed") return [];
    const isMeant = error?.message === failureByDesign(nodeId) || error?.code === "MAP_INPUT";
    if (isMeant || (error && mayFailWith.includes(error.code))) return [];
    return [`I5: ${nodeId} failed, and nobody meant it to: ${error?.code}: ${error?.message}`];
  });
}

/** I5: whoever succeeded was executed, and nobody was executed without a claim. */
function checkExecutions(
  steps: readonly StepEvent[],
  notes: readonly Note[],
  { workflow }: WatchedRun,
): string[] {
  const lines: string[] = [];
  const claims = new Map<string, Set<string>>();
  const succeeded = new Set<string>();
  for (const { nodeId, state, epoch, worker, claims: nth } of steps) {
    const own = claims.get(nodeId) ?? new Set();
    claims.set(nodeId, own);
    if (state === "running") own.add(`${epoch} ${worker} ${nth}`);
    if (state === "succeeded") succeeded.add(nodeId);
  }
  const starts = new Map<string, number>();
  for (const { node, phase } of notes) {
    if (phase === "start") starts.set(node, (starts.get(node) ?? 0) + 1);
  }
  const handlers = handlersOf(workflow);
  for (const id of succeeded) {
    if (handlers(id) && !starts.has(id)) lines.push(`I5: ${id} succeeded and was never executed`);
  }
  for (const [id, count] of starts) {
    // A claim and an end of the same script are one event.
    const claimed = Math.max(claims.get(id)?.size ?? 0, succeeded.has(id) ? 1 : 0);
    if (count > claimed) lines.push(`I5: ${id} was executed ${count} times with ${claimed} claims`);
  }
  return lines;
}

/** Tells steps that have a handler from containers with a turn. Copies of a map carry its node's id in their own. */
function handlersOf(workflow: Workflow): (id: string) => boolean {
  const tasks = new Set<string>();
  JSON.stringify(workflow, (_, value: unknown) => {
    const node = value as { kind?: string; id?: string } | null;
    if (node?.kind === "task" && node.id !== undefined) tasks.add(node.id);
    return value;
  });
  return (id) => tasks.has(id.split(".").at(-1) ?? "");
}

/** I6: nothing is claimed after the revoke was acknowledged, and what runs then comes to no other end. */
function checkRevoke(steps: readonly StepEvent[], { revokedAt }: WatchedRun): string[] {
  if (revokedAt === undefined) return [];
  const known = new Set<string>();
  const lines: string[] = [];
  for (const { seq, nodeId, state, epoch, worker, claims } of steps) {
    const claim = `${nodeId} ${epoch} ${worker} ${claims}`;
    if (state === "running" && seq > revokedAt && !known.has(claim)) {
      lines.push(`I6: ${nodeId} was claimed after the revoke`);
    }
    if (state === "running") known.add(claim);
    if (seq > revokedAt && (state === "succeeded" || state === "failed")) {
      lines.push(`I6: ${nodeId} ${state} after the revoke`);
    }
  }
  return lines;
}

/** As workers, web processes and Node say it. */
const COMPLAINT = /^ERROR|^\[\w+\] error:|Warning:|nobody (?:caught|waits)|Uncaught|Unhandled/;

/** I9: what a process said that nobody expects. */
export function complaintsOf(said: string, expected: readonly RegExp[]): string[] {
  return said
    .split("\n")
    .filter((line) => COMPLAINT.test(line))
    .filter((line) => !expected.some((pattern) => pattern.test(line)))
    .map((line) => `I9: a process said: ${line}`);
}
