/** I1: a run comes to its end. A busy machine may take as long as it goes on; only silence is bounded. */
import type { Services } from "@/engine/core-services";
import type { WatchedRun } from "./history";

const LOOK_EVERY_MS = 25;

/**
 * Resolves when these runs have settled. What goes on for ever meets the bound of the test.
 *
 * @throws what `otherwise` tells of those that are open when none of them has had an event for `silenceMs`
 */
export async function untilSettled(
  { redis, keys }: Services,
  runs: readonly WatchedRun[],
  options: { silenceMs: number; otherwise: (open: WatchedRun[]) => Promise<string> },
): Promise<void> {
  const open = new Map(runs.map((run) => [run, ""]));
  const look = async () => {
    let hasMoved = false;
    for (const [run, before] of open) {
      const key = keys.runKey(run.runId, "run");
      const [settled, gen, seq] = await redis.hmget(key, "settled", "gen", "seq");
      const now = `${gen} ${seq}`;
      hasMoved ||= now !== before;
      if (settled === "1") open.delete(run);
      else open.set(run, now);
    }
    return hasMoved;
  };
  let since = performance.now();
  while (open.size > 0) {
    if (await look()) since = performance.now();
    if (performance.now() - since > options.silenceMs) {
      throw new Error(await options.otherwise([...open.keys()]));
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
