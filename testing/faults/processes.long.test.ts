/** T7 to T10, T26 and T53: processes die, are replaced, are stopped, or hear nothing. */
import { expect } from "vitest";
import { chain, fixed, group, step, times } from "../nodes";
import { fault } from "./fault";
import type { FaultProcess } from "./processes";
import type { Stage } from "./stage";
import { until } from "./until";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Errors of steps, as the events tell them. */
async function failuresOf(stage: Stage, runId: string): Promise<string[]> {
  const { nodes } = await stage.engine.getRun(runId);
  return nodes.flatMap(({ error }) => (error ? [error.code] : []));
}

const KILLS = 30;
const RUNS_PER_KILL = 7;

fault(
  { id: "T7", title: "kill -9 of one worker after the other, under load", boundMs: 1_200_000 },
  async (stage, tell) => {
    const living: FaultProcess[] = [await stage.worker(), await stage.worker()];
    for (let kill = 0; kill < KILLS; kill += 1) {
      await Promise.all(times(RUNS_PER_KILL, () => stage.submitRandom(20)));
      const [victim] = living.splice(stage.random.int(living.length), 1);
      const next = stage.worker();
      await pause(stage.random.int(300));
      // Whoever comes takes over while others die.
      await victim?.kill();
      living.push(await next);
    }
    await stage.settled();
    const codes = await Promise.all(stage.runs.map(({ runId }) => failuresOf(stage, runId)));
    // However often their workers died: they are not guilty, and the checker lets no other failure pass.
    expect(codes.flat().filter((code) => code === "POISON")).toEqual([]);
    const again = stage.notes().filter(({ phase }) => phase === "start").length;
    const ended = stage.notes().filter(({ phase }) => phase === "end").length;
    tell(
      `${KILLS} kills, ${stage.runs.length} runs; ${again - ended} executions died with their workers, no step was taken for guilty`,
    );
  },
);

fault(
  { id: "T8", title: "a task that takes its process with it, every time" },
  async (stage, tell) => {
    const run = await stage.submit(
      group(step("p", "poison"), chain(step("a", "give", 1), step("z", "give"))),
      { isSteered: true, mayFailWith: ["POISON"] },
    );
    let deaths = 0;
    await until(async () => {
      const worker = await stage.beginWorker({});
      worker.mayEnd = true;
      await Promise.race([worker.exited, stage.settled([run])]);
      const isDead = await Promise.race([worker.exited.then(() => true), pause(0)]);
      if (isDead === true) deaths += 1;
      return isDead !== true;
    });
    expect(await stage.stateOf(run, "p")).toBe("failed");
    expect(await failuresOf(stage, run.runId)).toEqual(["POISON"]);
    expect(stage.starts(run, "p")).toBe(3);
    expect(await stage.stateOf(run, "z")).toBe("succeeded");
    tell(`POISON after 3 executions and ${deaths} dead workers`);
  },
);

fault(
  {
    id: "T8b",
    title: "long steps beside two tasks that take their process with them",
  },
  async (stage, tell) => {
    const long = times(3, (i) => `g${i}`);
    const killer = (id: string) => ({
      ...chain(fixed(`${id}0`, "gate", id), fixed(id, "poisonAt", id)),
      optional: true,
    });
    const beside = long.map((id) => fixed(id, "gate", "way"));
    const root = chain(group(...beside, killer("p"), killer("q")), step("z", "give"));
    const run = await stage.submit(root, { isSteered: true, mayFailWith: ["POISON"] });
    let deaths = 0;
    // Every lost lease counts for a death here: only deaths shall lose one, whatever else the machine does.
    const timings = { leaseMs: 8000, bullLockMs: 8000, queuedMs: 8000 };
    const begin = async () => {
      const worker = await stage.worker({ concurrency: 10, timings });
      worker.mayEnd = true;
      void worker.exited.then(() => (deaths += 1));
    };
    await begin();
    for (const id of ["p", "q"]) {
      stage.openGate(id);
      const isOver = async () => (await stage.stateOf(run, id)) === "failed";
      // A busy machine may lose a lease beside: then there is one execution more.
      for (let execution = 1; !(await isOver()); execution += 1) {
        const before = deaths;
        await until(async () => stage.starts(run, id) >= execution || (await isOver()));
        await until(() => long.every((each) => stage.starts(run, each) > before));
        stage.openGate(`${id}-${execution}`);
        const isNext = () => stage.starts(run, id) > execution;
        await until(async () => deaths > before || isNext() || (await isOver()));
        if (deaths > before) await begin();
      }
    }
    stage.openGate("way");
    await stage.settled();
    expect(await failuresOf(stage, run.runId)).toEqual(["POISON", "POISON"]);
    expect(deaths).toBeGreaterThanOrEqual(2);
    expect(await stage.stateOf(run, "z")).toBe("succeeded");
    tell(`${deaths} workers died beside them and they went on; both others are POISON`);
  },
);

