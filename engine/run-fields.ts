/** The hash that describes a run, and the summary made of it. */
import type { Redis } from "ioredis";
import { EngineError } from "@/core/errors";
import type { RunFlags } from "@/core/events";
import type { RunSummary } from "@/core/snapshot";
import type { RunState } from "@/core/states";
import type { StepRecord } from "./step-record";
import { checkFormat, FORMATS, isKnown } from "./format";
import type { Keys } from "./keys";
import { STATE_OF } from "./records";

/** What the hash says, each a string. */
export type RunFields = Readonly<Record<string, string>>;

export interface RunMeta {
  gen: string;
  seq: number;
  size: number;
  retries: number;
}

const number = (fields: RunFields, name: string) => Number(fields[name] ?? 0);
const STATES = Object.keys(STATE_OF) as Exclude<StepRecord["s"], "X">[];

/** @throws EngineError FORMAT_UNKNOWN; RUN_NOT_FOUND also while the run is not submitted whole. */
export async function readRunFields(redis: Redis, keys: Keys, runId: string): Promise<RunFields> {
  const fields = await redis.hgetall(keys.runKey(runId, "run"));
  if (fields.live !== "1") {
    throw new EngineError(
      "RUN_NOT_FOUND",
      `There is no run ${runId}: it was removed, has expired, or the id is wrong.`,
    );
  }
  checkFormat(runId, number(fields, "format"), FORMATS);
  return fields;
}

export function metaOf(fields: RunFields): RunMeta {
  return {
    gen: fields.gen ?? "",
    seq: number(fields, "seq"),
    size: number(fields, "size"),
    retries: number(fields, "retries"),
  };
}

export function flagsOf(fields: RunFields): RunFlags {
  return {
    paused: number(fields, "paused") === 1,
    revoked: number(fields, "revokedAll") === 1,
    pinned: number(fields, "pinned") === 1,
  };
}

/** The rules of the run's state, over the counts that the scripts keep: as a container of its root. */
function stateOf(fields: RunFields, settled: boolean): RunState {
  const count = (state: StepRecord["s"]) => number(fields, state);
  if (count("F") > 0 && number(fields, "failed") > 0) return "failed";
  if (number(fields, "revoked") > 0) return "revoked";
  const ended = count("D") + count("F") + count("V") + number(fields, "joined");
  if (settled) return ended === 0 && count("K") > 0 ? "skipped" : "succeeded";
  return ended + count("K") + count("R") + count("T") > 0 ? "running" : "pending";
}

/** Whether it was revoked depends on what else happened below an optional node: only the nodes tell. */
export function isVeiled(fields: RunFields): boolean {
  // Of a run of another version the counts are all that can be told.
  if (!isKnown(number(fields, "format"), FORMATS)) return false;
  const told = stateOf(fields, number(fields, "settled") === 1);
  return number(fields, "veiled") > 0 && told !== "failed" && told !== "revoked";
}

export function summaryOf(runId: string, fields: RunFields): RunSummary & RunFlags {
  const counts: { [state: string]: number } = {};
  for (const state of STATES) {
    const count = number(fields, state);
    if (count > 0) counts[STATE_OF[state]] = count;
  }
  const settled = number(fields, "settled") === 1;
  const startedAt = number(fields, "startedAt");
  const finishedAt = number(fields, "finishedAt");
  return {
    runId,
    name: fields.name ?? "",
    rootId: fields.rootId ?? "",
    state: stateOf(fields, settled),
    settled,
    submittedAt: number(fields, "submittedAt"),
    ...(startedAt > 0 ? { startedAt } : {}),
    ...(finishedAt > 0 ? { finishedAt } : {}),
    counts,
    totalNodes: number(fields, "nodes"),
    tasks: JSON.parse(fields.tasks ?? "[]") as string[],
    ...(fields.workflowId === undefined
      ? {}
      : { workflowId: fields.workflowId, workflowRevision: number(fields, "workflowRevision") }),
    ...flagsOf(fields),
  };
}
