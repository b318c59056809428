/**
 * Environment variables, read once by each process: the pieces that the web server and the worker share.
 *
 * An empty variable counts as not set, as compose files write it. Messages name variables, never their
 * values: they may hold passwords.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { DEFAULT_LIMITS, type Limits } from "@/core/problem";
import { parseRedisUrl } from "./redis-address";

// A comma inside braces belongs to a glob.
const SEPARATOR = /,(?![^{]*\})/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Every name of our own, so that a mistyped one is an error and not silently without effect. */
const OWN_NAMES = [
  "ESPALIER_TOKEN",
  "ESPALIER_ORIGINS",
  "ESPALIER_PREFIX",
  "ESPALIER_DATA_DIR",
] as const;

/** What is wrong with the environment, one sentence a line, each with what to do. */
export class EnvironmentError extends Error {
  constructor(problems: readonly string[]) {
    super(`The environment cannot be used.\n${problems.map((each) => `- ${each}`).join("\n")}`);
    this.name = "EnvironmentError";
  }
}

/** A whole number within bounds, as a variable. */
export function wholeNumber(options: { from: number; to: number; otherwise: number }) {
  const { from, to, otherwise } = options;
  return z
    .string()
    .regex(/^\d{1,15}$/, `has to be a whole number from ${from} to ${to}.`)
    .transform(Number)
    .refine((value) => value >= from && value <= to, `has to be from ${from} to ${to}.`)
    .default(otherwise);
}

/** A list with commas; spaces around the parts do not count. */
export function listOf(part: RegExp, expected: string) {
  return z
    .string()
    .transform((text) => text.split(SEPARATOR).flatMap((each) => each.trim() || []))
    .refine((parts) => parts.length > 0 && parts.every((each) => part.test(each)), expected);
}

const bytes = (otherwise: number) => wholeNumber({ from: 1, to: 512 * 1024 * 1024, otherwise });

/** What both processes read. */
export const sharedVariables = {
  REDIS_URL: z
    .string()
    .superRefine((url, refinement) => {
      try {
        parseRedisUrl(url);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        refinement.addIssue({ code: "custom", message: error.message });
      }
    })
    .optional(),
  ESPALIER_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,32}$/, `has to be 1 to 32 letters, digits, "-" or "_".`)
    .default("espalier"),
  ESPALIER_DATA_DIR: z.string().default(".data"),
  RUN_TTL_DAYS: wholeNumber({ from: 1, to: 3650, otherwise: 7 }),
  RUN_KEEP_COUNT: wholeNumber({ from: 1, to: 10_000_000, otherwise: 10_000 }),
  LIMIT_NODES: wholeNumber({ from: 1, to: 10_000_000, otherwise: DEFAULT_LIMITS.nodes }),
  LIMIT_DEPTH: wholeNumber({ from: 1, to: 1000, otherwise: DEFAULT_LIMITS.depth }),
  LIMIT_ARGUMENTS_BYTES: bytes(DEFAULT_LIMITS.argumentsBytes),
  LIMIT_WORKFLOW_BYTES: bytes(DEFAULT_LIMITS.workflowBytes),
  LIMIT_RESULT_BYTES: bytes(DEFAULT_LIMITS.resultBytes),
};

export interface SharedEnv {
  redisUrl: string;
  prefix: string;
  /** Absolute. */
  dataDir: string;
  runTtlMs: number;
  /** How many settled runs are kept at most that are not pinned. */
  keepRuns: number;
  limits: Limits;
}

export type Variables = { readonly [name: string]: string | undefined };

/**
 * Parses the variables of `shape`.
 *
 * @throws EnvironmentError with all that is wrong at once, unknown `ESPALIER_*` names included.
 */
export function parseVariables<S extends z.ZodRawShape>(
  shape: S,
  source: Variables,
): z.output<z.ZodObject<S>> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = z.object(shape).safeParse(given);
  const problems = [
    ...unknownNames(Object.keys(given)),
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join(".")} ${issue.message}`),
  ];
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);
  return parsed.data;
}

/** @throws EnvironmentError when there is neither `REDIS_URL` nor an embedded Redis. */
export function sharedEnv(parsed: z.output<z.ZodObject<typeof sharedVariables>>): SharedEnv {
  const dataDir = path.resolve(parsed.ESPALIER_DATA_DIR);
  return {
    redisUrl: parsed.REDIS_URL ?? embeddedRedisUrl(dataDir),
    prefix: parsed.ESPALIER_PREFIX,
    dataDir,
    runTtlMs: parsed.RUN_TTL_DAYS * DAY_MS,
    keepRuns: parsed.RUN_KEEP_COUNT,
    limits: {
      nodes: parsed.LIMIT_NODES,
      depth: parsed.LIMIT_DEPTH,
      argumentsBytes: parsed.LIMIT_ARGUMENTS_BYTES,
      workflowBytes: parsed.LIMIT_WORKFLOW_BYTES,
      resultBytes: parsed.LIMIT_RESULT_BYTES,
    },
  };
}

/** The socket that `npm start` opens below the data folder, for a process started by hand beside it. */
function embeddedRedisUrl(dataDir: string): string {
  const folder = path.join(dataDir, "redis");
  const record = path.join(folder, "socket-folder");
  // A data folder whose path is too long for a socket: the script says here where it put it instead.
  const socketFolder = existsSync(record) ? readFileSync(record, "utf8").trim() : folder;
  const socket = [path.join(folder, "redis.sock"), path.join(socketFolder, "redis.sock")].find(
    (each) => existsSync(each),
  );
  if (socket !== undefined) return `unix://${socket}`;
  throw new EnvironmentError([
    `REDIS_URL is not set and no embedded Redis runs below ${dataDir}. Start everything with "npm start", or set REDIS_URL to a Redis of version 7 or newer.`,
  ]);
}

function unknownNames(names: readonly string[]): string[] {
  const known: readonly string[] = OWN_NAMES;
  return names
    .filter((name) => name.startsWith("ESPALIER_") && !known.includes(name))
    .map((name) => `${name} is not known. Did you mean ${nearest(name, known)}?`);
}

function nearest(name: string, known: readonly string[]): string {
  const [first = ""] = known.toSorted((a, b) => distance(name, a) - distance(name, b));
  return first;
}

/** Levenshtein's: how many letters have to be put in, left out or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + Number(letter !== other);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
