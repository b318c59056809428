import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { RunEvent } from "@/core/events";
import type { Workflow } from "@/core/node";
import type { TaskDefinition } from "@/core/task";
import type { EngineWorker } from "@/engine/port";
import { testRedis, type TestRedis } from "@/testing/redis";
import { closeEngine, engine } from "./engine";
import { handleApi } from "./handle-api";
import { health } from "./health";

const HOST = "127.0.0.1:3000";
const BASE = `http://${HOST}/api/trpc`;

const echo: TaskDefinition = {
  info: {
    name: "test.echo",
    description: "",
    params: { type: "object", properties: { value: {} }, required: ["value"] },
    result: {},
    defaults: {},
    queue: "default",
    totalSteps: 1,
  },
  params: { value: z.unknown() },
  result: z.unknown(),
  run: ({ value }) => value,
};

let redis: TestRedis;
let worker: EngineWorker;

beforeAll(async () => {
  redis = await testRedis();
  process.env.REDIS_URL = redis.url;
  process.env.ESPALIER_PREFIX = redis.prefix;
  worker = await engine().work({
    tasks: [echo],
    queues: ["default"],
    concurrency: 5,
    dataDir: ".data",
  });
});
afterAll(async () => {
  await closeAll();
  await redis[Symbol.asyncDispose]();
});

let closing: Promise<void> | undefined;
function closeAll(): Promise<void> {
  closing ??= worker.close({ graceMs: 0 }).then(closeEngine);
  return closing;
}

const workflow = (root: Workflow["root"]): Workflow => ({ version: 1, name: "test", root });
const call = (value: number) => ({ kind: "task" as const, task: "test.echo", args: [value] });
const group = (size: number) =>
  workflow({ kind: "group", children: Array.from({ length: size }, (_, i) => call(i)) });

interface Answer {
  result?: { data: unknown };
  error?: { message: string; data: { code: string; reason: string | null; problems: unknown[] } };
}

function get(path: string, input?: unknown, signal?: AbortSignal): Promise<Response> {
  const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const request = new Request(`${BASE}/${path}${query}`, {
    headers: { host: HOST },
    ...(signal ? { signal } : {}),
  });
  return handleApi(request);
}

function post(path: string, body: BodyInit, contentType = "application/json"): Promise<Response> {
  return handleApi(
    new Request(`${BASE}/${path}`, {
      method: "POST",
      headers: { host: HOST, "content-type": contentType },
      body,
    }),
  );
}

const answerOf = async (response: Promise<Response>) => (await (await response).json()) as Answer;

async function submit(of: Workflow): Promise<string> {
  const answer = await answerOf(post("runs.submit", JSON.stringify({ workflow: of })));
  return dataOf<{ runId: string }>(answer).runId;
}

function dataOf<T>(answer: Answer): T {
  if (!answer.result) throw new Error(`refused: ${JSON.stringify(answer.error)}`);
  return answer.result.data as T;
}

interface Frame {
  event?: string;
  id?: string;
  data?: string;
}

/** Reads a stream's frames until `isEnough` or its end. */
async function readFrames(response: Response, isEnough: (frames: Frame[]) => boolean) {
  const frames: Frame[] = [];
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += part.value;
    const complete = text.split("\n\n");
    text = complete.pop() ?? "";
    for (const each of complete) {
      const lines = each.split("\n").flatMap((line) => {
        const [, name, value] = /^(\w+): (.*)$/.exec(line) ?? [];
        return name === undefined ? [] : [[name, value]];
      });
      if (lines.length > 0) frames.push(Object.fromEntries(lines) as Frame);
    }
    if (isEnough(frames)) break;
  }
  return frames;
}

const eventsIn = (frames: Frame[]) =>
  frames
    .filter((frame) => frame.id !== undefined)
    .flatMap((frame) => (JSON.parse(frame.data ?? "{}") as { events: RunEvent[] }).events);

async function follow(runId: string, lastEventId: string | null, last: number) {
  const abort = new AbortController();
  const response = await get("runs.events", { runId, lastEventId }, abort.signal);
  const frames = await readFrames(response, (all) => (eventsIn(all).at(-1)?.seq ?? 0) >= last);
  abort.abort();
  return { frames, seqs: eventsIn(frames).map((event) => event.seq) };
}

async function settled(runId: string) {
  for (;;) {
    const answer = await answerOf(get("runs.get", { runId }));
    const snapshot = dataOf<{ run: { settled: boolean }; cursor: string }>(answer);
    if (snapshot.run.settled) return { cursor: snapshot.cursor, last: lastOf(snapshot.cursor) };
  }
}

const lastOf = (cursor: string) => Number(cursor.split(":")[1]);
const upTo = (last: number, from = 1) =>
  Array.from({ length: last - from + 1 }, (_, i) => from + i);

