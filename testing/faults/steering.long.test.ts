/** T49: people pause and resume all the time. */
import { times } from "../nodes";
import { fault } from "./fault";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const PAUSES = 100;

fault(
  { id: "T49b", title: `${PAUSES} pauses at random moments, while workers come and go` },
  async (stage, tell) => {
    const { random, engine } = stage;
    const workers = [await stage.worker(), await stage.worker()];
    const runs = await Promise.all(times(8, () => stage.submitRandom(60)));
    let whileLive = 0;
    for (let i = 0; i < PAUSES; i += 1) {
      const { runId } = random.pick(runs);
      await engine.pause(runId);
      if (!(await engine.getSummary(runId)).settled) whileLive += 1;
      if (random.chance(0.05)) {
        const [victim] = workers.splice(0, 1);
        const next = stage.worker();
        await victim?.kill();
        workers.push(await next);
      }
      await pause(random.int(20));
      await engine.resume(runId);
    }
    // Nobody marked them as steered: what was held has to end as if nobody had ever paused.
    await stage.settled();
    tell(`${whileLive} of ${PAUSES} pauses met a run under way; each came to the end of the model`);
  },
);
