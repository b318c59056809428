/**
 * One BullMQ job: claim, execute, finish, send what became ready. Nothing that a handler does leaves this as
 * an exception; what does is trouble with Redis, which BullMQ tries again.
 */
import { DelayedError, WaitingError, type Job } from "bullmq";
import { isEngineError } from "@/core/errors";
import type { SignatureOptions } from "@/core/node";
import type { TaskDefinition } from "@/core/task";
import { ReplyCode } from "../replies";
import type { ClaimedStep, ClaimReply } from "../step-moves";
import type { StepPayload } from "../plan-text";
import { jobDataSchema, type JobData } from "../queues";
import { parseReport } from "../records";
import { optionsOf } from "../task-defaults";
import type { Claim } from "./claims";
import { createContext } from "./context";
import { execute, type Execution } from "./execute";
import type { Lanes } from "./lanes";
import { finishOf } from "./finish-of";
import { prepareArguments } from "./prepare";
import { receivedOf } from "./received";
import { Reporter } from "./reporter";
import type { Finish, StepRunner } from "./runner";
import { isOverdue, judged, overdue, placeOf } from "./suspicion";
import { unfoldMap } from "./unfold";

/** What came of an execution, in the words of /metrics. */
const OUTCOMES: { [outcome in Finish["outcome"]]: string } = {
  D: "succeeded",
  P: "stopped",
  F: "failed",
  T: "retrying",
  V: "revoked",
  I: "iterated",
  B: "replaced",
  U: "unfolded",
};

/** Another worker offers the task: let it have the job. */
const ELSEWHERE_MS = 250;
/** A claim that finds earlier work of the run does a part of it: so often is it made before the job goes back. */
const MAX_BUSY = 8;
/** A worker of another version has to take it: until one is there, this one looks at it now and then. */
const OTHER_VERSION_MS = 2000;
/** Nobody offers the task now: so often in the time after which a queued step is looked for, it is offered again. */
const OFFERS = 3;

/**
 * How long a slot goes on with steps of the same run before the queue has its say again: long enough to share
 * the cost of a delivery, short enough that other runs hardly wait.
 */
const STRETCH_MS = 100;

/** The processor. Returns nothing: results are the engine's. */
export async function runStep(runner: StepRunner, job: Job, bullToken: string): Promise<void> {
  const { services, lanes } = runner;
  const parsed = jobDataSchema.safeParse(job.data);
  if (!parsed.success) {
    services.log("warn", `Job ${job.id ?? ""} is none of ours and is dropped`, job.data);
    return;
  }
  const data = parsed.data;
  const token = services.createId();
  const { runId, stepId: element, epoch } = data;
  const reply = await claimFrom(lanes, runId, { element, epoch, token });
  if (reply === null) return postpone(job, bullToken, OTHER_VERSION_MS);
  if (reply.code === ReplyCode.Ok) {
    const delivery = { job, bullToken };
    return runStretch(runner, { data, token, claimed: reply.claimed, delivery });
  }
  const later = waitFor(reply.code, reply.waitMs);
  if (later !== undefined) await postpone(job, bullToken, later);
}

/** Null: the run is of another version. */
async function claimFrom(
  lanes: Lanes,
  runId: string,
  step: { element: number; epoch: number; token: string },
): Promise<ClaimReply | null> {
  try {
    let reply = await lanes.claim(runId, step);
    for (let tries = 1; reply.code === ReplyCode.Busy && tries < MAX_BUSY; tries += 1) {
      reply = await lanes.claim(runId, step);
    }
    return reply;
  } catch (error) {
    if (isEngineError(error) && error.code === "FORMAT_UNKNOWN") return null;
    throw error;
  }
}

async function postpone(job: Job, bullToken: string, ms: number): Promise<never> {
  await job.moveToDelayed(Date.now() + ms, bullToken);
  throw new DelayedError();
}

/** How long until the job is worth another look; undefined when it has done its service. */
function waitFor(code: ReplyCode, waitMs: number): number | undefined {
  const isWorthIt = code === ReplyCode.Early || code === ReplyCode.Taken || code === ReplyCode.Busy;
  return isWorthIt ? Math.max(waitMs, 1) : undefined;
}

interface HeldStep {
  data: JobData;
  token: string;
  claimed: ClaimedStep;
  /** The job that brought it; absent for one that was begun after another in the same slot. */
  delivery?: { job: Job; bullToken: string };
}

/** The step that was delivered, then what the engine lets this slot go on with. */
async function runStretch(runner: StepRunner, first: HeldStep): Promise<void> {
  const until = performance.now() + STRETCH_MS;
  let step: HeldStep | undefined = first;
  while (step) step = await runClaimed(runner, step, until);
}

