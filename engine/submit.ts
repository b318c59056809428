/** From a document to a live run. */
import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { EngineError } from "@/core/errors";
import { isRunId } from "@/core/ids";
import type { Workflow } from "@/core/node";
import type { Plan } from "@/core/plan";
import type { Problem } from "@/core/problem";
import type { TaskInfo } from "@/core/task";
import { checkWorkflow, validateWorkflow } from "@/core/validate";
import { ReplyCode } from "./replies";
import type { Services } from "./core-services";
import { invalid } from "./invalid";
import { countPlan, planTexts } from "./plan-text";
import { toMemoryError } from "./memory";
import type { SubmitInput } from "./port";
import { RunIndex } from "./run-index";
import { applyTaskDefaults } from "./task-defaults";

/** Elements written by one call. */
const PAGE = 500;
/** How long a submission is tried while others submit the same id. */
const MAX_TRIES = 8;
/** Bound of the first wait between two tries; doubles with each. */
const FIRST_WAIT_MS = 10;

/** All problems of a document, with the tasks that are known now. */
export async function validate(services: Services, document: unknown): Promise<Problem[]> {
  const tasks = await services.registry.listTasks();
  return validateWorkflow(document, { tasks, limits: services.limits });
}

/**
 * Submits a workflow. With a `runId` or an `idempotencyKey` that was submitted before it answers that run.
 *
 * @throws EngineError WORKFLOW_INVALID with the problems, ID_INVALID, MEMORY_FULL; nothing is stored then
 */
export async function submit(services: Services, input: SubmitInput) {
  const tasks = await services.registry.listTasks();
  const workflow = accept(services, input.workflow, tasks);
  const runId = chooseRunId(services, input);
  if (await isAccepted(services, runId)) return { runId, created: false };
  await services.memory.refuseWhenFull();
  const index = new RunIndex(workflow, declaredSteps(tasks));
  applyTaskDefaults(index.plan, new Map(tasks.map((task) => [task.name, task])));
  for (let tries = 1; ; tries += 1) {
    const run = { runId, index, tasks, saved: input.saved };
    const code = await store(services, run).catch((error: unknown) => {
      throw toMemoryError(error);
    });
    if (code === ReplyCode.Ok) return { runId, created: true };
    if (code === ReplyCode.Repeated) return { runId, created: false };
    if (tries === MAX_TRIES) {
      throw new EngineError(
        "CONFLICT",
        `Run ${runId} is being submitted by others at this moment. Submit it again.`,
      );
    }
    // Each try takes the upload from whoever has it: without a random wait none would come to its end.
    await delay(Math.random() * FIRST_WAIT_MS * 2 ** tries);
  }
}

/** What was accepted stays so, also when no other run would be. */
async function isAccepted({ redis, keys }: Services, runId: string): Promise<boolean> {
  return (await redis.hget(keys.runKey(runId, "run"), "live")) === "1";
}

function accept(services: Services, document: unknown, tasks: readonly TaskInfo[]): Workflow {
  const { problems, workflow } = checkWorkflow(document, { tasks, limits: services.limits });
  if (workflow === null) throw invalid("WORKFLOW_INVALID", problems);
  return workflow;
}

/** The id of a run that is submitted. @throws EngineError ID_INVALID */
export function chooseRunId(
  { createId }: Services,
  { runId, idempotencyKey }: Omit<SubmitInput, "workflow">,
): string {
  if (runId !== undefined) {
    // Code that is not TypeScript may give anything.
    const given: unknown = runId;
    if (!isRunId(given)) {
      throw new EngineError(
        "ID_INVALID",
        `"${String(given).slice(0, 80)}" is no run id. Use 1 to 64 letters, digits, "-" or "_".`,
      );
    }
    return given;
  }
  if (idempotencyKey === undefined) return `r_${createId()}`;
  // The key itself is the id, so that two submissions meet in one run without a look-up that could be lost.
  return `k_${createHash("sha256").update(idempotencyKey).digest("base64url").slice(0, 32)}`;
}

function declaredSteps(tasks: readonly TaskInfo[]): Map<string, number> {
  return new Map(tasks.filter((task) => task.totalSteps !== 1).map((t) => [t.name, t.totalSteps]));
}

async function store(
  services: Services,
  run: { runId: string; index: RunIndex; tasks: readonly TaskInfo[]; saved: SubmitInput["saved"] },
): Promise<ReplyCode> {
  const { commands, redis, keys, createId, dispatcher } = services;
  const { runId, index } = run;
  const { plan } = index;
  const token = createId();
  const page = async (first: boolean, pairs: string[]) => {
    const code = await commands.uploadPlan(runId, token, { first, pairs });
    return code === -1 ? ReplyCode.Repeated : code;
  };
  const begun = await page(true, ["doc", JSON.stringify(index.workflow)]);
  if (begun !== ReplyCode.Ok) return begun;
  // The sweeper's set is a superset: in it before there is anything to look after. Listed before that, since
  // a sweeper forgets what is not live and of which it does not know since when.
  await redis.zadd(keys.runs, "NX", Date.now(), runId);
  await redis.sadd(keys.active, runId);
  const uploaded = await uploadPages(plan, (pairs) => page(false, pairs));
  if (uploaded !== ReplyCode.Ok) return uploaded;
  const reply = await commands.submitRun(runId, token, {
    fields: fieldsOf(services, run),
    starts: plan.starts,
    expiries: expiriesOf(plan),
  });
  if (reply.code === ReplyCode.Ok) await dispatcher.follow(runId, reply.flush);
  return reply.code;
}

/** Each page is made while Redis writes the one before. */
async function uploadPages(
  plan: Plan,
  write: (pairs: string[]) => Promise<ReplyCode>,
): Promise<ReplyCode> {
  let written = Promise.resolve<ReplyCode>(ReplyCode.Ok);
  for (const pairs of pagesOf(plan)) {
    const code = await written;
    if (code !== ReplyCode.Ok) return code;
    written = write(pairs);
  }
  return written;
}

function* pagesOf(plan: Plan): Generator<string[]> {
  let pairs: string[] = [];
  for (const pair of planTexts(plan)) {
    pairs.push(...pair);
    if (pairs.length >= 2 * PAGE) {
      yield pairs;
      pairs = [];
    }
  }
  if (pairs.length > 0) yield pairs;
}

function fieldsOf(
  { createId, window }: Services,
  run: { index: RunIndex; tasks: readonly TaskInfo[]; saved: SubmitInput["saved"] },
) {
  const { index, saved } = run;
  const { steps, joins } = countPlan(index.plan);
  const names = index.taskNames(20);
  const declared = declaredSteps(run.tasks);
  return {
    format: index.plan.format,
    gen: createId(),
    name: index.workflow.name,
    rootId: index.nodes[0]?.id ?? "",
    tasks: JSON.stringify(names),
    declared: JSON.stringify(Object.fromEntries(declared)),
    nodes: index.nodes.length,
    size: index.plan.size,
    drawn: index.plan.size,
    window,
    P: steps,
    joins,
    ...(saved && { workflowId: saved.workflowId, workflowRevision: saved.revision }),
  };
}

function expiriesOf(plan: Plan): [element: number, expiresMs: number, etaMs: number][] {
  const expiries: [number, number, number][] = [];
  for (const [i, element] of plan.elements.entries()) {
    if (element.kind !== "step" || element.expiresMs === undefined) continue;
    expiries.push([plan.base + i, element.expiresMs, element.etaMs ?? 0]);
  }
  return expiries;
}

export { expiriesOf, pagesOf };
