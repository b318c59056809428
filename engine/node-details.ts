/** What is read of a node only when somebody looks: arguments, history, result, the whole error. */
import { z } from "zod";
import type { Json } from "@/core/node";
import type { Expression } from "@/core/plan";
import { culpritIn, type RunView } from "@/core/run-view";
import { isTerminal, type StepError } from "@/core/states";
import type { Services } from "./core-services";
import type { StepPayload } from "./plan-text";
import { nodeOf } from "./control";
import type { AttemptRecord, NodeDetails, ResultAnswer } from "./port";
import { parseError, parseRecord, STATE_OF, statusOf } from "./records";
import { metaOf, readRunFields } from "./run-fields";
import type { RunIndex } from "./run-index";
import { receivedFrom } from "./received-from";
import { readView } from "./snapshots";
import { Values } from "./values";
import { idempotencyKeyOf } from "./worker/context";

export async function getNode(
  services: Services,
  runId: string,
  nodeId: string,
): Promise<NodeDetails> {
  const { redis, keys } = services;
  const fields = await readRunFields(redis, keys, runId);
  const index = await services.indexes.get(runId, metaOf(fields).gen);
  const node = nodeOf(index, runId, nodeId);
  const empty = { nodeId, args: [], kwargs: {}, options: {}, history: [] };
  const { element } = node;
  if (element === null || node.kind !== "task") return empty;
  const [planText, recordText, notes] = await Promise.all([
    redis.hget(keys.runKey(runId, "plan"), String(element)),
    redis.hget(keys.runKey(runId, "steps"), String(element)),
    redis.hmget(keys.runKey(runId, "notes"), `g${element}`, `h${element}`, `e${element}`),
  ]);
  const [override, history, error] = notes;
  const cut = planText?.indexOf("\n") ?? -1;
  const payload = JSON.parse(override ?? planText?.slice(cut + 1) ?? "{}") as StepPayload;
  const head = JSON.parse(planText?.slice(0, cut) ?? "{}") as { i?: Expression };
  const record = recordText === null ? undefined : parseRecord(recordText);
  const received = await receivedBy({ services, runId, index: async () => index }, head.i, {
    started: record?.t0 !== undefined,
    literal: payload.received,
  });
  const iterated = (record?.i ?? 0) > 0;
  const from = iterated ? undefined : receivedFrom(index, node);
  return {
    ...empty,
    ...(node.task === undefined ? {} : { task: node.task }),
    args: payload.signature?.args ?? [],
    kwargs: payload.signature?.kwargs ?? {},
    options: (payload.signature?.options ?? {}) as { [name: string]: Json },
    ...(received === undefined || iterated ? {} : { received: received.value }),
    ...(from === undefined ? {} : { receivedFrom: from }),
    ...(record
      ? {
          idempotencyKey: idempotencyKeyOf(runId, element, {
            iteration: record.i ?? 0,
            keyChanges: record.z ?? 0,
          }),
        }
      : {}),
    ...(error && record?.er !== undefined ? { error: parseError(error) } : {}),
    history: parseHistory(history ?? ""),
  };
}

async function receivedBy(
  run: {
    services: Services;
    runId: string;
    index: ConstructorParameters<typeof Values>[2];
  },
  expression: Expression | undefined,
  step: { started: boolean; literal: { value: Json } | undefined },
): Promise<{ value: Json } | undefined> {
  if (expression === undefined) return step.literal;
  if (!step.started) return undefined;
  const values = new Values(run.services, run.runId, run.index);
  return { value: await values.value(expression) };
}

const historySchema = z.object({
  e: z.number(),
  a: z.number(),
  i: z.number(),
  s: z.string(),
  w: z.string().optional(),
  q: z.number().optional(),
  t0: z.number().optional(),
  t1: z.number(),
  er: z.string().optional(),
});

const OUTCOMES: { [letter: string]: string } = { ...STATE_OF, L: "lost", U: "returned" };

function parseHistory(text: string): AttemptRecord[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { e, a, i, s, w, q, t0, t1, er } = historySchema.parse(JSON.parse(line));
      return {
        epoch: e,
        attempt: a,
        iteration: i,
        outcome: OUTCOMES[s] ?? s,
        finishedAt: t1,
        ...(w === undefined ? {} : { worker: w }),
        ...(t0 === undefined || q === undefined ? {} : { queuedAt: t0 - q }),
        ...(t0 === undefined ? {} : { startedAt: t0 }),
        ...(er === undefined ? {} : { error: parseError(er) }),
      };
    });
}

/**
 * The result of a node, of a group the ordered list; without `nodeId` that of the run: its state with its
 * root's value. What failed comes with the error of the step that made it so.
 *
 * @throws EngineError RUN_NOT_FOUND, NODE_NOT_FOUND
 */
export async function getResult(
  services: Services,
  runId: string,
  nodeId?: string,
): Promise<ResultAnswer> {
  const { redis, keys, indexes } = services;
  const fields = await readRunFields(redis, keys, runId);
  const index = await indexes.get(runId, metaOf(fields).gen);
  const node = nodeOf(index, runId, nodeId ?? fields.rootId ?? "");
  if (nodeId !== undefined && node.element !== null && node.kind === "task") {
    return stepResult(services, runId, { element: node.element, index });
  }
  const view = await readView(services, runId);
  const own = view.nodes.get(node.id);
  const { state, settled: ready } = (nodeId === undefined ? view.run : own) ?? UNKNOWN;
  const answer: ResultAnswer = { state, ready };
  // An optional root that failed counts as success with the value null.
  if (own?.state === "succeeded" || (state === "succeeded" && ready)) {
    const values = new Values(services, runId, async () => index);
    answer.value = await values.value(node.exit);
  }
  if (state === "failed") {
    const error = await errorOf({ services, runId, index }, view, nodeId ?? null);
    if (error) answer.error = error;
  }
  return answer;
}

const UNKNOWN = { state: "pending", settled: false } as const;

/** The whole error of what made a container or the run failed. */
async function errorOf(
  { services, runId, index }: { services: Services; runId: string; index: RunIndex },
  view: RunView,
  nodeId: string | null,
): Promise<StepError | undefined> {
  const culprit = culpritIn(view, nodeId) ?? "";
  const element = index.node(culprit)?.element ?? null;
  const notes = services.keys.runKey(runId, "notes");
  const full = element === null ? null : await services.redis.hget(notes, `e${element}`);
  return full === null ? view.nodes.get(culprit)?.error : parseError(full);
}

async function stepResult(
  services: Services,
  runId: string,
  { element, index }: { element: number; index: Parameters<typeof statusOf>[1] },
): Promise<ResultAnswer> {
  const { redis, keys } = services;
  const text = await redis.hget(keys.runKey(runId, "steps"), String(element));
  const status = text === null ? undefined : statusOf(parseRecord(text), index);
  const state = status?.state ?? "pending";
  const isReady = isTerminal(state);
  if (state === "succeeded") {
    const values = new Values(services, runId, async () => index);
    return { state, ready: isReady, value: await values.value(element) };
  }
  if (state !== "failed") return { state, ready: isReady };
  const full = await redis.hget(keys.runKey(runId, "notes"), `e${element}`);
  const error = full === null ? status?.error : parseError(full);
  return { state, ready: isReady, ...(error ? { error } : {}) };
}
