/** T17 and T19 to T21: the way to Redis is gone, slow, or comes and goes. */
import { expect } from "vitest";
import { fixed, group, step, times, chain } from "../nodes";
import { fault } from "./fault";
import { FAULT_TIMINGS } from "./timings";
import { openFiles } from "./streams";
import { until } from "./until";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** What BullMQ and the client of Redis say of a link that breaks. */
const BROKEN_LINK = [/Missing lock for job|could not renew lock|Connection is closed|ECONNRESET/i];

fault(
  { id: "T17", title: "one worker is cut off without a word, for 4 leases", expected: BROKEN_LINK },
  async (stage, tell) => {
    const run = await stage.submit(
      chain(
        group(step("s", "sleep", 600_000), fixed("g", "gate", "way", 3)),
        fixed("z", "give", 4),
      ),
      { isSteered: true },
    );
    const first = await stage.worker();
    await until(() => stage.starts(run, "s") === 1 && stage.starts(run, "g") === 1);
    first.proxy.set("blackhole");
    const from = performance.now();
    await until(() => stage.notes().some(({ node, phase }) => node === "s" && phase === "aborted"));
    const abortedMs = Math.round(performance.now() - from);
    await stage.worker();
    await until(() => stage.starts(run, "s") === 2 && stage.starts(run, "g") === 2);
    await pause(4 * FAULT_TIMINGS.leaseMs);
    stage.openGate("way");
    await until(async () => (await stage.stateOf(run, "g")) === "succeeded");
    first.proxy.mend();
    await first.says("came too late and is discarded");
    await stage.revoke(run);
    await stage.settled();
    tell(`its handler was told to stop ${abortedMs} ms after the cut, while cut off`);
  },
);

fault(
  {
    id: "T19",
    title: "every packet takes 50 to 350 ms, and connections break now and then",
    expected: BROKEN_LINK,
  },
  async (stage, tell) => {
    const { random } = stage;
    const workers = [await stage.worker(), await stage.worker()];
    for (const { proxy } of workers) proxy.set("delay", () => 50 + random.int(300));
    const from = performance.now();
    await Promise.all(times(12, () => stage.submitRandom(20)));
    let resets = 0;
    const resetting = setInterval(() => {
      random.pick(workers).proxy.drop();
      resets += 1;
    }, 3000);
    await stage.settled().finally(() => clearInterval(resetting));
    for (const { proxy } of workers) proxy.mend();
    const took = Math.round((performance.now() - from) / 1000);
    tell(`12 runs in ${took} s, ${resets} resets`);
  },
);

fault(
  {
    id: "T20",
    title: "the connections of a worker break every 500 ms for 30 s",
    expected: BROKEN_LINK,
  },
  async (stage, tell) => {
    const worker = await stage.worker();
    await stage.submitRandom(20);
    await stage.settled();
    const before = openFiles(worker.pid);
    for (let flap = 0; flap < 60; flap += 1) {
      if (flap % 10 === 0) await stage.submitRandom(15);
      await pause(500);
      worker.proxy.drop();
    }
    await stage.settled();
    await until(() => openFiles(worker.pid) <= before + 2);
    tell(
      `60 breaks, ${stage.runs.length} runs; ${before} open files before, ${openFiles(worker.pid)} after`,
    );
  },
);

fault(
  {
    id: "T21",
    title: "Redis is out of reach for longer than a blocking read, then there again",
    expected: BROKEN_LINK,
  },
  async (stage, tell) => {
    const worker = await stage.worker();
    const took: number[] = [];
    for (const mode of ["cut", "blackhole"] as const) {
      worker.proxy.set(mode);
      const run = await stage.submit(group(step("a", "give", 1)));
      await pause(15_000);
      worker.proxy.mend();
      const from = performance.now();
      await until(() => stage.starts(run, "a") === 1);
      took.push(Math.round(performance.now() - from));
    }
    expect(took).toHaveLength(2);
    tell(`works again ${took.join(" and ")} ms after 15 s cut and 15 s of silence`);
  },
);
