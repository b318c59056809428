/** T1 to T6: a worker is killed between any two of its calls to Redis, and another goes on. */
import { expect } from "vitest";
import { chain, chord, fixed, step, times } from "../nodes";
import type { CrashPoint } from "./crash-points";
import { fault } from "./fault";
import type { Stage } from "./stage";
import { until } from "./until";

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** A root, 9 that become ready when it ends, and one that waits for them all. */
const fan = () =>
  chain(
    step("a", "give", 1),
    chord(
      times(9, (i) => step(`m${i}`, "give")),
      step("z", "give"),
    ),
  );

/** Runs this and two random workflows into the crash; resolves when the worker is gone. */
async function crash(stage: Stage, wishes: { crashAt: CrashPoint; nth?: number }) {
  const run = await stage.submit(fan());
  const victim = await stage.beginWorker({ ...wishes, concurrency: 1 });
  await victim.exited;
  return { run, at: performance.now() };
}

/** Two workers share random runs, and one of them dies in the midst. */
async function crashInRandomRuns(stage: Stage, crashAt: CrashPoint): Promise<void> {
  const victim = await stage.worker({ crashAt, nth: 1 + stage.random.int(4) });
  await stage.submitRandom(25);
  await stage.submitRandom(25);
  await stage.settled();
  // Where the other was quicker it had nothing to do so often.
  await victim.kill();
}

async function recovers(
  stage: Stage,
  crashAt: CrashPoint,
  { nth = 1, look }: { nth?: number; look?: () => Promise<void> } = {},
) {
  const { run, at } = await crash(stage, { crashAt, nth });
  // Nobody is there but the dead.
  await look?.();
  const before = stage.notes().length;
  await stage.worker();
  await until(() => stage.notes().length > before || stage.starts(run, "z") > 0);
  const tookMs = performance.now() - at;
  await stage.settled();
  for (const id of ["a", ...times(9, (i) => `m${i}`), "z"]) {
    const isCrashed = crashAt === "finish" && id === "a";
    expect(stage.starts(run, id), id).toBe(isCrashed ? 2 : 1);
  }
  await crashInRandomRuns(stage, crashAt);
  return { run, tookMs };
}

fault({ id: "T1", title: "kill -9 before the claim" }, async (stage, tell) => {
  const { tookMs } = await recovers(stage, "claim");
  tell(`taken over after ${seconds(tookMs)}`);
});

fault({ id: "T2", title: "kill -9 in the handler" }, async (stage, tell) => {
  const run = await stage.submit(chain(fixed("a", "crash", 1), step("z", "give")));
  const victim = await stage.beginWorker({});
  victim.mayEnd = true;
  await victim.exited;
  const at = performance.now();
  await stage.worker();
  await until(() => stage.starts(run, "a") === 2);
  tell(`executed again after ${seconds(performance.now() - at)}`);
  await stage.settled();
  const starts = stage.notes().filter(({ node, phase }) => node === "a" && phase === "start");
  expect(new Set(starts.map(({ pid }) => pid)).size).toBe(2);
  expect(new Set(starts.map(({ key }) => key)).size).toBe(1);
  expect(stage.starts(run, "z")).toBe(1);
});

fault({ id: "T3", title: "kill -9 after the handler, before the finish" }, async (stage, tell) => {
  const { tookMs } = await recovers(stage, "finish");
  tell(`executed again after ${seconds(tookMs)}`);
});

fault({ id: "T4", title: "kill -9 after the finish, before addBulk" }, async (stage, tell) => {
  const { tookMs } = await recovers(stage, "add");
  tell(`1 execution; next steps after ${seconds(tookMs)}`);
});

fault({ id: "T5", title: "kill -9 in the middle of addBulk" }, async (stage, tell) => {
  const nth = 2 + stage.random.int(6);
  const queue = stage.services.queues.get("default");
  const look = async () => expect(await queue.getWaitingCount()).toBe(nth - 1);
  await recovers(stage, "add", { nth, look });
  tell(`${nth - 1} of 8 jobs were added; each ran once`);
});

fault({ id: "T6a", title: "kill -9 after addBulk, before the acknowledgement" }, async (stage) => {
  await recovers(stage, "acknowledge");
});

fault({ id: "T6b", title: "kill -9 before the job completes" }, async (stage) => {
  await recovers(stage, "complete");
});
