/** T45: a person revokes at whatever point a worker died. */
import { expect } from "vitest";
import { chain, chord, group, step, times } from "../nodes";
import { CRASH_POINTS, type CrashPoint } from "./crash-points";
import { fault } from "./fault";

const wide = () =>
  chain(
    group(...times(4, (i) => step(`a${i}`, "give", i))),
    chord(
      times(6, (i) => step(`m${i}`, "give")),
      step("z", "give"),
    ),
  );

fault(
  { id: "T45", title: "revoke where a worker was killed, at each of its calls" },
  async (stage, tell) => {
    const points = Object.keys(CRASH_POINTS) as CrashPoint[];
    for (const crashAt of points) {
      const run = await stage.submit(wide());
      const viewer = stage.watch(run);
      const nth = 1 + stage.random.int(crashAt === "claim" ? 6 : 3);
      const victim = await stage.beginWorker({ crashAt, nth });
      await Promise.race([victim.exited, stage.settled([run])]);
      await stage.revoke(run);
      await victim.kill();
      // Nobody is there: what had not begun is revoked all the same.
      const { counts } = (await stage.engine.getRun(run.runId)).run;
      expect((counts.pending ?? 0) + (counts.queued ?? 0), crashAt).toBe(0);
      await viewer.sees(run.revokedAt ?? 0);
    }
    await stage.worker();
    tell(`${points.length} points`);
  },
);

fault(
  { id: "T45b", title: "10,000 queued steps are revoked while workers take them" },
  async (stage, tell) => {
    const run = await stage.submit(group(...times(10_000, (i) => step(`m${i}`, "give", i))));
    await stage.worker({ concurrency: 20 });
    const before = performance.now();
    await stage.revoke(run);
    tell(`acknowledged after ${Math.round(performance.now() - before)} ms`);
  },
);
