/** The bar of states: what stands where in it, how wide, how loud. */
import type { StackCounts } from "./stack-model";
import type { FaceState } from "./types";

/** What succeeded grows from the left and what waits stands at the right. */
export const FROM_LEFT: readonly FaceState[] = [
  "succeeded",
  "failed",
  "revoked",
  "running",
  "retrying",
  "held",
  "queued",
  "scheduled",
  "skipped",
  "pending",
  "draft",
];

/** Nothing happens there: they recede behind what does. */
const WAITING: ReadonlySet<FaceState> = new Set(["queued", "scheduled", "skipped"]);

export interface StateShare {
  state: FaceState;
  count: number;
  /** Parts of the whole bar. */
  from: number;
  share: number;
  opacity: number;
}

/** From left to right. */
export function sharesOf({ states }: Pick<StackCounts, "states">): StateShare[] {
  const total = states.reduce((sum, { count }) => sum + count, 0);
  let from = 0;
  return states
    .toSorted((a, b) => FROM_LEFT.indexOf(a.state) - FROM_LEFT.indexOf(b.state))
    .map(({ state, count }) => {
      const share = count / total;
      const opacity = WAITING.has(state) ? 0.4 : state === "succeeded" ? 0.8 : 1;
      const found = { state, count, from, share, opacity };
      from += share;
      return found;
    });
}

/** What is yet to come has no colour of a state. */
export function shareColour(state: FaceState): string {
  return state === "pending" || state === "draft" ? "var(--line)" : `var(--state-${state})`;
}
