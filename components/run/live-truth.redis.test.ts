/**
 * What the run page shows is what is so: its store follows a run with the real client, over a cable that is
 * cut, from a server that is killed, restarted and cut off from Redis, while the stream is trimmed, the page
 * sleeps and the run is steered. Whenever both stand at the same `seq`, they are the same.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EventSource } from "eventsource";
import { afterEach, expect, it, vi } from "vitest";
import { createApi } from "@/components/api/client";
import type { Connection } from "@/components/api/connection";
import type { WorkflowNode } from "@/core/node";
import { snapshotOf } from "@/core/run-view";
import type { RunSnapshot } from "@/core/snapshot";
import { createEngine } from "@/engine/index";
import { WEB } from "@/testing/faults/processes";
import { createRandom, type Random } from "@/testing/random";
import { testRedis, type TestRedis } from "@/testing/redis";
import { redisProxy } from "@/testing/redis-proxy";
import { ALL_TASKS } from "@/testing/tasks";
import { startWorkerProcess } from "@/testing/worker-process";
import { createRunPort } from "./run-port";
import { createRunStore } from "./run-store";
import { layCable } from "./test-cable";

const SEEDS = Number(process.env.TRUTH_SEEDS ?? 2);
const FIRST_SEED = Number(process.env.TRUTH_SEED ?? 1);
const ROUNDS = 6;
const PATIENCE = { timeout: 20_000, interval: 15 };

const step = (id: string, task: string, ...args: unknown[]): WorkflowNode => ({
  ...{ kind: "task", id, task, args: args as never[], immutable: true },
});

/** Something of everything that events tell: attempts, failures, births, replacements, iterations. */
function busyRun(random: Random): WorkflowNode {
  const naps = Array.from({ length: 30 }, (_, at) => step(`nap${at}`, "slow", 20 + random.int(60)));
  const others = Array.from({ length: 8 }, (_, at): WorkflowNode[] => [
    step(`bounce${at}`, "polls", 4, 30),
    step(`flaky${at}`, "flaky", 1),
    { ...step(`fail${at}`, "fail"), optional: true },
    step(`spawn${at}`, "spawn", 3),
    step(`list${at}`, "ident", [1, 2, 3]),
    { kind: "map", id: `map${at}`, body: { kind: "task", task: "ident" } },
  ]).flat();
  return {
    kind: "group",
    id: "all",
    children: [
      { kind: "chain", id: "naps", children: naps },
      { kind: "chain", id: "others", children: others },
    ],
  };
}

const ends: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A run with a worker, and beside it a server in a process of its own behind a cable. */
async function setUp(random: Random) {
  const redis: TestRedis = await testRedis();
  ends.push(() => redis[Symbol.asyncDispose]());
  const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-truth-"));
  ends.push(() => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })));
  const engine = createEngine({ redisUrl: redis.url, prefix: redis.prefix });
  ends.push(() => engine.close());
  const worker = await engine.work({
    ...{ tasks: ALL_TASKS, queues: ["default"], concurrency: 6, dataDir },
  });
  ends.push(() => worker.close({ graceMs: 0 }));

  const door = await redisProxy(redis.url);
  ends.push(() => door[Symbol.asyncDispose]());
  const startWeb = async () => {
    const env = { REDIS_URL: door.url, ESPALIER_PREFIX: redis.prefix, PORT: "0" };
    const web = startWorkerProcess(env, WEB);
    ends.push(() => web[Symbol.asyncDispose]());
    await web.says("READY");
    return { ...web, port: Number(/READY http:\S+:(\d+)/.exec(web.said())?.[1]) };
  };
  let web = await startWeb();
  const cable = await layCable(web.port);
  ends.push(() => cable[Symbol.asyncDispose]());

  const { runId } = await engine.submit({
    workflow: { version: 1, name: "Truth", root: busyRun(random) },
  });
  const client = createApi(`${cable.address}/api/trpc`, {
    EventSource: EventSource as typeof globalThis.EventSource,
    retryMs: 20,
  });
  const said: Connection[] = [];
  const store = createRunStore({
    ...{ runId, port: createRunPort(client), retryMs: 50 },
    schedule: (flush) => setImmediate(flush),
    onConnection: (state) => said.push(state),
  });
  ends.push(() => Promise.resolve(store.close()));
  store.start();
  await vi.waitFor(() => expect(store.view()).not.toBeNull(), PATIENCE);
  return {
    ...{ redis, engine, runId, cable, door, store, said },
    async restart(signal: NodeJS.Signals) {
      web.child.kill(signal);
      await web.exited;
      web = await startWeb();
      cable.lead(web.port);
    },
  };
}