async function runClaimed(
  runner: StepRunner,
  step: HeldStep,
  until: number,
): Promise<HeldStep | undefined> {
  const { services, claims, lanes } = runner;
  const { data, token, claimed } = step;
  const { runId, stepId: element, epoch } = data;
  const payload = JSON.parse(claimed.override || claimed.payload) as StepPayload;
  const task = payload.signature && runner.tasks.get(payload.signature.task);
  if (payload.signature && !task) {
    const laterMs = await offerAgainIn(runner, payload.signature.task);
    if (laterMs !== undefined) return handBack(runner, step, laterMs);
  }
  // BullMQ may still hand out what this very worker has handed back, and would wait for it for ever.
  if (claims.isStopping) return handBack(runner, step, 0);
  const claim = claims.hold({ runId, element, token });
  const startedAt = performance.now();
  try {
    const finish = payload.signature
      ? await runTask(runner, step, { claim, payload, task })
      : await unfoldMap(runner, step.claimed, { claim, payload });
    if (finish === "lost") return discard(runner, data, payload);
    if (finish === "shutdown") return await handBack(runner, step, 0);
    const took = (performance.now() - startedAt) / 1000;
    if (task) services.meters.note("steps", [task.info.name, OUTCOMES[finish.outcome]], took);
    const goesOn = !claims.isClosing && performance.now() < until;
    const nextToken = goesOn ? services.createId() : "";
    const reply = await lanes.finish(runId, { ...finish, element, epoch, token, nextToken });
    if (reply.code === ReplyCode.Stale || reply.code === ReplyCode.Gone)
      discard(runner, data, payload);
    const { next } = reply;
    if (!next) return undefined;
    const nextData = { runId, stepId: next.element, epoch: next.epoch };
    return { data: nextData, token: nextToken, claimed: next.claimed };
  } finally {
    claims.release(claim);
  }
}

/** Somebody has decided about the step meanwhile: what its handler gives counts no more. */
function discard(
  { services }: StepRunner,
  { runId, epoch }: JobData,
  { nodeId }: StepPayload,
): undefined {
  const what = `The outcome of ${nodeId} of run ${runId} in epoch ${epoch}`;
  services.log("warn", `${what} came too late and is discarded`);
}

/**
 * In how many milliseconds a step of a task that this worker lacks is worth another offer: it waits for a
 * worker that has the task, whoever else serves its queue. Undefined when no worker has ever had it.
 */
async function offerAgainIn({ services, workerId }: StepRunner, name: string) {
  const task = (await services.registry.listTasks()).find((each) => each.name === name);
  if (!task) return undefined;
  const isElsewhere = task.workers.some((id) => id !== workerId);
  return isElsewhere ? ELSEWHERE_MS : services.timings.queuedMs / OFFERS;
}

/** The claim does not count, and the step goes back to the queue: under its job's id, or with a job of its own. */
async function handBack(
  runner: StepRunner,
  { data, token, delivery }: HeldStep,
  delayMs: number,
): Promise<undefined> {
  const { commands, dispatcher } = runner.services;
  const step = { element: data.stepId, token, ownJob: delivery !== undefined };
  const reply = await commands.unclaimStep(data.runId, step);
  await dispatcher.follow(data.runId, reply.flush);
  if (!delivery) return;
  const { job, bullToken } = delivery;
  if (delayMs > 0) {
    await job.moveToDelayed(Date.now() + delayMs, bullToken);
    throw new DelayedError();
  }
  await job.moveToWait(bullToken);
  throw new WaitingError();
}

async function runTask(
  runner: StepRunner,
  step: HeldStep,
  target: { claim: Claim; payload: StepPayload; task: TaskDefinition | undefined },
): Promise<Finish | "lost" | "shutdown"> {
  const { services } = runner;
  const { claim, payload, task } = target;
  const { claimed, data } = step;
  if (!task) return finishOf(runner, target, unknownTask(payload));
  if (isOverdue(claimed.claims, runner.isolating)) {
    return finishOf(runner, target, overdue(claimed.claims));
  }
  const received = iterated(claimed)
    ? undefined
    : await receivedOf(runner, claimed, { runId: data.runId, payload });
  const prepared = prepareArguments(task, payload, received);
  if (!prepared.ok) return finishOf(runner, target, { kind: "failed", error: prepared.error });
  const reporter = new Reporter({
    commands: services.commands,
    runId: data.runId,
    element: data.stepId,
    token: claim.token,
    epoch: data.epoch,
    attempt: claimed.attempt,
    before: claimed.report === "" ? {} : parseReport(claimed.report),
    onError: (error) => services.log("warn", `What ${payload.nodeId} reported was lost`, error),
  });
  const ctx = createContext({ runner, claim, reporter, claimed, data, nodeId: payload.nodeId });
  const options: SignatureOptions = optionsOf(task.info, payload.signature?.options);
  const { resultBytes } = services.limits;
  const source = { payload, received };
  const execution = await execute(
    { task, args: prepared.args, source, ctx, claim, options, resultBytes },
    placeOf(task, claimed.claims, runner.isolating),
  );
  if (execution.kind !== "lost") await reporter.flush();
  return finishOf(runner, target, judged(execution, task, claimed.claims));
}

/** What an iteration returned is called as it stands: nothing is put in front of it. */
function iterated(claimed: ClaimedStep): boolean {
  return claimed.iteration > 0;
}

function unknownTask(payload: StepPayload): Execution {
  const name = payload.signature?.task ?? "";
  const message = `No worker has ever offered the task ${name}. Start a worker that offers it (WORKER_TASKS), then retry.`;
  return { kind: "failed", error: { code: "TASK_UNKNOWN", name: "TaskUnknown", message } };
}
