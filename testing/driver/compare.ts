/** Holds the engine's states against the model's. */
import type { StepStatus } from "@/core/events";
import { statusOf } from "@/engine/records";
import type { ReadRun } from "@/engine/snapshots";
import type { Evaluation, ModelState } from "../model/evaluate";

const BEGUN = new Set(["scheduled", "queued", "held", "retrying"]);

/** The engine's state in the model's words. */
function modelWord(status: StepStatus | undefined): string {
  if (!status) return "pending";
  return BEGUN.has(status.state) ? "ready" : status.state;
}

function difference(id: string, wanted: ModelState, status: StepStatus | undefined): string | null {
  const state = modelWord(status);
  if (state !== wanted.state) return `${id} is ${state}, the model says ${wanted.state}`;
  if ((status?.revoking ?? false) !== (wanted.revoking ?? false)) {
    return `${id}: revoking is ${status?.revoking}, the model says ${wanted.revoking}`;
  }
  if (wanted.state !== "skipped") return null;
  const causes = wanted.causes ?? [];
  const named = status?.cause?.nodeId;
  const isKnown = named !== undefined && causes.includes(named);
  return isKnown
    ? null
    : `${id} is skipped for ${named}, the model says for ${causes.join(" or ")}`;
}

/** One line for each difference. */
export function compareStates(run: ReadRun, model: Evaluation): string[] {
  const statuses = new Map<string, StepStatus | undefined>();
  for (const { id, element } of run.nodes) {
    if (element === null) continue;
    const record = run.records.get(element);
    statuses.set(id, record && statusOf(record, run.index));
  }
  const lines: string[] = [];
  for (const [id, wanted] of model.states) {
    if (!statuses.has(id)) lines.push(`${id} is missing in the engine`);
    else {
      const line = difference(id, wanted, statuses.get(id));
      if (line !== null) lines.push(line);
    }
  }
  for (const id of statuses.keys()) {
    if (!model.states.has(id)) lines.push(`${id} is missing in the model`);
  }
  return lines;
}
