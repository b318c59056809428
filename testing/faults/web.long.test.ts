/** T43: web processes die and are replaced while browsers watch. */
import { expect } from "vitest";
import { chain, fixed, group, step, times } from "../nodes";
import { workflowOf } from "../model/hand";
import { fault } from "./fault";
import { until } from "./until";
import { webClient } from "./web-client";

fault(
  { id: "T43", title: "web processes are killed and stopped in mid-run, with open streams" },
  async (stage, tell) => {
    const first = await stage.startWeb();
    const second = await stage.startWeb();
    const addresses = [first.address, second.address];
    const source = webClient(() => addresses);
    const workflow = workflowOf(
      chain(
        group(...times(20, (i) => step(`m${i}`, "give", i))),
        fixed("g", "gate", "one"),
        group(...times(20, (i) => fixed(`n${i}`, "give", i))),
        fixed("h", "gate", "two"),
        fixed("z", "give", 7),
      ),
    );
    const run = { runId: await source.submit(workflow), workflow };
    stage.runs.push(run);
    times(5, () => stage.watch(run, { source }));
    await stage.worker();
    await until(() => stage.starts(run, "g") === 1);
    await first.kill();
    stage.openGate("one");
    await until(() => stage.starts(run, "h") === 1);
    addresses.push((await stage.startWeb()).address);
    const from = performance.now();
    second.signal("SIGTERM");
    expect(await second.exited).toBe(0);
    const endedMs = Math.round(performance.now() - from);
    stage.openGate("two");
    await stage.settled();
    tell(`5 viewers saw every event; with open streams a process ended within ${endedMs} ms`);
  },
);
