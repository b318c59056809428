import { availableParallelism } from "node:os";
import path from "node:path";
import { z } from "zod";
import {
  listOf,
  parseVariables,
  sharedEnv,
  sharedVariables,
  wholeNumber,
  type SharedEnv,
  type Variables,
} from "@/engine/env";

/** As a signature may name them. */
const QUEUE = /^[A-Za-z0-9_.-]{1,64}$/;

const variables = {
  ...sharedVariables,
  WORKER_CONCURRENCY: wholeNumber({ from: 1, to: 10_000, otherwise: 50 }),
  WORKER_PROCESSES: wholeNumber({ from: 1, to: 1000, otherwise: availableParallelism() }),
  WORKER_QUEUES: listOf(
    QUEUE,
    `has to be names of queues with commas between them: letters, digits, "-", "_" or ".".`,
  ).default(["default"]),
  WORKER_TASKS: listOf(/./, "has to be globs of task modules with commas between them.").default(
    [],
  ),
  FILES_ROOT: z.string().default("."),
};

export interface WorkerEnv extends SharedEnv {
  concurrency: number;
  /** How many steps of isolated tasks may run at once. */
  processes: number;
  queues: string[];
  /** Globs of more task modules. */
  taskModules: string[];
  /** Absolute. */
  filesRoot: string;
}

/** @throws EnvironmentError with all that is wrong. */
export function readWorkerEnv(source: Variables = process.env): WorkerEnv {
  const parsed = parseVariables(variables, source);
  return {
    ...sharedEnv(parsed),
    concurrency: parsed.WORKER_CONCURRENCY,
    processes: parsed.WORKER_PROCESSES,
    queues: parsed.WORKER_QUEUES,
    taskModules: parsed.WORKER_TASKS,
    filesRoot: path.resolve(parsed.FILES_ROOT),
  };
}
