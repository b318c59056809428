/** What a person or program does to a run: revoke, retry, pause, pin. */
import { EngineError } from "@/core/errors";
import type { PlanNode } from "@/core/plan";
import { planRetry, type RetryElement, type RetryPlan } from "@/core/retry";
import { ReplyCode, type Flush } from "./replies";
import type { StepRecord } from "./step-record";
import type { Services } from "./core-services";
import type { RetryInput } from "./port";
import { parseRecord, STATE_OF } from "./records";
import { metaOf, readRunFields } from "./run-fields";
import type { RunIndex } from "./run-index";
import { causesOf } from "./causes";
import { overrideOf } from "./edited-arguments";
import { notePinned } from "./retention/census";
import { readRun, type ReadRun } from "./snapshots";

/** Tries while the run has earlier work to propagate. */
const MAX_BUSY = 1000;

const gone = (runId: string) =>
  new EngineError(
    "RUN_NOT_FOUND",
    `There is no run ${runId}: it was removed, has expired, or the id is wrong.`,
  );

/** Repeats a move until the run's earlier work is done, and follows what it leaves to do. */
async function move(
  services: Services,
  runId: string,
  call: () => Promise<{ code: ReplyCode; flush: Flush }>,
): Promise<Flush> {
  for (let i = 0; i < MAX_BUSY; i += 1) {
    const { code, flush } = await call();
    const done = await services.dispatcher.follow(runId, flush);
    if (code === ReplyCode.Gone) throw gone(runId);
    if (code === ReplyCode.Conflict) throw new EngineError("CONFLICT");
    if (code !== ReplyCode.Busy) return done;
  }
  throw new EngineError("CONFLICT", `Run ${runId} is changing too fast. Try again.`);
}

/** @throws EngineError NODE_NOT_FOUND */
export function nodeOf(index: RunIndex, runId: string, nodeId: string): PlanNode {
  const node = index.node(nodeId);
  if (!node) throw new EngineError("NODE_NOT_FOUND", `Run ${runId} has no node ${nodeId}.`);
  return node;
}

async function indexOf(services: Services, runId: string): Promise<RunIndex> {
  const fields = await readRunFields(services.redis, services.keys, runId);
  return services.indexes.get(runId, metaOf(fields).gen);
}

export async function revoke(
  services: Services,
  input: { runId: string; nodeId?: string; terminate?: boolean },
) {
  const { runId, nodeId, terminate = false } = input;
  const index = await indexOf(services, runId);
  let ranges: [number, number][] | "all" = "all";
  if (nodeId !== undefined) {
    const [first, end] = nodeOf(index, runId, nodeId).range;
    ranges = [[first, end - 1]];
  }
  const flush = await move(services, runId, () =>
    services.commands.revokeRun(runId, { ranges, forced: terminate }),
  );
  // A hint only: each beat of a worker asks anyway.
  await services.redis.publish(services.keys.cancelChannel, runId);
  return { revoked: flush.revoked, revoking: flush.revoking };
}

/** Elements read by one call. */
const PAGE = 1000;

/** A run with the records of its joins, which know what was bad before them. */
async function readWithJoins(services: Services, runId: string): Promise<ReadRun> {
  const run = await readRun(services, runId);
  const { index, records } = run;
  const ranges = [index.plan, ...index.births.map(({ document, size }) => ({ ...document, size }))];
  const joins = ranges.flatMap(({ base, size }) =>
    Array.from({ length: size }, (_, i) => base + i).filter(
      (number) => index.element(number)?.kind === "join" && !records.has(number),
    ),
  );
  const key = services.keys.runKey(runId, "steps");
  for (let i = 0; i < joins.length; i += PAGE) {
    const page = joins.slice(i, i + PAGE);
    const texts = await services.redis.hmget(key, ...page.map(String));
    texts.forEach((text, at) => {
      const number = page[at];
      if (text !== null && number !== undefined) records.set(number, parseRecord(text));
    });
  }
  return run;
}

