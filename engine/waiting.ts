/**
 * What only the engine knows about a node that waits: its place in the run's list and in BullMQ's queue, the
 * workers that could execute it, delays of the containers around it. Read when somebody looks, never stored.
 */
import type { StepFacts, WaitingFacts } from "@/core/waiting";
import type { PlanNode } from "@/core/plan";
import type { Services } from "./core-services";
import { nodeOf } from "./control";
import { isKnown } from "./format";
import { findPlace } from "./place";
import { DEFAULT_QUEUE } from "./queues";
import { parseRecord } from "./records";
import { metaOf, readRunFields, type RunFields } from "./run-fields";
import type { RunIndex } from "./run-index";
import type { StepRecord } from "./step-record";
import { optionsOf } from "./task-defaults";
import type { StepPayload } from "./plan-text";

interface Look {
  services: Services;
  runId: string;
  fields: RunFields;
  index: RunIndex;
  node: PlanNode;
}

/** @throws EngineError RUN_NOT_FOUND, NODE_NOT_FOUND */
export async function getWaiting(
  services: Services,
  runId: string,
  nodeId: string,
): Promise<WaitingFacts> {
  const { redis, keys, indexes } = services;
  const fields = await readRunFields(redis, keys, runId);
  const index = await indexes.get(runId, metaOf(fields).gen);
  const look: Look = { services, runId, fields, index, node: nodeOf(index, runId, nodeId) };
  const [time, delay, own] = await Promise.all([redis.time(), delayOf(look), factsOfStep(look)]);
  const window = windowOf(look);
  return {
    now: Number(time[0]) * 1000 + Math.floor(Number(time[1]) / 1000),
    ...(delay === undefined ? {} : { delay }),
    ...(window === undefined ? {} : { window }),
    ...own,
  };
}

/** The node and what is around it, from the inside. */
function* around({ index, node }: Look): Generator<PlanNode> {
  for (let each: PlanNode | undefined = node; each;) {
    yield each;
    each = each.parentId === null ? undefined : index.node(each.parentId);
  }
}

/** The entry of a container that has one: the first of its elements. */
function entryOf({ index }: Look, { exit, range }: PlanNode): number | undefined {
  const last = index.element(exit);
  const entry = last?.kind === "join" ? last.entry : undefined;
  return entry === range[0] ? entry : undefined;
}

async function delayOf(look: Look): Promise<WaitingFacts["delay"]> {
  const { services, runId } = look;
  const delayed = [...around(look)].flatMap((node) => {
    const entry = entryOf(look, node);
    const element = entry === undefined ? undefined : look.index.element(entry);
    const waits = element?.delayMs !== undefined || element?.etaMs !== undefined;
    return entry === undefined || !waits ? [] : [{ nodeId: node.id, entry }];
  });
  if (delayed.length === 0) return undefined;
  const key = services.keys.runKey(runId, "steps");
  const texts = await services.redis.hmget(key, ...delayed.map(({ entry }) => String(entry)));
  for (const [at, { nodeId }] of delayed.entries()) {
    const record = parseOptional(texts[at]);
    if (record?.s === "S" && record.du !== undefined) return { nodeId, until: record.du };
  }
  return undefined;
}

const parseOptional = (text: string | null | undefined): StepRecord | undefined =>
  text === null || text === undefined ? undefined : parseRecord(text);

function windowOf(look: Look): WaitingFacts["window"] {
  for (const { role, parentId } of around(look)) {
    const map = role === "child" && parentId !== null ? look.index.node(parentId) : undefined;
    const element = map?.kind === "map" ? look.index.element(map.element ?? -1) : undefined;
    if (map && element?.kind === "map" && element.node.window !== undefined)
      return { nodeId: map.id, size: element.node.window };
  }
  return undefined;
}

async function factsOfStep(
  look: Look,
): Promise<Pick<WaitingFacts, "step" | "attempts" | "expiresAt">> {
  const { services, runId, node } = look;
  const { element } = node;
  if (element === null || (node.kind !== "task" && node.kind !== "map")) return {};
  const { redis, keys } = services;
  const [planText, recordText, expiry] = await Promise.all([
    redis.hget(keys.runKey(runId, "plan"), String(element)),
    redis.hget(keys.runKey(runId, "steps"), String(element)),
    redis.zscore(keys.runKey(runId, "due"), `x${element}`),
  ]);
  if (planText === null) return {};
  const record = parseOptional(recordText);
  const cut = planText.indexOf("\n");
  const { q: queue = DEFAULT_QUEUE } = JSON.parse(planText.slice(0, cut)) as { q?: string };
  const attempts = await attemptsOf(look, planText.slice(cut + 1));
  return {
    // Once it has begun, what comes is another turn of the same step.
    ...(expiry === null || record?.i !== undefined ? {} : { expiresAt: Number(expiry) }),
    ...(attempts === undefined ? {} : { attempts }),
    step: await stepFacts(look, { element, record, queue }),
  };
}

async function attemptsOf({ services, node }: Look, payload: string): Promise<number | undefined> {
  if (node.task === undefined || payload === "") return undefined;
  const own = (JSON.parse(payload) as StepPayload).signature?.options;
  const task = (await services.registry.listTasks()).find(({ name }) => name === node.task);
  return optionsOf(task, own).attempts;
}

async function stepFacts(
  { services, runId, fields, node }: Look,
  step: { element: number; record: StepRecord | undefined; queue: string },
): Promise<StepFacts> {
  const { redis, keys, queues } = services;
  const { element, record, queue } = step;
  const [workers, isPaused, limited, place, leaseUntil, time] = await Promise.all([
    services.registry.listWorkers(),
    queues.get(queue).isPaused(),
    queues.get(queue).getRateLimitTtl(),
    findPlace(services, { runId, element, record, queue, atOnce: Number(fields["window"] ?? 0) }),
    redis.zscore(keys.runKey(runId, "due"), String(element)),
    redis.time(),
  ]);
  const knows = (tasks: string[]) => node.task === undefined || tasks.includes(node.task);
  const there = workers.filter(({ queues: served }) => served.includes(queue));
  const serving = there.filter(({ formats }) => isKnown(Number(fields.format), formats));
  const able = serving.filter(({ tasks }) => knows(tasks));
  const holder = record?.s === "R" ? record.w : undefined;
  return {
    ...(node.task === undefined ? {} : { task: node.task }),
    queue,
    queuePaused: isPaused,
    ...(limited > 0 ? { limitedUntil: Number(time[0]) * 1000 + limited } : {}),
    place,
    serving: serving.length,
    otherVersion: there.length - serving.length,
    able: able.length,
    registering: workers.filter(({ tasks }) => knows(tasks)).length,
    running: able.reduce((sum, { running }) => sum + running, 0),
    slots: able.reduce((sum, { concurrency }) => sum + concurrency, 0),
    ...(holder === undefined || leaseUntil === null
      ? {}
      : {
          lease: {
            worker: holder,
            online: workers.some(({ id }) => id === holder),
            until: Number(leaseUntil),
          },
        }),
  };
}