fault(
  { id: "T9", title: "no worker is left for 20 leases, then one comes" },
  async (stage, tell) => {
    const worker = await stage.worker();
    await Promise.all(times(10, () => stage.submitRandom(20)));
    await until(() => stage.notes().length > 5);
    await worker.kill();
    await pause(30_000);
    await until(async () => (await stage.engine.listWorkers()).length === 0);
    const from = performance.now();
    await stage.worker();
    await stage.settled();
    tell(`0 lost; all settled ${Math.round((performance.now() - from) / 1000)} s after it began`);
  },
);

fault(
  { id: "T10", title: "workers are replaced by SIGTERM while long handlers run" },
  async (stage, tell) => {
    const run = await stage.submit(
      chain(group(...times(8, (i) => fixed(`g${i}`, "gate", "way", i))), step("z", "give")),
      { isSteered: true },
    );
    let old = await stage.worker({ concurrency: 8 });
    let longestMs = 0;
    for (let roll = 0; roll < 3; roll += 1) {
      await until(() => stage.notes().filter(({ pid }) => pid === old.pid).length >= 8);
      const next = await stage.worker({ concurrency: 8 });
      const from = performance.now();
      old.signal("SIGTERM");
      expect(await old.exited).toBe(0);
      longestMs = Math.max(longestMs, performance.now() - from);
      old = next;
    }
    await until(() => stage.notes().filter(({ pid }) => pid === old.pid).length >= 8);
    const { nodes } = await stage.engine.getRun(run.runId);
    expect(nodes.map(({ claims }) => claims).filter((claims) => claims > 1)).toEqual([]);
    // Nobody had to find out that they were gone.
    const jobs = await stage.services.queues.get("default").getJobs(["active", "wait", "delayed"]);
    expect(jobs.filter(({ stalledCounter }) => stalledCounter > 0)).toEqual([]);
    stage.openGate("way");
    await stage.settled();
    tell(`24 steps handed back, none counted; a worker ended within ${Math.round(longestMs)} ms`);
  },
);

fault(
  { id: "T26", title: "a handler keeps its process from everything until others have its steps" },
  async (stage, tell) => {
    const run = await stage.submit(
      chain(
        group(step("b", "block", "blocked", "free"), fixed("g", "gate", "way", 1)),
        fixed("z", "give", 2),
      ),
    );
    const first = await stage.worker();
    await until(() => stage.starts(run, "b") === 1 && stage.starts(run, "g") === 1);
    stage.openGate("blocked");
    await stage.worker();
    await until(() => stage.starts(run, "b") === 2 && stage.starts(run, "g") === 2);
    stage.openGate("way");
    stage.openGate("free");
    await stage.settled();
    await first.says("came too late and is discarded");
    expect(stage.starts(run, "z")).toBe(1);
    tell("taken over meanwhile; what it gave afterwards was discarded");
  },
);

fault(
  {
    id: "T53",
    title: "workers with a new task take the place of those without, one by one, under load",
  },
  async (stage, tell) => {
    const old = { lacks: ["fresh"] };
    const before = [await stage.worker(old), await stage.worker(old), await stage.worker(old)];
    const submit = async () => {
      await stage.submitRandom(15);
      return stage.submit(
        chain(
          step("a", "give", 1),
          group(...times(4, (i) => step(`f${i}`, "fresh"))),
          step("z", "give"),
        ),
      );
    };
    const fresh = await Promise.all(times(4, submit));
    // They wait: nobody fails them for what only the next version has.
    await until(() => fresh.every((run) => stage.starts(run, "a") === 1));
    for (const worker of before) {
      await stage.worker();
      fresh.push(await submit());
      worker.signal("SIGTERM");
      expect(await worker.exited).toBe(0);
      fresh.push(await submit());
    }
    await stage.settled();
    for (const run of fresh) {
      expect((await stage.engine.getRun(run.runId)).run.state).toBe("succeeded");
      expect(times(4, (i) => stage.starts(run, `f${i}`))).toEqual([1, 1, 1, 1]);
    }
    tell(
      `${fresh.length} runs with the new task waited for a worker that has it; each step ran once`,
    );
  },
);
