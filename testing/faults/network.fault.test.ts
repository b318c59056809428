/** T18 and T47: replies get lost, and what was decided meanwhile holds. */
import { expect } from "vitest";
import { chain, chord, step, times } from "../nodes";
import { CRASH_POINTS, type CrashPoint } from "./crash-points";
import { fault } from "./fault";
import type { WatchedRun } from "./history";
import { scriptOf } from "./script-names";
import { until } from "./until";

const LOST: { [call: string]: (typeof CRASH_POINTS)[CrashPoint] } = {
  claim: CRASH_POINTS.claim,
  finish: CRASH_POINTS.finish,
  addBulk: CRASH_POINTS.add,
  acknowledge: CRASH_POINTS.acknowledge,
  moveToFinished: CRASH_POINTS.complete,
  moveToActive: (command) => scriptOf(command) === "moveToActive",
};

const fan = () =>
  chord(
    times(6, (i) => step(`m${i}`, "give", i)),
    step("z", "give"),
  );

fault(
  {
    id: "T18",
    title: "replies are lost, then the connection: of each call that moves a step",
    // What BullMQ says of a job whose fetch was lost.
    expected: [/Missing lock for job|could not renew lock/i],
  },
  async (stage, tell) => {
    const worker = await stage.worker();
    for (const [call, matches] of Object.entries(LOST)) {
      let isSprung = false;
      const trap = { matches, nth: 1 + stage.random.int(3), then: "dropReplies" } as const;
      const sprung = worker.proxy.trap(trap).then(() => (isSprung = true));
      const runs: WatchedRun[] = [];
      // What others finish at once has fewer calls of a kind than one might think: then more have to.
      while (!isSprung) {
        runs.push(await stage.submit(fan()), await stage.submitRandom(15));
        await Promise.race([sprung, stage.settled(runs)]);
      }
      worker.proxy.mend();
      worker.proxy.drop();
      await stage.settled(runs);
      for (const run of runs.filter((_, i) => i % 2 === 0)) {
        for (const id of [...times(6, (i) => `m${i}`), "z"]) {
          expect(stage.starts(run, id), `${call}: ${id}`).toBe(1);
        }
      }
    }
    tell(`lost after ${Object.keys(LOST).join(", ")}: each step ran once`);
  },
);

fault(
  { id: "T47", title: "a finish that the network held back comes after revoke and retry" },
  async (stage, tell) => {
    const run = await stage.submit(chain(step("a", "gate", "way", 7), step("z", "give")), {
      isSteered: true,
    });
    const first = await stage.worker();
    await until(() => stage.starts(run, "a") === 1);
    const held = first.proxy.trap({ matches: CRASH_POINTS.finish, then: "blackhole" });
    stage.openGate("way");
    await held;
    await stage.engine.revoke({ runId: run.runId, terminate: true });
    await stage.settled();
    await stage.engine.retry({ runId: run.runId, scope: "failed" });
    const second = await stage.worker();
    await stage.settled();
    const before = (await stage.engine.getRun(run.runId)).cursor;
    first.proxy.mend();
    await first.says("came too late and is discarded");
    expect((await stage.engine.getRun(run.runId)).cursor).toBe(before);
    expect((await stage.engine.result(run.runId)).value).toBe(7);
    expect(stage.starts(run, "a")).toBe(2);
    expect(
      stage
        .notes()
        .filter(({ node }) => node === "z")
        .map(({ pid }) => pid),
    ).toEqual([second.pid, second.pid]);
    tell("the late finish changed nothing");
  },
);
