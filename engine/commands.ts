/** One typed function for each script: packs keys and arguments, decodes the reply. The scripts stand in lua/. */
import type { Redis } from "ioredis";
import { z } from "zod";
import { LUA_SCRIPTS } from "./generated/lua-scripts";
import type { Keys } from "./keys";
import type { EngineTimings } from "./port";

/** As in lua/README.md. */
export const ReplyCode = {
  Ok: 0,
  Repeated: 1,
  Gone: -1,
  Stale: -2,
  Done: -3,
  Revoked: -4,
  Held: -5,
  Early: -6,
  Taken: -7,
  Poison: -8,
  Busy: -9,
  Conflict: -10,
} as const;
export type ReplyCode = (typeof ReplyCode)[keyof typeof ReplyCode];

/** A job that is to be added to BullMQ. */
export interface ReadyJob {
  element: number;
  epoch: number;
  queue: string;
  priority: number;
  delayMs: number;
}

/** What every move leaves for its caller to do. */
export interface Flush {
  /** There is work left: call `advanceRun`. */
  more: boolean;
  settled: boolean;
  revoked: number;
  revoking: number;
  jobs: ReadyJob[];
}

export interface ClaimedStep {
  payload: string;
  override: string;
  record: StepRecord;
  /** JSON text of what is received; "" when it has to be put together. */
  input: string;
  /** What is received, as an expression of the plan, JSON; "" when nothing is. */
  expression: string;
  /** What the step reported in earlier iterations, JSON; "" when nothing. */
  report: string;
}

export type ClaimReply =
  | { code: typeof ReplyCode.Ok; claimed: ClaimedStep; flush: Flush }
  | { code: Exclude<ReplyCode, 0>; waitMs: number; flush: Flush };

const cause = z.tuple([z.number(), z.number(), z.string()]);

/** An element's record, as lua/README.md describes it. */
export const stepRecordSchema = z.object({
  s: z.enum(["P", "S", "Q", "R", "T", "D", "F", "V", "K", "H", "X"]),
  e: z.number(),
  j: z.number().optional(),
  n: z.number().optional(),
  b: z.number().optional(),
  p: z.number().optional(),
  cs: z.array(cause).optional(),
  pc: z.number().optional(),
  a: z.number().optional(),
  i: z.number().optional(),
  x: z.number().optional(),
  c: z.number().optional(),
  k: z.string().optional(),
  w: z.string().optional(),
  z: z.number().optional(),
  rv: z.number().optional(),
  rp: z.number().optional(),
  bo: z.tuple([z.number(), z.number()]).optional(),
  rf: z
    .union([z.number(), z.object({ stride: z.tuple([z.number(), z.number(), z.number()]) })])
    .optional(),
  st: z.number().optional(),
  ex: z.number().optional(),
  ck: z.string().optional(),
  em: z.number().optional(),
  er: z.string().optional(),
  du: z.number().optional(),
  t0: z.number().optional(),
  t1: z.number().optional(),
});
export type StepRecord = z.infer<typeof stepRecordSchema>;

export type Outcome = "D" | "F" | "T" | "V" | "P" | "I" | "B" | "U";

export interface FinishInput {
  element: number;
  epoch: number;
  token: string;
  outcome: Outcome;
  value?: string;
  brief?: string;
  full?: string;
  delayMs?: number;
  document?: string;
}

type Reply = (string | number | Reply)[];
type Script = keyof typeof LUA_SCRIPTS;

/** Limits and times that the scripts are told with each call. */
export interface CommandSettings {
  timings: EngineTimings;
  claimLimit: number;
  infraLimit: number;
  maxEvents: number;
  /** How long a settled run is kept, in milliseconds. */
  ttlMs: number;
  /** Elements visited by one call. */
  budget: number;
  /** Milliseconds since 1970; tests only. Absent: Redis' clock. */
  now?: () => number;
}

function parseJob(text: string): ReadyJob {
  const [element, epoch, queue, priority, delayMs] = JSON.parse(text) as [
    number,
    number,
    string,
    number,
    number,
  ];
  return { element, epoch, queue, priority, delayMs };
}

const NOTHING: Flush = { more: false, settled: false, revoked: 0, revoking: 0, jobs: [] };

function parseFlush(reply: Reply | undefined): Flush {
  if (!reply) return NOTHING;
  const [more, settled, revoked, revoking, ...jobs] = reply;
  return {
    more: more === 1,
    settled: settled === 1,
    revoked: Number(revoked ?? 0),
    revoking: Number(revoking ?? 0),
    jobs: jobs.map((text) => parseJob(String(text))),
  };
}

export type Commands = ReturnType<typeof createCommands>;

