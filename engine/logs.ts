/** Log lines of steps: a capped stream for each step that has any. */
import type { Redis } from "ioredis";
import { EngineError } from "@/core/errors";
import type { Keys } from "./keys";
import type { LogLine } from "./port";

const MAX_LINES = 1000;
const TAIL_LINES = 500;

export interface LogTarget {
  redis: Redis;
  keys: Keys;
  ttlMs: number;
}

export async function appendLogs(
  { redis, keys, ttlMs }: LogTarget,
  step: {
    runId: string;
    element: number;
    attempt: number;
    lines: readonly { at: number; message: string }[];
  },
): Promise<void> {
  const key = keys.log(step.runId, step.element);
  const pipeline = redis.pipeline();
  for (const { at, message } of step.lines) {
    pipeline.xadd(key, "MAXLEN", "~", MAX_LINES, "*", "t", at, "a", step.attempt, "m", message);
  }
  pipeline.sadd(keys.logs(step.runId), step.element);
  pipeline.pexpire(key, ttlMs);
  pipeline.pexpire(keys.logs(step.runId), ttlMs);
  const replies = await pipeline.exec();
  for (const [error] of replies ?? []) if (error) throw error;
}

/** Lines after `cursor`, oldest first; the last ones when there is none. */
export async function readLogs(
  { redis, keys }: Pick<LogTarget, "redis" | "keys">,
  step: { runId: string; element: number; cursor: string | null },
): Promise<{ lines: LogLine[]; cursor: string }> {
  const key = keys.log(step.runId, step.element);
  const { cursor } = step;
  if (cursor !== null && !/^\d{1,20}-\d{1,20}$/.test(cursor))
    throw new EngineError("CURSOR_INVALID");
  const entries =
    cursor === null
      ? (await redis.xrevrange(key, "+", "-", "COUNT", TAIL_LINES)).reverse()
      : await redis.xrange(key, `(${cursor}`, "+", "COUNT", TAIL_LINES);
  const lines = entries.map(([id, [, at, , attempt, , message]]) => ({
    id,
    at: Number(at),
    attempt: Number(attempt),
    message: message ?? "",
  }));
  return { lines, cursor: lines.at(-1)?.id ?? cursor ?? "0-0" };
}
