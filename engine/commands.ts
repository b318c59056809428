/** One typed function for each script: packs keys and arguments, decodes the reply. The scripts stand in lua/. */
import type { Redis } from "ioredis";
import { toFormatError, type Formats } from "./format";
import type { LuaScriptName } from "./generated/lua-scripts";
import type { Keys } from "./keys";
import type { EngineTimings } from "./port";
import { parseFlush, type Flush, type Reply, type ReplyCode } from "./replies";
import { createScripts, type ScriptsOptions } from "./scripts";
import { encodeMove, type StepMove } from "./step-moves";

/** Limits and times that the scripts are told with each call. */
export interface CommandSettings extends ScriptsOptions {
  timings: EngineTimings;
  claimLimit: number;
  infraLimit: number;
  maxEvents: number;
  /** Of the runs that the scripts go on with. */
  formats: Formats;
  /** Elements visited by one call. */
  budget: number;
  /** Milliseconds since 1970; tests only. Absent: Redis' clock. */
  now?: () => number;
}

export interface LogEntry {
  /** Milliseconds since 1970. */
  at: number;
  message: string;
}

export type Commands = ReturnType<typeof createCommands>;

export function createCommands(redis: Redis, keys: Keys, settings: CommandSettings) {
  const scripts = createScripts(redis, settings);

  const { timings } = settings;
  const now = () => (settings.now ? String(settings.now()) : "");
  const settled = JSON.stringify({
    channel: keys.channel,
    queuedMs: timings.queuedMs,
    leaseMs: timings.leaseMs,
    graceMs: timings.graceMs,
    claimLimit: settings.claimLimit,
    infraLimit: settings.infraLimit,
    maxEvents: settings.maxEvents,
    budget: settings.budget,
    formats: settings.formats,
  });
  // For every call of every step: only the run differs.
  const context = (runId: string) => `{"runId":${JSON.stringify(runId)},${settled.slice(1)}`;

  const call = async (script: LuaScriptName, runId: string, args: (string | number)[]) => {
    try {
      return await scripts.call(script, keys.run(runId), args);
    } catch (error) {
      throw toFormatError(runId, error, settings.formats);
    }
  };
  /** For scripts that take the clock and the context first. */
  const move = async (script: LuaScriptName, runId: string, args: (string | number)[]) =>
    (await call(script, runId, [now(), context(runId), ...args])) as Reply;

  const coded = async (script: LuaScriptName, runId: string, args: (string | number)[]) => {
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
    /** Claims and outcomes of one moment; `replies` in the order of `moves`, none when the run is gone. */
    async moveSteps(
      runId: string,
      worker: string,
      moves: readonly StepMove[],
    ): Promise<{ replies: Reply[]; flush: Flush }> {
      const args = [worker, ...moves.flatMap(encodeMove)];
      const [, flush, ...replies] = await move("moveSteps", runId, args);
      return { replies: replies as Reply[], flush: parseFlush(flush as Reply | undefined) };
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
    /** `ownJob`: the caller's job is the step's own and goes back to the queue. */
    unclaimStep(runId: string, step: { element: number; token: string; ownJob: boolean }) {
      return coded("unclaimStep", runId, [step.element, step.token, step.ownJob ? 1 : 0]);
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
    succeedStep(
      runId: string,
      step: {
        expected: number;
        request: string;
        element: number;
        epoch: number;
        value: string;
        byHand: { note?: string };
      },
    ) {
      const { expected, request, element, epoch, value, byHand } = step;
      const told = [expected, request, element, epoch, value, JSON.stringify(byHand)];
      return coded("succeedStep", runId, told);
    },
    pauseRun(runId: string, paused: boolean) {
      return coded("pauseRun", runId, [paused ? 1 : 0]);
    },
    pinRun(runId: string, pinned: boolean) {
      return coded("pinRun", runId, [pinned ? 1 : 0]);
    },
    async removeRun(runId: string) {
      return Number(await call("removeRun", runId, [])) as ReplyCode;
    },
    /** `lines`: when, and what was said. Gone: nothing was written. */
    async appendLogs(
      runId: string,
      step: { element: number; attempt: number; kept: number; lines: readonly LogEntry[] },
    ) {
      const { element, attempt, kept, lines } = step;
      const log = [keys.log(runId, element), keys.logs(runId)];
      const said = lines.flatMap(({ at, message }) => [at, message]);
      return Number(
        await call("appendLogs", runId, [...log, element, attempt, kept, ...said]),
      ) as ReplyCode;
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
