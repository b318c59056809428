/** For tests: the API as HTTP reaches it, on a real Redis, with a real worker behind it. One a test file. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Problem } from "@/core/problem";
import { clearGates, gateOf, type Gate } from "@/testing/gates";
import { testRedis, type TestRedis } from "@/testing/redis";
import { ALL_TASKS } from "@/testing/tasks";
import { closeEngine, engine } from "./engine";
import { handleApi } from "./handle-api";

const HOST = "127.0.0.1:3000";
export const BASE = `http://${HOST}/api/trpc`;

export interface Refused {
  status: number;
  message: string;
  code: string | undefined;
  reason: string | null | undefined;
  problems: Problem[];
}

export interface TestServer {
  redis: TestRedis;
  gate(name: string): Gate;
  close(): Promise<void>;
}

/** Once a process: the server reads its environment once. */
export async function startTestServer(): Promise<TestServer> {
  const redis = await testRedis();
  const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-server-"));
  process.env.REDIS_URL = redis.url;
  process.env.ESPALIER_PREFIX = redis.prefix;
  const queues = ["default"];
  const worker = await engine().work({ tasks: ALL_TASKS, queues, concurrency: 10, dataDir });
  return {
    redis,
    gate: (name) => gateOf(dataDir, name),
    async close() {
      clearGates(dataDir);
      await worker.close({ graceMs: 0 });
      await closeEngine();
      await redis[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A query, its input in the address. */
export function get(procedure: string, input?: unknown): Promise<Response> {
  const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return handleApi(new Request(`${BASE}/${procedure}${query}`, { headers: { host: HOST } }));
}

/** A call with its input in the body; text and bytes go as they are. */
export function post(
  procedure: string,
  input: unknown,
  contentType = "application/json",
): Promise<Response> {
  const isRaw = typeof input === "string" || input instanceof Uint8Array;
  const body = isRaw ? (input as BodyInit) : JSON.stringify(input);
  const headers = { host: HOST, "content-type": contentType };
  return handleApi(new Request(`${BASE}/${procedure}`, { method: "POST", headers, body }));
}

/** What an answer holds. @throws when it is a refusal */
export async function dataOf<T>(response: Promise<Response>): Promise<T> {
  const answer = (await (await response).json()) as { result?: { data: T }; error?: unknown };
  if (!answer.result) throw new Error(`refused: ${JSON.stringify(answer.error)}`);
  return answer.result.data;
}

/** What a refusal says. @throws when it is none */
export async function refusalOf(response: Promise<Response>): Promise<Refused> {
  const { status } = await response;
  const answer = (await (await response).json()) as {
    result?: unknown;
    error?: {
      message: string;
      data?: { code: string; reason: string | null; problems: Problem[] };
    };
  };
  if (!answer.error) throw new Error(`answered: ${JSON.stringify(answer.result)}`);
  const { message, data } = answer.error;
  const { code, reason, problems = [] } = data ?? {};
  return { status, message, code, reason, problems };
}

/** Presence, the set of runs to look after, a lock: they change by themselves while nobody asks for anything. */
const RESTLESS = /:(?:workers|active|kept|sweep|retention)/;
/** Of BullMQ's keys these say that something is to be done; the others come and go with its rounds. */
const TO_BE_DONE = /:(?:wait|paused|delayed|prioritized)$/;

function isAtRest(key: string, { prefix }: TestRedis): boolean {
  return key.startsWith(`{${prefix}}`) ? TO_BE_DONE.test(key) : !RESTLESS.test(key);
}

/**
 * Every key under the prefix with its contents, but for those that change by themselves and those of the
 * runs in `but`.
 */
export async function everythingStored(
  { redis }: TestServer,
  but: readonly string[] = [],
): Promise<{ [key: string]: string }> {
  const stored: [string, string][] = [];
  for await (const page of redis.client.scanStream({ match: `*${redis.prefix}*`, count: 1000 })) {
    for (const key of page as string[]) {
      if (!isAtRest(key, redis) || but.some((runId) => key.includes(`{${runId}}`))) continue;
      const dump = await redis.client.dumpBuffer(key);
      stored.push([key, dump?.toString("base64") ?? ""]);
    }
  }
  return Object.fromEntries(stored.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
