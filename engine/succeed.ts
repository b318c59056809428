/** A person or program says that a step has succeeded, and with what. */
import { EngineError } from "@/core/errors";
import { byteLength, toJsonText } from "@/core/json";
import type { PlanNode } from "@/core/plan";
import { planRetry } from "@/core/retry";
import type { StepState } from "@/core/states";
import { resultProblem } from "@/core/validate/result";
import { move, nodeOf } from "./control";
import type { Services } from "./core-services";
import type { RetryAnswer, SucceedInput } from "./port";
import { STATE_OF } from "./records";
import { answerOf, elementsOf, readWithJoins } from "./retry";
import type { StepRecord } from "./step-record";

const MAX_NOTE = 500;

/** See {@link Engine.succeed}. */
export async function succeed(services: Services, input: SucceedInput): Promise<RetryAnswer> {
  const { runId, nodeId, note, dryRun = false } = input;
  const run = await readWithJoins(services, runId);
  const node = nodeOf(run.index, runId, nodeId);
  const element = stepOf(node);
  const record: StepRecord = run.records.get(element) ?? { s: "P", e: 1 };
  refuseUnfit(node, record);
  const value = await textOf(services, node, input.value);
  if (note !== undefined && note.length > MAX_NOTE) {
    throw new EngineError("TOO_LARGE", `A note has at most ${MAX_NOTE} letters. Shorten it.`);
  }
  if (!dryRun) {
    const request = services.createId();
    // As for a retry: what is in the sweeper's set is looked after.
    await services.redis.sadd(services.keys.active, runId);
    const byHand = note === undefined || note.trim() === "" ? {} : { note: note.trim() };
    await move(services, runId, () =>
      services.commands.succeedStep(runId, {
        ...{ expected: run.retries, request, element, epoch: record.e, value, byHand },
      }),
    );
  }
  return answerOf(run, planRetry([["m", element, element]], elementsOf(run)));
}

function stepOf({ kind, element, id }: PlanNode): number {
  if (kind === "task" && element !== null) return element;
  throw new EngineError(
    "NOT_SUCCEEDABLE",
    `Node ${id} is a ${kind}: it succeeds by what is in it. Mark the steps in it that did not succeed.`,
  );
}

const HINTS: { [state in StepState]?: string } = {
  pending: "its turn has not come. Mark what it waits for, or revoke it first",
  running: "it runs. Wait for its end, or revoke it first",
  succeeded: "it has succeeded. To have another result, run it again with other arguments",
  skipped: "it was skipped for something before it. Mark that as succeeded instead",
};

function refuseUnfit({ id }: PlanNode, { s }: StepRecord): void {
  const hint = s === "X" ? "it is gone" : HINTS[STATE_OF[s]];
  if (hint === undefined) return;
  throw new EngineError("NOT_SUCCEEDABLE", `Node ${id} cannot be marked as succeeded: ${hint}.`);
}

/** The value as it is stored. */
async function textOf(
  { registry, limits }: Services,
  { id, task }: PlanNode,
  value: SucceedInput["value"],
): Promise<string> {
  const text = toJsonText(value);
  if (!text.ok) throw new EngineError("RESULT_INVALID", `Node ${id}: ${text.message}`);
  const bytes = byteLength(text.text);
  if (bytes > limits.resultBytes) {
    throw new EngineError(
      "TOO_LARGE",
      `Node ${id}: the value has ${bytes} bytes, a result at most ${limits.resultBytes} (LIMIT_RESULT_BYTES). Give a smaller one.`,
    );
  }
  const known = (await registry.listTasks()).find(({ name }) => name === task);
  const problem = known === undefined ? null : resultProblem(known, value);
  if (problem !== null) {
    const message = `Node ${id}: the value is not what the task ${task} gives: ${problem}. Correct the value.`;
    throw new EngineError("RESULT_INVALID", message);
  }
  return text.text;
}