/** Registers the scripts on a connection under `name:hash`, so that two versions can live side by side. */
export function createCommands(redis: Redis, keys: Keys, settings: CommandSettings) {
  const commandName = (script: Script) => `${script}:${LUA_SCRIPTS[script].hash}`;
  for (const script of Object.values(LUA_SCRIPTS)) {
    redis.defineCommand(`${script.name}:${script.hash}`, {
      numberOfKeys: script.numberOfKeys,
      lua: script.lua,
    });
  }

  const { timings } = settings;
  const now = () => (settings.now ? String(settings.now()) : "");
  const context = (runId: string) =>
    JSON.stringify({
      runId,
      channel: keys.channel,
      queuedMs: timings.queuedMs,
      leaseMs: timings.leaseMs,
      graceMs: timings.graceMs,
      claimLimit: settings.claimLimit,
      infraLimit: settings.infraLimit,
      maxEvents: settings.maxEvents,
      budget: settings.budget,
      ttlMs: settings.ttlMs,
    });

  type Call = (...args: (string | number)[]) => Promise<unknown>;
  const call = async (script: Script, runId: string, args: (string | number)[]) => {
    const command = (redis as unknown as Record<string, Call>)[commandName(script)];
    if (!command) throw new Error(`Script ${script} is not registered`);
    return command.call(redis, ...keys.run(runId), ...args);
  };
  /** For scripts that take the clock and the context first. */
  const move = async (script: Script, runId: string, args: (string | number)[]) =>
    (await call(script, runId, [now(), context(runId), ...args])) as Reply;

  const coded = async (script: Script, runId: string, args: (string | number)[]) => {
    const [code, flush] = await move(script, runId, args);
    return { code: Number(code) as ReplyCode, flush: parseFlush(flush as Reply | undefined) };
  };

  return {
    async uploadPlan(runId: string, token: string, page: { first: boolean; pairs: string[] }) {
      const args = [token, page.first ? "1" : "0", ...page.pairs];
      return Number(await call("uploadPlan", runId, args)) as ReplyCode;
    },
    submitRun(
      runId: string,
      token: string,
      run: { fields: object; starts: unknown; expiries: unknown },
    ) {
      const texts = [run.fields, run.starts, run.expiries].map((part) => JSON.stringify(part));
      return coded("submitRun", runId, [token, ...texts]);
    },
    async claimStep(
      runId: string,
      claim: { element: number; epoch: number; token: string; worker: string },
    ): Promise<ClaimReply> {
      const args = [claim.element, claim.epoch, claim.token, claim.worker];
      const [code, detail, flush] = await move("claimStep", runId, args);
      const parsed = parseFlush(flush as Reply | undefined);
      if (Number(code) !== ReplyCode.Ok) {
        const refused = Number(code) as Exclude<ReplyCode, 0>;
        return { code: refused, waitMs: Number(detail ?? 0), flush: parsed };
      }
      const [payload, override, record, input, report, expression] = detail as string[];
      return {
        code: ReplyCode.Ok,
        flush: parsed,
        claimed: {
          payload: payload ?? "",
          override: override ?? "",
          record: stepRecordSchema.parse(JSON.parse(record ?? "{}")),
          input: input ?? "",
          report: report ?? "",
          expression: expression ?? "",
        },
      };
    },
    finishStep(runId: string, step: FinishInput) {
      return coded("finishStep", runId, [
        step.element,
        step.epoch,
        step.token,
        step.outcome,
        step.value ?? "",
        step.brief ?? "",
        step.full ?? "",
        step.delayMs ?? 0,
        step.document ?? "",
      ]);
    },
    async reserveBirth(runId: string, step: { element: number; token: string; size: number }) {
      const reply = await move("reserveBirth", runId, [step.element, step.token, step.size]);
      return { code: Number(reply[0]) as ReplyCode, first: Number(reply[1] ?? 0) };
    },
    async growPlan(runId: string, step: { element: number; token: string; pairs: string[] }) {
      const args = [step.element, step.token, ...step.pairs];
      return Number(await call("growPlan", runId, args)) as ReplyCode;
    },
    async beatSteps(runId: string, held: { element: number; token: string }[]) {
      const args = held.flatMap(({ element, token }) => [element, token]);
      return (await move("beatSteps", runId, args)).map((code) => Number(code) as ReplyCode);
    },
    unclaimStep(runId: string, step: { element: number; token: string }) {
      return coded("unclaimStep", runId, [step.element, step.token]);
    },
    async reportStep(
      runId: string,
      step: { element: number; token: string; report: string; total?: number },
    ) {
      const args = [step.element, step.token, step.report, step.total ?? ""];
      return Number(await move("reportStep", runId, args)) as ReplyCode;
    },
    async readOutbox(runId: string, olderThanMs: number) {
      return parseFlush(await move("readOutbox", runId, [olderThanMs]));
    },
    async ackDispatch(runId: string, jobs: readonly string[]) {
      return Number(await call("ackDispatch", runId, [...jobs]));
    },
    async advanceRun(runId: string) {
      return parseFlush(await move("advanceRun", runId, []));
    },
    revokeRun(runId: string, scope: { ranges: [number, number][] | "all"; forced: boolean }) {
      const ranges = scope.ranges === "all" ? "all" : JSON.stringify(scope.ranges);
      return coded("revokeRun", runId, [ranges, scope.forced ? 1 : 0]);
    },
    retryRun(
      runId: string,
      retry: {
        expected: number;
        request: string;
        targets: [string, number, number][];
        override?: { element: number; payload: string };
      },
    ) {
      return coded("retryRun", runId, [
        retry.expected,
        retry.request,
        JSON.stringify(retry.targets),
        retry.override?.element ?? "",
        retry.override?.payload ?? "",
      ]);
    },
    pauseRun(runId: string, paused: boolean) {
      return coded("pauseRun", runId, [paused ? 1 : 0]);
    },
    async sweepRun(runId: string) {
      const [code, flush, ...check] = await move("sweepRun", runId, []);
      return {
        code: Number(code) as ReplyCode,
        flush: parseFlush(flush as Reply | undefined),
        check: check.map(String),
      };
    },
    requeueStep(runId: string, step: { element: number; epoch: number }) {
      return coded("requeueStep", runId, [step.element, step.epoch]);
    },
  };
}
