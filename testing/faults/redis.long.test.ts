/** T11 to T15 and T50: Redis dies, forgets, stands still, is emptied, replaced or full. */
import { readdirSync, statSync, truncateSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { chain, fixed, group, step, times } from "../nodes";
import { fault } from "./fault";
import type { Stage } from "./stage";
import { FAULT_TIMINGS } from "./timings";
import { until } from "./until";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** What is said while Redis is away. */
const AWAY = [
  /Missing lock|renew lock|Connection is closed|ECONNREFUSED|ECONNRESET|ENOENT|LOADING|could not be swept|Missing key/i,
];

/** Submits until `isOver`, and keeps what was accepted; what was refused may or may not be a run. */
async function keepSubmitting(stage: Stage, isOver: () => boolean): Promise<number> {
  let refused = 0;
  while (!isOver()) {
    await stage.submitRandom(12).catch(() => (refused += 1));
    await pause(100);
  }
  return refused;
}

fault(
  {
    id: "T11",
    title: "kill -9 of Redis under load, five times, with appendfsync always",
    fsync: "always",
    expected: AWAY,
  },
  async (stage, tell) => {
    await stage.worker();
    await stage.worker();
    let isOver = false;
    const submitting = keepSubmitting(stage, () => isOver);
    for (let kill = 0; kill < 5; kill += 1) {
      await pause(1000 + stage.random.int(2000));
      await stage.redis.kill();
      await stage.redis.start();
    }
    isOver = true;
    const refused = await submitting;
    await stage.settled();
    tell(
      `${stage.runs.length} runs accepted, 0 lost; ${refused} submissions were refused meanwhile`,
    );
  },
);

/** The part of the append-only file that is being written. */
function tailFile(folder: string): string {
  const dir = path.join(folder, "appendonlydir");
  const file = readdirSync(dir).find((name) => name.endsWith(".incr.aof"));
  if (file === undefined) throw new Error(`No append-only file in ${dir}`);
  return path.join(dir, file);
}

fault(
  {
    id: "T12",
    title: "kill -9 of Redis, and the last 64 KB of its append-only file are gone",
    expected: AWAY,
  },
  async (stage, tell) => {
    await stage.worker();
    const ids = times(12, (i) => `r${i}`);
    const root = chain(
      step("a", "sleep", 300),
      group(...times(6, (i) => fixed(`m${i}`, "give", i))),
    );
    const workflow = { version: 1, name: "cut short", root } as const;
    const marks = { isSteered: true, hasLostHistory: true };
    for (const runId of ids.slice(0, 8)) {
      await stage.submitWorkflow(workflow, { runId, ...marks });
    }
    const file = tailFile(stage.redis.folder);
    stage.watch(stage.runs[0]!);
    await until(() => stage.notes().length > 20);
    for (const runId of ids.slice(8)) {
      await stage.submitWorkflow(workflow, { runId, ...marks });
    }
    const sizeBefore = statSync(file).size;
    // Somebody looks at one that will be gone, and comes back under its id.
    const last = await stage.submitWorkflow(workflow, { runId: "last", ...marks });
    stage.watch(last);
    await stage.redis.kill();
    truncateSync(file, Math.min(sizeBefore, statSync(file).size - 64 * 1024));
    await stage.redis.start();
    await stage.services.registry.announceTasks(stage.tasks);
    let absent = 0;
    for (const { runId } of stage.runs) {
      const { created } = await stage.engine.submit({ workflow, runId });
      if (created) absent += 1;
    }
    expect(absent).toBeGreaterThan(0);
    await stage.settled();
    for (const { runId } of stage.runs) {
      const { run } = await stage.engine.getRun(runId);
      expect(run.state, runId).toBe("succeeded");
    }
    tell(
      `${absent} of ${stage.runs.length} runs were gone and are submitted again under their ids`,
    );
  },
);

fault(
  {
    id: "T13",
    title: "Redis stands still for 5 leases",
    expected: AWAY,
  },
  async (stage, tell) => {
    await stage.worker();
    await stage.worker();
    await Promise.all(times(10, () => stage.submitRandom(25)));
    await until(() => stage.notes().length > 10);
    const inFlight = 10;
    stage.redis.freeze();
    await pause(5 * FAULT_TIMINGS.leaseMs);
    stage.redis.thaw();
    await stage.settled();
    const seen = new Set<string>();
    const twice = stage.notes().filter(({ phase, run, node, key }) => {
      if (phase !== "start") return false;
      const isAgain = seen.has(`${run} ${node} ${key}`);
      seen.add(`${run} ${node} ${key}`);
      return isAgain;
    }).length;
    expect(twice).toBeLessThanOrEqual(inFlight);
    tell(`${twice} steps ran twice, of at most ${inFlight} that ran when it stopped`);
  },
);

fault({ id: "T14", title: "FLUSHALL in mid-run", expected: AWAY }, async (stage, tell) => {
  const worker = await stage.worker();
  const lost = await stage.submit(
    chain(fixed("g", "gate", "way", 1), group(...times(5, (i) => step(`m${i}`, "give")))),
  );
  await until(() => stage.starts(lost, "g") === 1);
  await stage.redis.client.flushall();
  stage.runs.length = 0;
  stage.openGate("way");
  await expect(stage.engine.getRun(lost.runId)).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  // Workers say what they offer from time to time.
  await until(async () => (await stage.engine.listTasks()).some(({ name }) => name === "give"));
  const next = await stage.submit(chain(step("a", "give", 1), step("z", "give")));
  await stage.settled();
  expect(stage.starts(next, "z")).toBe(1);
  expect(worker.said()).not.toContain("Stopped");
  tell("the run is reported gone; its worker lives and runs the next");
});

fault(
  {
    id: "T15",
    title: "a replica that lacks the newest writes takes the place of its Redis",
    expected: [...AWAY, /READONLY|UNBLOCKED/],
  },
  async (stage, tell) => {
    await stage.worker();
    await stage.worker();
    const { lag, failOver } = await stage.redis.replicate();
    const marks = { isSteered: true, hasLostHistory: true };
    const submit = async (runId: string) => {
      const root = chain(...times(8, (i) => fixed(`s${i}`, "sleep", 50)), fixed("z", "give", 1));
      await stage.submitWorkflow({ version: 1, name: "fail over", root }, { runId, ...marks });
    };
    const ids = times(10, (i) => `r${i}`);
    for (const id of ids.slice(0, 8)) await submit(id);
    stage.watch(stage.runs[0]!);
    await until(() => stage.notes().length > 10);
    await lag();
    const before = stage.notes().length;
    await until(() => stage.notes().length > before + 10);
    for (const id of ids.slice(8)) await submit(id);
    await failOver();
    let absent = 0;
    for (const { runId, workflow } of stage.runs) {
      const { created } = await stage.engine.submit({ workflow, runId });
      if (created) absent += 1;
    }
    // Those that the replica never heard of, at the least.
    expect(absent).toBeGreaterThanOrEqual(2);
    await stage.settled();
    for (const runId of ids) {
      expect((await stage.engine.getRun(runId)).run.state, runId).toBe("succeeded");
    }
    tell(`${absent} of ${ids.length} accepted runs were lost with the writes, and submitted again`);
  },
);

fault(
  {
    id: "T50",
    title: "Redis' memory is full in mid-run, then free again",
    expected: [...AWAY, /OOM/],
  },
  async (stage, tell) => {
    const run = await stage.submit(
      chain(
        group(...times(4, (i) => fixed(`g${i}`, "gate", "way", i))),
        group(...times(20, (i) => fixed(`m${i}`, "give", i))),
      ),
    );
    await stage.worker();
    await until(() => times(4, (i) => stage.starts(run, `g${i}`)).every((count) => count === 1));
    const { client } = stage.redis;
    await client.config("SET", "maxmemory", "1mb");
    stage.openGate("way");
    await until(async () => (await stage.stateOf(run, "g0")) === "succeeded");
    await expect(stage.engine.submit({ workflow: run.workflow })).rejects.toThrow();
    await client.config("SET", "maxmemory", "0");
    await stage.settled();
    expect(times(4, (i) => stage.starts(run, `g${i}`))).toEqual([1, 1, 1, 1]);
    tell("what ran was recorded, a new run refused; it went on when there was room");
  },
);
