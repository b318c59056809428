/** What a person or program asks to run again, and what that would do. */
import { EngineError } from "@/core/errors";
import { planRetry, type RetryPlan } from "@/core/retry";
import { targetsOf, type RetryElement, type RetryTarget } from "@/core/retry-targets";
import { causesOf } from "./causes";
import { move, namedIn, nodeOf } from "./control";
import type { Services } from "./core-services";
import { overrideOf } from "./edited-arguments";
import type { RetryAnswer, RetryInput } from "./port";
import { parseRecord, STATE_OF } from "./records";
import { readRun, type ReadRun } from "./snapshots";
import type { StepRecord } from "./step-record";

/** Elements read by one call. */
const PAGE = 1000;

/** A run with the records of its joins, which know what was bad before them. */
export async function readWithJoins(services: Services, runId: string): Promise<ReadRun> {
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

export function elementsOf(run: ReadRun): (number: number) => RetryElement | undefined {
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
 * computation. Of several nodes those that cannot be retried are told, and the others are.
 *
 * @throws EngineError RUN_NOT_FOUND, NODE_NOT_FOUND, NOT_RETRYABLE, CONFLICT, ARGUMENTS_INVALID
 */
export async function retry(services: Services, input: RetryInput): Promise<RetryAnswer> {
  const { runId } = input;
  const run = await readWithJoins(services, runId);
  const nodeIds = namedIn(input);
  const { targets, refused } = await targetsIn(services, run, input);
  if (targets.length === 0) throw notRetryable(input);
  const only = nodeIds?.length === 1 ? nodeIds[0] : undefined;
  const node = only === undefined ? undefined : nodeOf(run.index, runId, only);
  const override = await overrideOf(services, input, { node, index: run.index });
  if (!input.dryRun) {
    const request = services.createId();
    // The sweeper's set first: a crash behind it leaves a run too many in it, never one too few.
    await services.redis.sadd(services.keys.active, runId);
    await move(services, runId, () =>
      services.commands.retryRun(runId, {
        expected: run.retries,
        request,
        targets,
        ...(override ? { override } : {}),
      }),
    );
  }
  const answer = answerOf(run, planRetry(targets, elementsOf(run)));
  return nodeIds === undefined || nodeIds.length < 2 ? answer : { ...answer, refused };
}

/** Where the retry begins, each place once, and the nodes in which there is none. */
async function targetsIn(services: Services, run: ReadRun, input: RetryInput) {
  const targets = new Map<string, RetryTarget>();
  const refused: string[] = [];
  for (const nodeId of namedIn(input) ?? [undefined]) {
    const found = await targetsOfNode(services, run, { scope: input.scope, nodeId });
    if (found.length === 0 && nodeId !== undefined) refused.push(nodeId);
    for (const target of found) targets.set(target.join(" "), target);
  }
  return { targets: [...targets.values()], refused };
}

async function targetsOfNode(
  services: Services,
  run: ReadRun,
  { scope, nodeId }: { scope: RetryInput["scope"]; nodeId: string | undefined },
): Promise<RetryTarget[]> {
  const node = nodeId === undefined ? undefined : nodeOf(run.index, run.summary.runId, nodeId);
  const own = node?.element ?? undefined;
  const record = own === undefined ? undefined : run.records.get(own);
  const isKept = own !== undefined && scope !== "failed" && record && isKeptFromRunning(record);
  return targetsOf({
    scope,
    causes: isKept ? await causesOf(services, run, own) : [],
    range: node?.range ?? [0, run.index.plan.size],
    isTask: node?.kind === "task",
    ...(own === undefined ? {} : { own }),
    element: elementsOf(run),
  });
}

/** What would skip it, were it decided about now. A callback whose case did not come is kept from nothing. */
function isKeptFromRunning({ s, ck, b = 0 }: StepRecord): boolean {
  return s === "K" ? ck !== "unneeded" : (s === "V" || s === "F") && b > 0;
}

export function answerOf(run: ReadRun, { willRun, rearmed, dropped }: RetryPlan) {
  const answered = { willRun: [] as string[], kept: [] as string[] };
  for (const { id, element } of run.nodes) {
    if (element === null || dropped.has(element)) continue;
    if (willRun.has(element)) answered.willRun.push(id);
    else if (run.records.get(element)?.s === "D" && !rearmed.has(element)) answered.kept.push(id);
  }
  return answered;
}

function notRetryable(input: RetryInput): EngineError {
  const { runId, scope } = input;
  const nodeIds = namedIn(input);
  const [only] = nodeIds ?? [];
  const what =
    only === undefined
      ? `Run ${runId}`
      : nodeIds?.length === 1
        ? `Node ${only}`
        : "None of these nodes";
  const hint =
    scope === "from"
      ? "it has not ended yet, or was never executed. Wait for its end, or revoke it first"
      : "nothing in it has failed, was revoked or was skipped for that. To run again what succeeded, use scope “from”";
  const verb = what.startsWith("None") ? "can" : "cannot";
  return new EngineError("NOT_RETRYABLE", `${what} ${verb} be retried: ${hint}.`);
}
