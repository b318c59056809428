/** T41: viewers lose their connection, their place in the stream, or the stream its beginning. */
import { expect } from "vitest";
import { chain, fixed, group, step, times } from "../nodes";
import { fault } from "./fault";
import { until } from "./until";

fault(
  {
    id: "T41",
    title: "viewers leave and come back at random places, their server loses Redis",
    expected: [/could not be read|Cannot listen/],
  },
  async (stage, tell) => {
    const { random } = stage;
    const run = await stage.submit(
      chain(
        group(...times(12, (i) => step(`b${i}`, "bounce", 8))),
        group(...times(40, (i) => step(`m${i}`, "give"))),
      ),
      // The model knows no iterations.
      { isSteered: true },
    );
    const viewers = times(4, () => stage.watch(run, { leavesAt: () => random.chance(0.2) }));
    await stage.worker();
    for (let cut = 0; cut < 4; cut += 1) {
      const seq = await stage.lastSeq(run);
      await until(async () => (await stage.lastSeq(run)) > seq || (await isSettled()));
      stage.web.drop();
    }
    await stage.settled();
    tell(`${viewers.length} viewers, 4 cuts`);

    async function isSettled(): Promise<boolean> {
      const state = await stage.services.redis.hget(
        stage.services.keys.runKey(run.runId, "run"),
        "settled",
      );
      return state === "1";
    }
  },
);

fault(
  { id: "T41b", title: "the stream is trimmed while a viewer is away" },
  async (stage, tell) => {
    const run = await stage.submit(
      chain(step("a", "give", 1), fixed("g", "gate", "way"), step("z", "give")),
      { isTrimmed: true },
    );
    const viewer = stage.watch(run);
    await stage.worker();
    await until(() => stage.starts(run, "g") === 1);
    await viewer.sees(await stage.lastSeq(run));
    stage.web.set("blackhole");
    stage.openGate("way");
    await stage.settled();
    const { redis, keys } = stage.services;
    await redis.xtrim(keys.runKey(run.runId, "events"), "MAXLEN", 1);
    stage.web.mend();
    stage.web.drop();
    await until(() => viewer.resets === 1);
    expect(viewer.shows()?.run.settled).toBe(true);
    tell("told to take a new snapshot");
  },
);
