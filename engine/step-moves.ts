/** What a worker says about the steps of a run, as the script `moveSteps` takes and answers it. */
import { ReplyCode, type Reply } from "./replies";

export interface ClaimMove {
  kind: "claim";
  element: number;
  epoch: number;
  token: string;
}

export type Outcome = "D" | "F" | "T" | "V" | "P" | "I" | "B" | "U";

/** An outcome and what belongs to it; the letters stand in lua/moveSteps.lua. */
export interface FinishMove {
  kind: "finish";
  element: number;
  epoch: number;
  token: string;
  /** Under this token the worker would go on with another step of the run in the same slot. */
  nextToken?: string;
  outcome: Outcome;
  value?: string;
  brief?: string;
  full?: string;
  delayMs?: number;
  document?: string;
}

export type StepMove = ClaimMove | FinishMove;

/** All that is needed to execute a step. */
export interface ClaimedStep {
  payload: string;
  override: string;
  /** JSON text of what is received; "" when it has to be put together. */
  input: string;
  /** What is received, as an expression of the plan, JSON; "" when nothing is. */
  expression: string;
  /** What the step reported in earlier iterations, JSON; "" when nothing. */
  report: string;
  /** 1 for the first since submission or the last retry. */
  attempt: number;
  iteration: number;
  /** That have ended. */
  executions: number;
  /** Without an outcome, this one among them. */
  claims: number;
  /** How often its idempotency key has changed but for iterations. */
  keyChanges: number;
}

export type ClaimReply =
  | { code: typeof ReplyCode.Ok; claimed: ClaimedStep }
  | { code: Exclude<ReplyCode, 0>; waitMs: number };

export interface FinishReply {
  code: ReplyCode;
  /** Claimed by the same call, under `nextToken`. */
  next?: { element: number; epoch: number; claimed: ClaimedStep };
}

/** How long until a claim that found earlier work of the run is worth repeating. */
const BUSY_MS = 50;

export function encodeMove(move: StepMove): (string | number)[] {
  const { element, epoch, token } = move;
  if (move.kind === "claim") return ["c", element, epoch, token];
  const { nextToken = "", outcome, value = "", brief = "", full = "" } = move;
  const { delayMs = 0, document = "" } = move;
  return [
    ...["f", element, epoch, token, nextToken],
    ...[outcome, value, brief, full, delayMs, document],
  ];
}

/** @param reply undefined: there is no such run. */
export function parseClaimReply(reply: Reply | undefined): ClaimReply {
  const [code, detail] = reply ?? [ReplyCode.Gone];
  if (code === ReplyCode.Ok) return { code, claimed: parseExecution(detail) };
  const waitMs = code === ReplyCode.Busy ? BUSY_MS : Number(detail ?? 0);
  return { code: Number(code) as Exclude<ReplyCode, 0>, waitMs };
}

/** @param reply undefined: there is no such run. */
export function parseFinishReply(reply: Reply | undefined): FinishReply {
  const [code, next] = reply ?? [ReplyCode.Gone];
  if (!Array.isArray(next)) return { code: Number(code) as ReplyCode };
  const [element, epoch, execution] = next;
  return {
    code: Number(code) as ReplyCode,
    next: { element: Number(element), epoch: Number(epoch), claimed: parseExecution(execution) },
  };
}

function parseExecution(execution: Reply[number] | undefined): ClaimedStep {
  const [payload, override, input, report, expression, ...counts] = execution as Reply;
  const [attempt, iteration, executions, claims, keyChanges] = counts;
  return {
    payload: String(payload),
    override: String(override),
    input: String(input),
    report: String(report),
    expression: String(expression),
    attempt: Number(attempt),
    iteration: Number(iteration),
    executions: Number(executions),
    claims: Number(claims),
    keyChanges: Number(keyChanges),
  };
}