type Scene = Awaited<ReturnType<typeof setUp>>;

/** The root is settled with the run for those outside; the fold says when its own members are. */
function compared({ run, nodes, cursor }: RunSnapshot) {
  return {
    ...{ run, cursor },
    nodes: nodes.map((node) => (node.id === run.rootId ? { ...node, settled: run.settled } : node)),
  };
}

/** Waits until page and server stand at the same event, and compares all that they say. */
async function agree({ engine, runId, store, said }: Scene, after: string): Promise<void> {
  let pair: { page: RunSnapshot; server: RunSnapshot } | undefined;
  await vi.waitFor(async () => {
    const server = await engine.getRun(runId);
    const view = store.view();
    const page = view === null ? undefined : snapshotOf(view);
    expect(page?.cursor, `${after}; ${said.slice(-6).join(" ")}`).toBe(server.cursor);
    // Copied at once: the view goes on.
    if (page !== undefined) pair = structuredClone({ page, server });
  }, PATIENCE);
  if (pair === undefined) throw new Error("They never met");
  expect(compared(pair.page), after).toEqual(compared(pair.server));
}

const seqOf = async ({ engine, runId }: Scene) =>
  Number((await engine.getRun(runId)).cursor.split(":").at(-1));

/** Much happens that the page cannot see. */
async function untilMissed(scene: Scene, events: number): Promise<void> {
  const from = await seqOf(scene);
  await vi.waitFor(async () => {
    const { run } = await scene.engine.getRun(scene.runId);
    if (!run.settled) expect(await seqOf(scene)).toBeGreaterThanOrEqual(from + events);
  }, PATIENCE);
}

const FAULTS: { [name: string]: (scene: Scene, random: Random) => Promise<void> | void } = {
  "the stream is cut": ({ cable }) => cable.drop(),
  async "the server cannot be reached"(scene) {
    scene.cable.cut();
    await untilMissed(scene, 12);
    scene.cable.mend();
  },
  "the server is killed": ({ restart }) => restart("SIGKILL"),
  "the server is stopped": ({ restart }) => restart("SIGTERM"),
  "the server loses Redis": ({ door }) => door.drop(),
  async "the stream is trimmed while the page is away"(scene) {
    scene.cable.cut();
    await untilMissed(scene, 20);
    await trim(scene);
    scene.cable.mend();
  },
  async "the page sleeps"(scene) {
    scene.store.pause();
    await untilMissed(scene, 8);
    scene.store.resume();
  },
  async "all of it runs anew"({ engine, runId }) {
    await engine.retry({ runId, nodeId: "all", scope: "from" });
  },
  async "steps are revoked and retried"({ engine, runId }, random) {
    await engine.revoke({ runId, nodeId: `nap${random.int(30)}` });
    await engine.retry({ runId, scope: "failed" });
  },
};

const trim = ({ redis, runId }: Scene) =>
  redis.client.xtrim(`${redis.prefix}:{${runId}}:events`, "MAXLEN", 1);

for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
  it(`shows what is so after any interruptions, seed ${seed}`, { timeout: 180_000 }, async () => {
    const random = createRandom(seed);
    const scene = await setUp(random);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { run } = await scene.engine.getRun(scene.runId);
      if (run.settled) await FAULTS["all of it runs anew"]?.(scene, random);
      const name = random.pick(Object.keys(FAULTS));
      await FAULTS[name]?.(scene, random);
      await agree(scene, `round ${round}: ${name}`);
    }
    await vi.waitFor(async () => {
      expect((await scene.engine.getRun(scene.runId)).run.settled).toBe(true);
    }, PATIENCE);
    await agree(scene, "the end");
  });
}

it("reads all anew, and says that it is behind, when the stream was trimmed away", async () => {
  const scene = await setUp(createRandom(99));
  await agree(scene, "the beginning");
  scene.cable.cut();
  await untilMissed(scene, 20);
  await trim(scene);
  scene.said.length = 0;
  scene.cable.mend();
  await agree(scene, "the trim");
  expect(scene.said).toContain("behind");
  await vi.waitFor(() => expect(scene.said.at(-1)).toBe("live"), PATIENCE);
});

it("says that it reconnects while the server is away, and is live again after", async () => {
  const scene = await setUp(createRandom(7));
  scene.cable.cut();
  await vi.waitFor(() => expect(scene.said.at(-1)).toBe("reconnecting"), PATIENCE);
  await untilMissed(scene, 5);
  scene.cable.mend();
  await vi.waitFor(() => expect(scene.said.at(-1)).toBe("live"), PATIENCE);
  await agree(scene, "the mending");
});
