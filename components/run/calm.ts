/**
 * How often the header, the tab and the commands are told of the run: what only counts up as often as
 * words can be read, not at each frame; what it is, at once.
 */
import type { RunView } from "@/core/run-view";
import type { RunStoreState } from "./run-store";

/** Numbers that change more often cannot be read. */
const TELL_EVERY_MS = 100;

type Told = Pick<RunStoreState, "run" | "live">;
type Run = RunStoreState["run"];

export interface Calm {
  /** What to tell now that `shown` is shown. What is left out is told by `tell` a little later. */
  next(before: Told, shown: RunView): Told;
  stop(): void;
}

/** @param tell calls when what was left out is to be told */
export function createCalm(liveView: () => RunView | null, tell: () => void): Calm {
  let toldAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    next(before, shown) {
      const live = liveView()?.run ?? null;
      const isSoon = performance.now() - toldAt < TELL_EVERY_MS;
      if (isSoon && standsAs(before.run, shown.run) && standsAs(before.live, live)) {
        timer ??= setTimeout(() => {
          timer = undefined;
          tell();
        }, TELL_EVERY_MS);
        return { run: before.run, live: before.live };
      }
      toldAt = performance.now();
      return { run: shown.run, live };
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** True when two say the same but for times and counts. */
function standsAs(a: Run, b: Run): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.runId === b.runId &&
    a.state === b.state &&
    a.settled === b.settled &&
    a.paused === b.paused &&
    a.revoked === b.revoked &&
    a.startedAt === b.startedAt &&
    a.finishedAt === b.finishedAt
  );
}
