/** T54 and T55: large runs, and everything at once for a while. */
import { expect } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { chain, chord, fixed, group, step, times } from "../nodes";
import { fault } from "./fault";
import type { FaultProcess } from "./processes";
import type { Stage } from "./stage";
import { openFiles, openStream, residentOf } from "./streams";
import { until } from "./until";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const MIB = 1024 * 1024;

async function memoryOf({ redis }: Stage): Promise<number> {
  const info = await redis.client.info("memory");
  return Number(/used_memory:(\d+)/.exec(info)?.[1]);
}

/** The longest script since it was last asked, in milliseconds. */
async function longestScript({ redis: { client } }: Stage): Promise<number> {
  const entries = (await client.slowlog("GET", 1000)) as [number, number, number, string[]][];
  await client.slowlog("RESET");
  const scripts = entries.filter(([, , , [name]]) => /^(EVAL|EVALSHA|FCALL)$/i.test(name ?? ""));
  return Math.max(0, ...scripts.map(([, , micros]) => micros)) / 1000;
}

const nested = (id: string, depth: number): WorkflowNode =>
  depth === 0
    ? step(id, "give", 1)
    : chord([nested(`${id}l`, depth - 1), step(`${id}r`, "give", 2)], step(`${id}b`, "give"));

const LARGE: { [name: string]: () => WorkflowNode } = {
  "group of 10,000": () => group(...times(10_000, (i) => step(`m${i}`, "give"))),
  "chain of 10,000": () => chain(...times(10_000, (i) => fixed(`c${i}`, "give", 1))),
  "1,000 chords nested 5": () => group(...times(200, (i) => nested(`n${i}`, 5))),
};

fault(
  {
    id: "T54",
    title: "large runs: wide, long, nested; 100,000 nodes are submitted and revoked",
    boundMs: 3_600_000,
  },
  async (stage, tell) => {
    const { client } = stage.redis;
    await client.config("SET", "slowlog-log-slower-than", "5000");
    await client.config("SET", "slowlog-max-len", "1000");
    await stage.worker({ concurrency: 50 });
    for (const [name, make] of Object.entries(LARGE)) {
      const before = await memoryOf(stage);
      // The slow model would take hours.
      const run = await stage.submit(make(), { isSteered: true, isTrimmed: true });
      await stage.settled([run]);
      const { run: summary, nodes } = await stage.engine.getRun(run.runId);
      expect(summary.state, name).toBe("succeeded");
      const bytes = Math.round(((await memoryOf(stage)) - before) / nodes.length);
      tell(
        `${name}: ${bytes} bytes of Redis a node, longest script ${await longestScript(stage)} ms`,
      );
    }
    const wide = group(fixed("g", "gate", "way"), ...times(99_998, (i) => step(`m${i}`, "give")));
    const run = await stage.submit(wide, { isSteered: true, isTrimmed: true });
    await stage.engine.pause(run.runId);
    await stage.revoke(run, { terminate: true });
    await stage.settled([run]);
    tell(`100,000 nodes: longest script ${await longestScript(stage)} ms`);
  },
);

/** One round of everything: runs that are paused, a worker that dies, a slow link, browsers that read nothing. */
async function round(stage: Stage, workers: FaultProcess[]): Promise<void> {
  const { random } = stage;
  const runs = await Promise.all(times(6, () => stage.submitRandom(20)));
  for (const run of runs.slice(0, 2)) {
    run.isSteered = true;
    await stage.engine.pause(run.runId);
  }
  workers[0]?.proxy.set("delay", () => random.int(60));
  const [victim] = workers.splice(random.int(workers.length), 1);
  await pause(random.int(400));
  await victim?.kill();
  workers.push(await stage.worker());
  for (const run of runs.slice(0, 2)) await stage.engine.resume(run.runId);
  workers[0]?.proxy.mend();
  await stage.check();
}

const MINUTES = Number(process.env.FAULT_SOAK_MINUTES ?? "2");

fault(
  {
    id: "T55",
    title: `everything at once for ${MINUTES} minutes: kills, slow links, pauses, deaf browsers`,
    boundMs: MINUTES * 60_000 + 400_000,
    expected: [/Missing lock for job|could not renew lock|Connection is closed/i],
  },
  async (stage, tell) => {
    const web = await stage.startWeb();
    const workers = [await stage.worker(), await stage.worker()];
    const samples: { redis: number; memory: number; files: number }[] = [];
    const end = performance.now() + MINUTES * 60_000;
    // The first rounds fill what is kept for good: scripts, streams of BullMQ, code.
    for (let played = 0; played < 6 || performance.now() < end; played += 1) {
      const watched = await stage.submit(step("w", "give", 1));
      const deaf = await Promise.all(times(20, () => openStream(web.address, watched.runId)));
      for (const { socket } of deaf) socket.pause();
      await round(stage, workers);
      for (const { socket } of deaf) socket.destroy();
      await until(() => openFiles(web.pid) <= (samples[0]?.files ?? 1000) + 5);
      const memory = residentOf(web.pid);
      samples.push({ redis: await memoryOf(stage), memory, files: openFiles(web.pid) });
    }
    const [early, late] = [samples[Math.floor(samples.length / 3)], samples.at(-1)];
    if (!early || !late) throw new Error("No round was played");
    expect(late.redis).toBeLessThanOrEqual(early.redis * 1.05 + MIB);
    const grown = ((late.redis - early.redis) / MIB).toFixed(2);
    tell(
      `${samples.length} rounds; after the first third Redis grew by ${grown} MiB, the web process by ${late.memory - early.memory} MiB and ${late.files - early.files} open files`,
    );
  },
);