describe("the API over HTTP", () => {
  it("runs a workflow and gives its result", async () => {
    const runId = await submit(group(3));
    await settled(runId);
    const answer = await answerOf(get("runs.result", { runId }));
    expect(answer.result?.data).toMatchObject({ state: "succeeded", value: [0, 1, 2] });
  });

  it("refuses an invalid workflow with its problems, and stores nothing", async () => {
    const invalid = { workflow: workflow({ kind: "chain", children: [] }), runId: "invalid" };
    const answer = await answerOf(post("runs.submit", JSON.stringify(invalid)));
    expect(answer.error?.data).toMatchObject({
      code: "BAD_REQUEST",
      reason: "WORKFLOW_INVALID",
      problems: [{ code: "CHAIN_EMPTY" }],
    });
    const found = await answerOf(get("runs.get", { runId: "invalid" }));
    expect(found.error?.data).toMatchObject({ code: "NOT_FOUND", reason: "RUN_NOT_FOUND" });
  });

  it("takes a long query as POST", async () => {
    const answer = await answerOf(
      post("workflows.validate", JSON.stringify({ workflow: group(1000) })),
    );
    expect(answer.result?.data).toEqual({ problems: [] });
  });

  it.each([
    ["text/plain", 415],
    ["application/x-www-form-urlencoded", 415],
    ["multipart/form-data; boundary=x", 415],
    ["application/octet-stream", 415],
  ])("does nothing for a body of %s", async (type, status) => {
    const runId = `sent-as-${type.replaceAll(/\W/g, "-")}`.slice(0, 60);
    const body = JSON.stringify({ workflow: workflow(call(1)), runId });
    expect((await post("runs.submit", body, type)).status).toBe(status);
    expect((await get("runs.get", { runId })).status).toBe(404);
  });

  it("changes nothing by GET", async () => {
    const input = { workflow: workflow(call(1)), runId: "by-get" };
    expect((await get("runs.submit", input)).status).toBe(405);
    expect((await get("runs.get", { runId: "by-get" })).status).toBe(404);
  });

  it("refuses large batches and bodies that are no JSON", async () => {
    const batch = Array.from({ length: 21 }, () => "tasks.list").join(",");
    expect(
      (await handleApi(new Request(`${BASE}/${batch}?batch=1`, { headers: { host: HOST } })))
        .status,
    ).toBe(400);
    expect((await post("runs.pause", "{")).status).toBe(400);
  });

  it("is healthy", async () => {
    expect((await health()).status).toBe(200);
  });
});

describe("runs.events over HTTP", () => {
  it("gives every event once, however the stream is cut", async () => {
    const runId = await submit(group(40));
    const first = await follow(runId, null, 5);
    const lastId = first.frames.findLast((frame) => frame.id !== undefined)?.id ?? "";
    const { last } = await settled(runId);
    const rest = await follow(runId, lastId, last);
    expect([...first.seqs, ...rest.seqs]).toEqual(upTo(last));
  });

  it("goes on where the snapshot stands", async () => {
    // The delay keeps the run under way while the snapshot is taken.
    const later = { ...call(2), immutable: true, options: { delayMs: 200 } };
    const runId = await submit(workflow({ kind: "chain", children: [call(1), later] }));
    const { cursor } = dataOf<{ cursor: string }>(await answerOf(get("runs.get", { runId })));
    const { last } = await settled(runId);
    expect(lastOf(cursor)).toBeLessThan(last);
    const { seqs } = await follow(runId, cursor, last);
    expect(seqs).toEqual(upTo(last, lastOf(cursor) + 1));
  });

  it.each(["$", "-", "999999999999999999-9", "a\r\nb", "x".repeat(10_000)])(
    "answers the hostile id %j with an error, and no event",
    async (lastEventId) => {
      const runId = await submit(workflow(call(1)));
      const response = await get("runs.events", { runId, lastEventId });
      const frames = await readFrames(response, (all) => all.length > 1);
      expect(frames.at(-1)).toMatchObject({ event: "serialized-error" });
      expect(frames.at(-1)?.data).toContain("BAD_REQUEST");
      expect(eventsIn(frames)).toEqual([]);
    },
  );

  it("tells a viewer of another history to take a new snapshot", async () => {
    const runId = await submit(workflow(call(1)));
    await settled(runId);
    const response = await get("runs.events", { runId, lastEventId: "another:3" });
    const frames = await readFrames(response, (all) => all.some((frame) => frame.id));
    expect(frames.at(-1)?.data).toBe('{"reset":true}');
  });
});

describe("closing the server", () => {
  it("ends streams without the word that would keep browsers away", async () => {
    const runId = await submit(workflow(call(1)));
    const response = await get("runs.events", { runId });
    const reading = readFrames(response, () => false);
    await settled(runId);
    await closeAll();
    const frames = await reading;
    expect(eventsIn(frames).length).toBeGreaterThan(0);
    expect(frames.map((frame) => frame.event)).not.toContain("return");
    expect(frames.map((frame) => frame.event)).not.toContain("serialized-error");
  });
});
