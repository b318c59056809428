/** What handlers of all processes did, line by line in one file: Redis is what is tested, so it is not asked. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { TaskContext } from "@/core/task";

export interface Note {
  run: string;
  node: string;
  /** Of the process. */
  pid: number;
  attempt: number;
  iteration: number;
  key: string;
  phase: "start" | "end" | "aborted";
  /** Milliseconds since 1970. */
  t: number;
}

const fileOf = (dataDir: string) => path.join(dataDir, "notes.jsonl");

/** One write to the end of the file, so that lines of several processes never mix and a killed one's stay. */
export function note(ctx: TaskContext, phase: Note["phase"]): void {
  const { runId, stepId, attempt, iteration, idempotencyKey } = ctx;
  const line: Note = {
    ...{ run: runId, node: stepId, pid: process.pid, attempt, iteration, key: idempotencyKey },
    ...{ phase, t: Date.now() },
  };
  appendFileSync(fileOf(ctx.dataDir), `${JSON.stringify(line)}\n`, { flag: "a" });
}

/** In the order in which it happened. */
export function readNotes(dataDir: string): Note[] {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Note);
}
