/** All saved workflows: searched, sorted, each with its last run. */
import { EngineError } from "@/core/errors";
import type { RunSummary } from "@/core/snapshot";
import type { WorkflowSort, WorkflowSummary } from "@/core/saved";
import { readSummary } from "../run-list";
import type { RunFields } from "../run-fields";
import { summaryOfHead, type HeadFields } from "./heads";
import type { WorkflowListInput } from "./port";
import type { Store } from "./store";
import { widePipeline } from "../redis-cluster";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
/** Heads that are read by one call to Redis. */
const PAGE = 1000;
/** Runs of a workflow that are remembered. */
const MAX_RUNS = 50;
/** One that is not there and is in the index for longer than this was deleted, and has expired. */
const FORGET_MS = 60 * 60 * 1000;

/** The whole index is read: a list of some thousand workflows is some thousand small hashes. */
async function readHeads({ services, keys }: Store): Promise<WorkflowSummary[]> {
  const { redis } = services;
  const entries = await redis.zrange(keys.index, "0", "-1", "WITHSCORES");
  const found: WorkflowSummary[] = [];
  for (let from = 0; from < entries.length; from += PAGE * 2) {
    const page = entries.slice(from, from + PAGE * 2);
    const ids = page.filter((_, i) => i % 2 === 0);
    const pipeline = widePipeline(redis);
    for (const id of ids) pipeline.hgetall(keys.of(id, "workflow"));
    const replies = (await pipeline.exec()) ?? [];
    for (const [i, id] of ids.entries()) {
      const [error, fields] = replies[i] ?? [];
      if (error) throw error;
      const summary = summaryOfHead(id, fields as HeadFields);
      if (summary !== null) found.push(summary);
      else if (Number(page[i * 2 + 1]) < Date.now() - FORGET_MS) await redis.zrem(keys.index, id);
    }
  }
  return found;
}

const byName = (a: WorkflowSummary, b: WorkflowSummary) =>
  a.name.localeCompare(b.name, "en", { numeric: true, sensitivity: "base" });

const ORDERS: { [S in WorkflowSort]: (a: WorkflowSummary, b: WorkflowSummary) => number } = {
  saved: (a, b) => b.savedAt - a.savedAt,
  created: (a, b) => b.createdAt - a.createdAt,
  name: byName,
  run: (a, b) => (b.lastRun?.submittedAt ?? 0) - (a.lastRun?.submittedAt ?? 0),
};

export async function list(store: Store, input: WorkflowListInput) {
  const { search, sort = "saved", removed = false, cursor = "0" } = input;
  if (!/^\d{1,9}$/.test(cursor)) throw new EngineError("CURSOR_INVALID");
  const limit = Math.min(Math.max(input.limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);
  const wanted = search?.trim().toLowerCase() ?? "";
  const fits = ({ name, id, removedAt }: WorkflowSummary) =>
    (removedAt !== undefined) === removed &&
    (wanted === "" || name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted));
  let found = (await readHeads(store)).filter(fits);
  // Only this order has to know the runs of those that are not shown, too.
  if (sort === "run") found = await withLastRuns(store, found);
  const sorted = found.toSorted(
    (a, b) => ORDERS[sort](a, b) || byName(a, b) || (a.id < b.id ? -1 : 1),
  );
  const from = Number(cursor);
  const page = sorted.slice(from, from + limit);
  const end = from + page.length;
  return {
    workflows: sort === "run" ? page : await withLastRuns(store, page),
    total: sorted.length,
    nextCursor: end < sorted.length ? String(end) : null,
  };
}

/** Notes that a run is one of this workflow, for its last run in the list. */
export async function noteRun({ services, keys }: Store, id: string, runId: string): Promise<void> {
  const key = keys.of(id, "runs");
  await services.redis
    .multi()
    .zadd(key, "NX", Date.now(), runId)
    .zremrangebyrank(key, 0, -MAX_RUNS - 1)
    .exec();
}

async function withLastRuns(store: Store, found: WorkflowSummary[]): Promise<WorkflowSummary[]> {
  const { services, keys } = store;
  const { redis } = services;
  const ids = widePipeline(redis);
  for (const { id } of found) ids.zrevrange(keys.of(id, "runs"), 0, 2);
  const lists = ((await ids.exec()) ?? []).map(([, runIds]) => (runIds ?? []) as string[]);
  const runIds = lists.flat();
  const fields = widePipeline(redis);
  for (const runId of runIds) fields.hgetall(services.keys.runKey(runId, "run"));
  const replies = (await fields.exec()) ?? [];
  const runs = new Map<string, RunSummary>();
  for (const [i, runId] of runIds.entries()) {
    const run = replies[i]?.[1] as RunFields | undefined;
    if (run?.["live"] === "1") runs.set(runId, await readSummary(services, runId, run));
  }
  return found.map((summary, i) => {
    const lastRun = lists[i]?.map((runId) => runs.get(runId)).find((run) => run !== undefined);
    return lastRun === undefined ? summary : { ...summary, lastRun };
  });
}
