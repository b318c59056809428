/** Log lines of steps: a capped stream for each step that has any. */
import type { Redis } from "ioredis";
import { EngineError } from "@/core/errors";
import type { Commands, LogEntry } from "./commands";
import type { Keys } from "./keys";
import type { LogLine } from "./port";

const MAX_LINES = 1000;
const TAIL_LINES = 500;

/** Lines of a step of a run that is gone are gone with it. */
export async function appendLogs(
  commands: Commands,
  step: { runId: string; element: number; attempt: number; lines: readonly LogEntry[] },
): Promise<void> {
  const { runId, ...said } = step;
  await commands.appendLogs(runId, { ...said, kept: MAX_LINES });
}

/** Lines after `cursor`, oldest first; the last ones when there is none. */
export async function readLogs(
  { redis, keys }: { redis: Redis; keys: Keys },
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