function elementsOf(run: ReadRun): (number: number) => RetryElement | undefined {
  const exits = new Map<number, RetryElement>();
  return (number) => {
    const planned = run.index.element(number);
    if (!planned) return undefined;
    const record = run.records.get(number);
    if (record?.s === "X") return undefined;
    const known = exits.get(number);
    if (known) return known;
    const found = toRetryElement(planned, record);
    exits.set(number, found);
    return found;
  };
}

function toRetryElement(
  planned: RetryElement["planned"],
  record: StepRecord | undefined,
): RetryElement {
  const state = record && record.s !== "X" ? STATE_OF[record.s] : "pending";
  return {
    planned,
    state,
    bad: (record?.b ?? 0) + (record?.p ?? 0),
    goesOn: record !== undefined && goesOn(planned, record),
    ...(record?.bo ? { born: record.bo } : {}),
  };
}

/** As includes/signals.lua tells what follows. */
function goesOn({ optional }: RetryElement["planned"], { s, st, ex, ck }: StepRecord): boolean {
  if (s === "D") return st !== 1;
  if (s === "V") return optional && ex === 1;
  return s === "F" && optional && ck !== "revoked";
}

/**
 * Gives failed, revoked or skipped steps a new decision. With `dryRun` it says what it would do, by the same
 * computation.
 *
 * @throws EngineError RUN_NOT_FOUND, NODE_NOT_FOUND, NOT_RETRYABLE, CONFLICT, ARGUMENTS_INVALID
 */
export async function retry(services: Services, input: RetryInput) {
  const { runId, nodeId, scope } = input;
  const run = await readWithJoins(services, runId);
  const node = nodeId === undefined ? undefined : nodeOf(run.index, runId, nodeId);
  const own = node?.element ?? undefined;
  const record = own === undefined ? undefined : run.records.get(own);
  const isKept = own !== undefined && scope !== "failed" && record && isKeptFromRunning(record);
  const plan = planRetry({
    scope,
    causes: isKept ? await causesOf(services, run, own) : [],
    range: node?.range ?? [0, run.index.plan.size],
    isTask: node?.kind === "task",
    ...(own === undefined ? {} : { own }),
    element: elementsOf(run),
  });
  if (!plan) throw notRetryable(input);
  const override = await overrideOf(services, input, { node, index: run.index });
  if (!input.dryRun) {
    const request = services.createId();
    // The sweeper's set first: a crash behind it leaves a run too many in it, never one too few.
    await services.redis.sadd(services.keys.active, runId);
    await move(services, runId, () =>
      services.commands.retryRun(runId, {
        expected: run.retries,
        request,
        targets: plan.targets,
        ...(override ? { override } : {}),
      }),
    );
  }
  return answer(run, plan);
}

/** What would skip it, were it decided about now. A callback whose case did not come is kept from nothing. */
function isKeptFromRunning({ s, ck, b = 0 }: StepRecord): boolean {
  return s === "K" ? ck !== "unneeded" : (s === "V" || s === "F") && b > 0;
}

function answer(run: ReadRun, { willRun, rearmed, dropped }: RetryPlan) {
  const answered = { willRun: [] as string[], kept: [] as string[] };
  for (const { id, element } of run.nodes) {
    if (element === null || dropped.has(element)) continue;
    if (willRun.has(element)) answered.willRun.push(id);
    else if (run.records.get(element)?.s === "D" && !rearmed.has(element)) answered.kept.push(id);
  }
  return answered;
}

function notRetryable({ runId, nodeId, scope }: RetryInput): EngineError {
  const what = nodeId === undefined ? `Run ${runId}` : `Node ${nodeId}`;
  const hint =
    scope === "from"
      ? "it has not ended yet, or was never executed. Wait for its end, or revoke it first"
      : "nothing in it has failed, was revoked or was skipped for that. To run again what succeeded, use scope “from”";
  return new EngineError("NOT_RETRYABLE", `${what} cannot be retried: ${hint}.`);
}

export async function setPaused(services: Services, runId: string, paused: boolean): Promise<void> {
  await move(services, runId, () => services.commands.pauseRun(runId, paused));
}

export async function setPinned(services: Services, runId: string, pinned: boolean): Promise<void> {
  await move(services, runId, () => services.commands.pinRun(runId, pinned));
  await notePinned(services, runId, pinned);
}
