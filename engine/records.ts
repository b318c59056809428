/** From the engine's records to what the rest of the product sees. */
import { z } from "zod";
import type { StepReport, StepStatus } from "@/core/events";
import { isTerminal, type Cause, type StepError, type StepState } from "@/core/states";
import { stepRecordSchema, type StepRecord } from "./step-record";
import type { RunIndex } from "./run-index";

export const STATE_OF: Readonly<Record<Exclude<StepRecord["s"], "X">, StepState>> = {
  P: "pending",
  S: "scheduled",
  Q: "queued",
  R: "running",
  T: "retrying",
  D: "succeeded",
  F: "failed",
  V: "revoked",
  K: "skipped",
  H: "held",
};

const CAUSE_KINDS = ["failed", "revoked", "choice", "unneeded", "expired", "forced"] as const;
const isCauseKind = (kind: string): kind is Cause["kind"] =>
  (CAUSE_KINDS as readonly string[]).includes(kind);

const errorSchema = z.object({
  code: z.string(),
  name: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  causes: z.array(z.string()).optional(),
});

export function parseError(text: string): StepError {
  return errorSchema.parse(JSON.parse(text)) as StepError;
}

export function parseRecord(text: string): StepRecord {
  return stepRecordSchema.parse(JSON.parse(text));
}

function causeOf(record: StepRecord, index: RunIndex): Cause | undefined {
  if (record.s !== "K" && record.s !== "V") return undefined;
  const kind = record.ck ?? "revoked";
  const from = record.s === "V" ? undefined : record.em;
  const nodeId = from === undefined ? undefined : index.causeNode(from)?.id;
  return {
    kind: isCauseKind(kind) ? kind : "failed",
    ...(nodeId === undefined ? {} : { nodeId }),
  };
}

/** Once it has begun, the record says how long it waited instead of since when. */
function queuedOf({ tq, wq, ta, t0 }: StepRecord): { queuedAt?: number } {
  if (tq !== undefined) return { queuedAt: tq };
  const began = ta ?? t0;
  return wq === undefined || began === undefined ? {} : { queuedAt: began - wq };
}

function byHandOf({ note }: NonNullable<StepRecord["bh"]>): { note?: string } {
  return note === undefined ? {} : { note };
}

/** The status of a step, map or empty container. `undefined` for one that was dropped. */
export function statusOf(record: StepRecord, index: RunIndex): StepStatus | undefined {
  if (record.s === "X") return undefined;
  const cause = causeOf(record, index);
  return {
    state: STATE_OF[record.s],
    epoch: record.e,
    attempt: record.a ?? 1,
    iteration: record.i ?? 0,
    claims: record.c ?? 0,
    revoking: record.rv !== undefined && record.s === "R",
    ...(cause ? { cause } : {}),
    ...(record.er === undefined ? {} : { error: parseError(record.er) }),
    ...(record.bh === undefined ? {} : { byHand: byHandOf(record.bh) }),
    ...(record.w === undefined ? {} : { worker: record.w }),
    ...(record.du === undefined ? {} : { dueAt: record.du }),
    ...queuedOf(record),
    ...(record.t0 === undefined ? {} : { startedAt: record.t0 }),
    ...(record.ta === undefined ? {} : { attemptStartedAt: record.ta }),
    ...(record.t1 === undefined ? {} : { finishedAt: record.t1 }),
  };
}

const reportSchema = z.object({
  completed: z.number().optional(),
  total: z.number().optional(),
  label: z.string().optional(),
});

/** A stored report as it counts in `state`: the label ends with the step. */
export function parseReport(text: string, state?: StepState): StepReport {
  const { completed, total, label } = reportSchema.parse(JSON.parse(text));
  const ended = state !== undefined && (isTerminal(state) || state === "retrying");
  return {
    ...(completed === undefined ? {} : { completed }),
    ...(total === undefined ? {} : { total }),
    ...(label === undefined || ended ? {} : { label }),
  };
}
