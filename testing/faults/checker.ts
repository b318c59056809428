/** The invariants of a fault test, held against the handlers' file, the events and Redis when all is over. */
import type { RunEvent } from "@/core/events";
import type { Workflow } from "@/core/node";
import { isTerminal } from "@/core/states";
import type { Services } from "@/engine/core-services";
import { readEventPage, toRunEvent } from "@/engine/event-log";
import { readRun, readView } from "@/engine/snapshots";
import type { Note } from "./notes";
import { replay } from "./replay";
import type { Viewer } from "./viewer";
import { snapshotOf } from "@/core/run-view";

/** What the checker has to know of a run. */
export interface RunMarks {
  /** Somebody steered it, or it iterates: the model does not know what happened, and when. */
  isSteered?: boolean;
  /** Its first events are gone: only its end is checked. */
  isTrimmed?: boolean;
  /** Redis has lost its newest writes: handlers did what nobody remembers. */
  hasLostHistory?: boolean;
}

export interface WatchedRun extends RunMarks {
  runId: string;
  workflow: Workflow;
  /** The last event when a revoke of all of it was acknowledged. */
  revokedAt?: number;
}

type StepEvent = Extract<RunEvent, { type: "step.changed" }>;

/** Every event of a run, oldest first. */
export async function readEvents(services: Services, runId: string): Promise<RunEvent[]> {
  const { redis, keys } = services;
  const { index } = await readRun(services, runId);
  const page = await readEventPage(redis, keys, { runId, afterSeq: 0, limit: 1_000_000 });
  if (page && page.firstSeq > 1) throw new Error(`The first events of ${runId} are trimmed`);
  return (page?.events ?? []).flatMap((raw) => toRunEvent(raw, index) ?? []);
}

/** I2 to I6 of one run. */
export async function checkRun(
  services: Services,
  run: WatchedRun,
  notes: readonly Note[],
): Promise<string[]> {
  if (run.isTrimmed) return [];
  const events = await readEvents(services, run.runId);
  const steps = events.filter((event): event is StepEvent => event.type === "step.changed");
  const own = notes.filter((note) => note.run === run.runId);
  const lines = [
    ...checkTransitions(steps, run),
    ...(run.hasLostHistory ? [] : checkExecutions(steps, own, run)),
    ...checkRevoke(steps, run),
    ...(run.isSteered ? [] : replay(run.workflow, events, await readRun(services, run.runId))),
  ];
  return lines.map((line) => `${run.runId}: ${line}`);
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

/** I7: a viewer shows what the server holds. */
export async function checkViewer(services: Services, viewer: Viewer): Promise<string[]> {
  const server = snapshotOf(await readView(services, viewer.runId));
  const seen = viewer.shows();
  const lines = viewer.complaints.map((line) => `I7: ${line}`);
  const [wanted, shown] = [server, seen].map((snapshot) => pictureOf(snapshot?.nodes ?? []));
  for (const [id, text] of wanted ?? []) {
    if (shown?.get(id) !== text) lines.push(`I7: ${id} is ${text}, shown is ${shown?.get(id)}`);
  }
  for (const id of shown?.keys() ?? []) if (!wanted?.has(id)) lines.push(`I7: ${id} is shown`);
  return lines;
}

function pictureOf(
  nodes: readonly { id: string; state: string; settled: boolean; epoch: number }[],
): Map<string, string> {
  return new Map(
    nodes.map(({ id, state, settled, epoch }) => [id, `${state} ${settled} ${epoch}`]),
  );
}

/** I8: what is left in Redis that should not be. */
export async function leftovers(
  services: Services,
  runs: readonly WatchedRun[],
): Promise<string[]> {
  const { redis, keys, queues } = services;
  const lines: string[] = [];
  const counts = await queues
    .get("default")
    .getJobCounts("waiting", "active", "delayed", "prioritized", "failed");
  for (const [state, count] of Object.entries(counts)) {
    if (count > 0) lines.push(`I8: ${count} jobs are ${state}`);
  }
  for (const { runId } of runs) {
    for (const name of ["outbox", "due", "ready", "back", "ahead"] as const) {
      if ((await redis.exists(keys.runKey(runId, name))) > 0)
        lines.push(`I8: ${runId} has ${name}`);
    }
  }
  for await (const found of redis.scanStream({ match: `${keys.bull}*:lock`, count: 1000 })) {
    lines.push(...(found as string[]).map((key) => `I8: ${key} is locked`));
  }
  const active = await redis.smembers(keys.active);
  if (active.length > 0) lines.push(`I8: ${active.join(" ")} are still looked after`);
  return lines;
}

/** I9: what a process said that nobody expects. */
export function complaintsOf(said: string, expected: readonly RegExp[]): string[] {
  return said
    .split("\n")
    .filter((line) => /^ERROR|Warning:|nobody (?:caught|waits)|Uncaught/.test(line))
    .filter((line) => !expected.some((pattern) => pattern.test(line)))
    .map((line) => `I9: a process said: ${line}`);
}
