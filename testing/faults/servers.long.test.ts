/** T15b, T16 and T50c: Redis is several servers, and the one that has a key dies, or is full. */
import type { Redis } from "ioredis";
import { expect } from "vitest";
import { workflowOf } from "../model/hand";
import { chain, fixed, times } from "../nodes";
import { fault } from "./fault";
import { faultCluster, faultSentinels } from "./redis-servers";
import type { Stage } from "./stage";
import { until } from "./until";

const FILLER_BYTES = 32 * 1024 * 1024;

/** What is said while a server is away and another takes its place. */
const AWAY = [
  /Missing lock|renew lock|Connection is closed|ECONNREFUSED|ECONNRESET|LOADING|could not be swept|Missing key/i,
  /READONLY|UNBLOCKED|Too many Cluster redirections|Failed to refresh slots cache|CLUSTERDOWN|MOVED|sentinels/i,
];

/** Runs that end when the test opens the gate; their newest writes may be lost with a server. */
async function submitSlow(stage: Stage, ids: readonly string[]): Promise<void> {
  const slow = times(10, (i) => fixed(`s${i}`, "sleep", 150));
  const root = chain(...slow, fixed("g", "gate", "way"), fixed("z", "give", 1));
  for (const runId of ids) {
    const marks = { isSteered: true, hasLostHistory: true };
    await stage.submitWorkflow({ version: 1, name: "fail over", root }, { runId, ...marks });
  }
  for (const run of stage.runs.slice(0, 2)) stage.watch(run);
}

/** Submits again under their ids what a server has taken with it. Answers how many those were. */
async function submitLost(stage: Stage): Promise<number> {
  let lost = 0;
  for (const { runId, workflow } of stage.runs) {
    const { created } = await stage.engine.submit({ workflow, runId });
    if (created) lost += 1;
  }
  return lost;
}

async function succeed(stage: Stage): Promise<void> {
  stage.openGate("way");
  await stage.settled();
  for (const { runId } of stage.runs) {
    expect((await stage.engine.getRun(runId)).run.state, runId).toBe("succeeded");
  }
}

const more = (stage: Stage, count: number) => {
  const before = stage.notes().length;
  return until(() => stage.notes().length >= before + count);
};

fault(
  {
    id: "T15b",
    title: "kill -9 of a master that sentinels watch: its replica takes its place",
    store: faultSentinels,
    expected: AWAY,
  },
  async (stage, tell, sentinels) => {
    await stage.worker();
    await stage.worker();
    await submitSlow(
      stage,
      times(10, (i) => `r${i}`),
    );
    await more(stage, 20);
    await sentinels.failOver();
    const from = performance.now();
    await more(stage, 5);
    const after = Math.round(performance.now() - from);
    const lost = await submitLost(stage);
    await succeed(stage);
    tell(
      `handlers ran again ${after} ms after the replica took over; ${lost} of 10 runs were lost`,
    );
  },
);

fault(
  {
    id: "T16",
    title: "kill -9 of the masters of a cluster: BullMQ's, then that of a run",
    store: faultCluster,
    expected: AWAY,
  },
  async (stage, tell, cluster) => {
    await stage.worker();
    await stage.worker();
    const { keys } = stage.services;
    const ids = times(12, (i) => `r${i}`);
    await submitSlow(stage, ids);
    const ports = await Promise.all(ids.map((id) => cluster.portOf(keys.runKey(id, "run"))));
    expect(new Set(ports).size).toBe(3);
    await more(stage, 20);
    await cluster.killMasterOf(keys.bull);
    await more(stage, 20);
    const bull = await cluster.portOf(keys.bull);
    const other = ids[ports.findIndex((port, i) => i > 0 && port !== bull && port !== ports[0])];
    await cluster.killMasterOf(keys.runKey(other ?? "", "run"));
    const lost = await submitLost(stage);
    await succeed(stage);
    tell(
      `12 runs on 3 masters, 2 of them replaced; ${lost} runs were lost with their newest writes`,
    );
  },
);

fault(
  {
    id: "T50c",
    title: "one server of a cluster is nearly full",
    store: faultCluster,
  },
  async (stage, tell, cluster) => {
    await stage.worker();
    const { engine, services } = stage;
    const root = chain(fixed("g", "gate", "way"), fixed("z", "give", 1));
    const workflow = workflowOf(root);
    const ids = times(12, (i) => `r${i}`);
    const [under, more] = [ids.slice(0, 6), ids.slice(6)];
    for (const runId of under) await stage.submitWorkflow(workflow, { runId });
    const full = new Map<Redis, string>();
    for (const id of ids) full.set(await cluster.masterOf(services.keys.runKey(id, "run")), id);
    expect(full.size).toBe(3);
    for (const [server, id] of full) {
      // So much that what the processes add meanwhile makes no difference.
      await server.setrange(`{${id}}filler`, FILLER_BYTES, "x");
      const used = Number(/used_memory:(\d+)/.exec(await server.info("memory"))?.[1]);
      await server.config("SET", "maxmemory", Math.round(used / 0.85));
      await until(async () => (await engine.memory()).refusesRuns);
      for (const runId of more) {
        await expect(engine.submit({ workflow, runId }), runId).rejects.toMatchObject({
          code: "MEMORY_FULL",
        });
        expect(await server.keys(`*:{${runId}}*`)).toEqual([]);
      }
      stage.openGate("way");
      await stage.settled();
      await server.config("SET", "maxmemory", "0");
      await server.del(`{${id}}filler`);
      await until(async () => !(await engine.memory()).refusesRuns);
    }
    for (const runId of ids.slice(6)) await stage.submitWorkflow(workflow, { runId });
    await stage.settled();
    tell("whichever of three it was, new runs were refused and those under way ended");
  },
);
