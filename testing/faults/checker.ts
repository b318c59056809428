/** The invariants of a fault test, held against the handlers' file, the events and Redis when all is over. */
import type { RunEvent } from "@/core/events";
import type { Services } from "@/engine/core-services";
import { readEventPage, toRunEvent } from "@/engine/event-log";
import { nodesOf } from "@/engine/redis-cluster";
import { readRun, readView } from "@/engine/snapshots";
import { checkHistory, type WatchedRun } from "./history";
import type { Note } from "./notes";
import { checkOrder } from "./order";
import { replay } from "./replay";
import type { Viewer } from "./viewer";
import { snapshotOf } from "@/core/run-view";

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
  const own = notes.filter((note) => note.run === run.runId);
  const lines = [
    ...checkHistory(run, events, own),
    ...checkOrder(run.workflow, events),
    ...(run.isSteered ? [] : replay(run.workflow, events, await readRun(services, run.runId))),
  ];
  return lines.map((line) => `${run.runId}: ${line}`);
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
  for (const node of nodesOf(redis)) {
    for await (const found of node.scanStream({ match: `${keys.bull}*:lock`, count: 1000 })) {
      lines.push(...(found as string[]).map((key) => `I8: ${key} is locked`));
    }
  }
  const active = await redis.smembers(keys.active);
  if (active.length > 0) lines.push(`I8: ${active.join(" ")} are still looked after`);
  return lines;
}

/** I8: runs that are removed leave no key behind, neither ours nor BullMQ's. */
export async function remains(services: Services, runs: readonly WatchedRun[]): Promise<string[]> {
  const { redis, keys } = services;
  const ids = new Set(runs.map(({ runId }) => runId));
  const lines: string[] = [];
  for (const node of nodesOf(redis)) {
    for await (const found of node.scanStream({ match: `*${keys.prefix}*`, count: 1000 })) {
      for (const key of found as string[]) {
        // `<prefix>:{<run>}:<name>` and `{<prefix>}:<queue>:<run>.<step>.<epoch>`.
        const [, own, delivered] = /:\{([^}]*)\}:|:([^:.]+)\.\d+\.\d+(?::|$)/.exec(key) ?? [];
        if (ids.has(own ?? delivered ?? "")) lines.push(`I8: ${key} is left of a removed run`);
      }
    }
  }
  return lines;
}
