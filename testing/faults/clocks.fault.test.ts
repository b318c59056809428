/** T22: machines do not agree what time it is. */
import { expect } from "vitest";
import { workflowOf } from "../model/hand";
import { chain, fixed, group } from "../nodes";
import { readEvents } from "./checker";
import { fault } from "./fault";
import { webClient } from "./web-client";

const HOUR_MS = 60 * 60 * 1000;
const FIVE_MINUTES_MS = 5 * 60 * 1000;
/** Of the worker, of the web process: slow and fast, together and against each other. */
const SKEWS = [
  [-HOUR_MS, -FIVE_MINUTES_MS],
  [HOUR_MS, -FIVE_MINUTES_MS],
  [HOUR_MS, FIVE_MINUTES_MS],
] as const;
const DELAY_MS = 1500;

fault(
  {
    id: "T22",
    title: "the clock of the only worker is an hour wrong, that of the web process five minutes",
  },
  async (stage, tell) => {
    for (const [skewMs, webSkewMs] of SKEWS) {
      const delayed = { ...fixed("d", "give", 1), options: { delayMs: DELAY_MS } };
      const later = { ...fixed("l", "give", 4), options: { delayMs: DELAY_MS } };
      // The first is sent by the web's clock, the second by the worker's.
      const web = await stage.startWeb(webSkewMs);
      const workflow = workflowOf(
        chain(group(delayed, fixed("b", "give", 2)), group(later, fixed("c", "give", 3))),
      );
      const source = webClient(() => [web.address]);
      const run = { runId: await source.submit(workflow), workflow };
      stage.runs.push(run);
      stage.watch(run, { source });
      const worker = await stage.worker({ skewMs });
      await stage.settled([run]);
      // By Redis' clock, which is the only one that counts.
      const events = await readEvents(stage.services, run.runId);
      for (const id of ["d", "l"]) {
        const steps = events.filter((one) => one.type === "step.changed" && one.nodeId === id);
        const of = (state: string) => steps.find((one) => "state" in one && one.state === state);
        expect(of("scheduled"), id).toMatchObject({ dueAt: expect.any(Number) });
        const { dueAt } = of("scheduled") as { dueAt: number };
        expect(of("running")?.at, id).toBeGreaterThanOrEqual(dueAt);
      }
      await worker.kill();
    }
    await stage.worker();
    tell("delays hold by the clock of Redis");
  },
);
