/** The stream of a run's events as tRPC's own client reads it, from a server in a process of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { EventSource } from "eventsource";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RunEvent } from "@/core/events";
import { createEngine, type Engine, type EngineWorker } from "@/engine/index";
import { WEB } from "@/testing/faults/processes";
import { step } from "@/testing/nodes";
import { testRedis, type TestRedis } from "@/testing/redis";
import { ALL_TASKS } from "@/testing/tasks";
import { startWorkerProcess } from "@/testing/worker-process";
import type { AppRouter } from "./routers/_app";

const TOKEN = "a-long-enough-token";
const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-stream-"));

let redis: TestRedis;
let engine: Engine;
let worker: EngineWorker;
let web: ReturnType<typeof startWorkerProcess>;
let address: string;

beforeAll(async () => {
  redis = await testRedis();
  engine = createEngine({ redisUrl: redis.url, prefix: redis.prefix });
  worker = await engine.work({ tasks: ALL_TASKS, queues: ["default"], concurrency: 1, dataDir });
  const env = { REDIS_URL: redis.url, ESPALIER_PREFIX: redis.prefix, PORT: "0" };
  web = startWorkerProcess({ ...env, ESPALIER_TOKEN: TOKEN }, WEB);
  await web.says("READY");
  address = /READY (http:\S+)/.exec(web.said())?.[1] ?? "";
});
afterAll(async () => {
  await web[Symbol.asyncDispose]();
  await worker.close({ graceMs: 0 });
  await engine.close();
  await redis[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A run that nothing happens to, but for what is done to it. Answers where it stands. */
async function submit(): Promise<{ runId: string; cursor: string }> {
  const workflow = { version: 1 as const, name: "w", root: step("z", "ident", 1) };
  const { runId } = await engine.submit({ workflow });
  await vi.waitFor(async () => expect((await engine.getRun(runId)).run.settled).toBe(true));
  return { runId, cursor: (await engine.getRun(runId)).cursor };
}

/** All that tRPC's client says of one subscription. */
function watch(input: { runId: string; lastEventId?: string; cursor?: string }, token = TOKEN) {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${address}/api/trpc`,
        EventSource,
        eventSourceOptions: {
          fetch: (url, init) =>
            fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
        },
      }),
    ],
  });
  const seen = { events: [] as RunEvent[], ids: [] as string[], said: [] as string[] };
  const { unsubscribe } = client.runs.events.subscribe(input, {
    onStarted: () => seen.said.push("started"),
    onData: ({ id, data }) => {
      seen.ids.push(id);
      if ("reset" in data) seen.said.push("reset");
      else seen.events.push(...data.events);
    },
    onError: ({ data }) => seen.said.push(data?.code ?? "no code"),
    onComplete: () => seen.said.push("complete"),
  });
  return { ...seen, seqs: () => seen.events.map(({ seq }) => seq), unsubscribe };
}

const seqOf = (cursor: string) => Number(cursor.split(":")[1]);
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

describe("tRPC's client on the stream of a run", () => {
  it("is told what was before and what comes", async () => {
    const { runId, cursor } = await submit();
    const viewer = watch({ runId });
    await vi.waitFor(() => expect(viewer.seqs()).toEqual(from(1, seqOf(cursor))));
    expect(viewer.said).toEqual(["started"]);
    await engine.setPinned(runId, true);
    const last = seqOf(cursor) + 1;
    await vi.waitFor(() => expect(viewer.seqs()).toEqual(from(1, last)));
    expect(viewer.events.at(-1)).toMatchObject({ type: "run.changed", pinned: true });
    expect(seqOf(viewer.ids.at(-1) ?? "")).toBe(last);
    viewer.unsubscribe();
  });

  it("goes on behind the id it has seen, and behind a snapshot's cursor", async () => {
    const { runId, cursor } = await submit();
    const [gen] = cursor.split(":");
    const viewers = [watch({ runId, lastEventId: `${gen}:1` }), watch({ runId, cursor })];
    await engine.setPinned(runId, true);
    const last = seqOf(cursor) + 1;
    await vi.waitFor(() => expect(viewers[0]?.seqs()).toEqual(from(2, last)));
    await vi.waitFor(() => expect(viewers[1]?.seqs()).toEqual([last]));
    for (const { unsubscribe } of viewers) unsubscribe();
  });

  it("is told to take a new snapshot where its place is not known", async () => {
    const { runId, cursor } = await submit();
    const viewer = watch({ runId, lastEventId: "another:1" });
    await vi.waitFor(() => expect(viewer.said).toEqual(["started", "reset"]));
    expect(viewer.ids).toEqual([cursor]);
    viewer.unsubscribe();
  });

  it("gets the refusal of a run that is not there, and of one that is removed meanwhile", async () => {
    const nowhere = watch({ runId: "nowhere" });
    await vi.waitFor(() => expect(nowhere.said).toContain("NOT_FOUND"));
    const { runId, cursor } = await submit();
    const viewer = watch({ runId });
    await vi.waitFor(() => expect(viewer.seqs()).toEqual(from(1, seqOf(cursor))));
    await engine.remove(runId);
    await vi.waitFor(() => expect(viewer.said).toContain("NOT_FOUND"));
    expect(viewer.seqs()).toEqual(from(1, seqOf(cursor)));
  });

  it("gets no event without the token", async () => {
    const { runId } = await submit();
    const stranger = watch({ runId }, "wrong");
    await vi.waitFor(() => expect(stranger.said).toContain("UNAUTHORIZED"));
    expect(stranger.events).toEqual([]);
  });

  it("refuses a page of another origin", async () => {
    const { runId } = await submit();
    const input = encodeURIComponent(JSON.stringify({ runId }));
    const headers = { origin: "https://evil.example", authorization: `Bearer ${TOKEN}` };
    const answer = await fetch(`${address}/api/trpc/runs.events?input=${input}`, { headers });
    expect(answer.status).toBe(403);
  });

  it("is cut off without a word when the server stops", async () => {
    const { runId, cursor } = await submit();
    const viewer = watch({ runId });
    await vi.waitFor(() => expect(viewer.seqs()).toEqual(from(1, seqOf(cursor))));
    web.child.kill("SIGTERM");
    await web.exited;
    expect(viewer.said).toEqual(["started"]);
    viewer.unsubscribe();
  });
});
