/** A run as it stands, exact at one place in its stream of events. */
import type { NodeRow, RunFlags, StepReport, StepStatus } from "@/core/events";
import { packRun, type PackedRun } from "@/core/packed-run";
import { applyEvents, createRunView, snapshotOf, type RunView } from "@/core/run-view";
import type { RunSnapshot, RunSummary } from "@/core/snapshot";
import type { StepRecord } from "./step-record";
import type { Services } from "./core-services";
import { readEventPage, rowOf, toRunEvent } from "./event-log";
import { parseRecord, parseReport, statusOf } from "./records";
import { flagsOf, metaOf, readRunFields, summaryOf } from "./run-fields";
import type { RunIndex } from "./run-index";
import { addStopReasons, stepsAmong } from "./stop-reasons";

/** Records read by one call. */
const PAGE = 1000;
/** Events folded onto a snapshot that was read while they came. */
const REDO_PAGE = 1000;

export interface ReadRun {
  index: RunIndex;
  summary: RunSummary & RunFlags;
  retries: number;
  gen: string;
  seq: number;
  /** Records of the elements that stand for nodes; absent: never touched. */
  records: Map<number, StepRecord>;
  /** Rows of all nodes that exist, parents before members. */
  nodes: RunIndex["nodes"];
}

/**
 * Reads a run page by page, without stopping it. What is read lies between the `seq` given and that of the
 * end: {@link getSnapshot} folds the events between.
 */
export async function readRun(services: Services, runId: string): Promise<ReadRun> {
  const { redis, keys, indexes } = services;
  const fields = await readRunFields(redis, keys, runId);
  const meta = metaOf(fields);
  const index = await indexes.get(runId, meta.gen);
  const records = new Map<number, StepRecord>();
  const elements = [index.nodes, ...index.births.map((birth) => birth.nodes)].flatMap((nodes) =>
    nodes.flatMap(({ element }) => (element === null ? [] : [element])),
  );
  for (let i = 0; i < elements.length; i += PAGE) {
    const page = elements.slice(i, i + PAGE);
    const texts = await redis.hmget(keys.runKey(runId, "steps"), ...page.map(String));
    texts.forEach((text, at) => {
      const element = page[at];
      if (text !== null && element !== undefined) records.set(element, parseRecord(text));
    });
  }
  return {
    index,
    records,
    summary: { ...summaryOf(runId, fields), ...flagsOf(fields) },
    retries: meta.retries,
    gen: meta.gen,
    seq: meta.seq,
    nodes: livingNodes(index, records),
  };
}

/** Nodes of births that were dropped are gone. */
function livingNodes(index: RunIndex, records: ReadonlyMap<number, StepRecord>) {
  const living = [...index.nodes];
  for (const { document, nodes } of index.births) {
    const bearer = records.get(document.element);
    if (bearer?.bo?.[0] === document.base && bearer.s !== "X") living.push(...nodes);
  }
  return living;
}

async function readReports(services: Services, run: ReadRun) {
  const { redis, keys } = services;
  const texts = await redis.hgetall(keys.runKey(run.summary.runId, "reports"));
  const reports = new Map<string, StepReport>();
  for (const [element, text] of Object.entries(texts)) {
    const node = run.index.nodeOf(Number(element));
    const record = run.records.get(Number(element));
    if (!node) continue;
    const status = record && statusOf(record, run.index);
    reports.set(node.id, parseReport(text, status?.state));
  }
  return reports;
}

/** The view of a run, exact at `view.seq`. @throws EngineError RUN_NOT_FOUND */
export async function readView(services: Services, runId: string): Promise<RunView> {
  const run = await readRun(services, runId);
  const statuses = new Map<string, StepStatus>();
  for (const { id, element } of run.nodes) {
    const record = element === null ? undefined : run.records.get(element);
    const status = record && statusOf(record, run.index);
    if (status) statuses.set(id, status);
  }
  await addStopReasons(services, { runId, index: run.index }, statuses.values());
  const view = createRunView({
    run: run.summary,
    rows: run.nodes.map((node): NodeRow => rowOf(node)),
    statuses,
    reports: await readReports(services, run),
    seq: run.seq,
    gen: run.gen,
  });
  await redo(services, run, view);
  return view;
}

/** Folds what came while the pages were read: events are absolute, so an overlap does no harm. */
async function redo(services: Services, run: ReadRun, view: RunView): Promise<void> {
  const { redis, keys, indexes } = services;
  const { runId } = run.summary;
  for (;;) {
    const page = await readEventPage(redis, keys, { runId, afterSeq: view.seq, limit: REDO_PAGE });
    if (!page || page.gen !== run.gen || page.events.length === 0) return;
    await indexes.get(runId, run.gen);
    const events = page.events.flatMap((raw) => toRunEvent(raw, run.index) ?? []);
    await addStopReasons(services, { runId, index: run.index }, stepsAmong(events));
    applyEvents(view, events);
    if (page.events.length < REDO_PAGE) return;
  }
}

/**
 * The snapshot for those outside. The root stands for the run there: it is settled when the run is, its own
 * callbacks among it, so that who waits for the root has waited for all.
 */
export async function getSnapshot(services: Services, runId: string): Promise<RunSnapshot> {
  const snapshot = snapshotOf(await readView(services, runId));
  const { rootId, settled } = snapshot.run;
  const nodes = snapshot.nodes.map((node) => (node.id === rootId ? { ...node, settled } : node));
  return { ...snapshot, nodes };
}

/** The same run in few characters, for pages: what follows from rows and statuses is left to who reads it. */
export async function getPackedRun(services: Services, runId: string): Promise<PackedRun> {
  return packRun(await readView(services, runId));
}
