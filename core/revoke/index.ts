/**
 * What a revoke stops, what it skips and what it starts: a pure function of the plan and the records, told
 * before anybody revokes. It does what the scripts do, signal by signal, as if all that runs had stopped.
 */
import type { FindRevokeElement, RevokePlan } from "./types";
import { RevokeWalk } from "./walk";

export type { RevokeCause, RevokeElement } from "./types";

/** What becomes of everything when these are revoked, and what runs of them has stopped. */
export function planRevoke(
  ranges: readonly (readonly [first: number, last: number])[],
  element: FindRevokeElement,
): RevokePlan {
  const walk = new RevokeWalk(element);
  for (const range of ranges) walk.revoke(range);
  return walk.settled();
}
