/** Runs, newest first. */
import type { RunSummary } from "@/core/snapshot";
import { EngineError } from "@/core/errors";
import type { Services } from "./core-services";
import type { RunListInput } from "./port";
import { isVeiled, summaryOf, type RunFields } from "./run-fields";
import { readView } from "./snapshots";
import { widePipeline } from "./redis-cluster";

const PAGE = 100;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
/** Runs looked at by one call, however rare the filter is: the cursor goes on from there. */
const MAX_SCANNED = 2000;

interface Scan {
  runs: RunSummary[];
  scanned: number;
  /** Where the next page starts; null at the end. */
  next: string | null;
}

/** Cursor: `<submitted at>:<run id>` of the last one looked at. */
function parseCursor(cursor: string): { at: number; runId: string } {
  const [, at, runId] = /^(\d{1,16}):([A-Za-z0-9_-]{1,64})$/.exec(cursor) ?? [];
  if (at === undefined || runId === undefined) throw new EngineError("CURSOR_INVALID");
  return { at: Number(at), runId };
}

function matches(run: RunSummary, { state, search, task }: RunListInput): boolean {
  if (state !== undefined && run.state !== state) return false;
  if (task !== undefined && !run.tasks.includes(task)) return false;
  const wanted = search?.trim().toLowerCase();
  if (!wanted) return true;
  return [run.name, run.runId, ...run.tasks].some((text) => text.toLowerCase().includes(wanted));
}

/** The counts tell the state, but for a rare case in which the nodes have to. */
export async function readSummary(
  services: Services,
  runId: string,
  fields: RunFields,
): Promise<RunSummary> {
  const summary = summaryOf(runId, fields);
  if (!isVeiled(fields)) return summary;
  return { ...summary, state: (await readView(services, runId)).run.state };
}

export async function listRuns(services: Services, input: RunListInput) {
  const limit = Math.min(Math.max(input.limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);
  const scan: Scan = { runs: [], scanned: 0, next: input.cursor ?? null };
  for (;;) {
    const page = await readPage(services, scan.next);
    for (const { runId, at, fields } of page) {
      scan.next = `${at}:${runId}`;
      scan.scanned += 1;
      if (fields.live !== "1") {
        await forgetGone(services, runId);
        continue;
      }
      const summary = await readSummary(services, runId, fields);
      if (matches(summary, input)) scan.runs.push(summary);
      if (scan.runs.length === limit) return { runs: scan.runs, nextCursor: scan.next };
    }
    if (page.length < PAGE) return { runs: scan.runs, nextCursor: null };
    if (scan.scanned >= MAX_SCANNED) return { runs: scan.runs, nextCursor: scan.next };
  }
}

async function readPage({ redis, keys }: Services, cursor: string | null) {
  const from = cursor === null ? null : parseCursor(cursor);
  const entries: { runId: string; at: number }[] = [];
  // Runs of the same millisecond are told apart by id, which is how the index orders them too.
  const raw = await redis.zrevrangebyscore(
    keys.runs,
    from?.at ?? "+inf",
    "-inf",
    "WITHSCORES",
    "LIMIT",
    0,
    PAGE * 2,
  );
  for (let i = 0; i + 1 < raw.length && entries.length < PAGE; i += 2) {
    const runId = raw[i] ?? "";
    const at = Number(raw[i + 1]);
    if (from && at === from.at && runId >= from.runId) continue;
    entries.push({ runId, at });
  }
  const pipeline = widePipeline(redis);
  for (const { runId } of entries) pipeline.hgetall(keys.runKey(runId, "run"));
  const replies = (await pipeline.exec()) ?? [];
  return entries.map((entry, i) => {
    const [error, fields] = replies[i] ?? [];
    if (error) throw error;
    return { ...entry, fields: fields as RunFields };
  });
}

/** Its keys have expired. One that is being submitted at this moment is not live yet either, and has keys. */
async function forgetGone({ redis, keys }: Services, runId: string): Promise<void> {
  if ((await redis.exists(keys.runKey(runId, "run"))) === 0) await redis.zrem(keys.runs, runId);
}
