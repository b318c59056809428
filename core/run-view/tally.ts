/**
 * What a container is, as a function of sums over its members. Sums can be corrected by one member's
 * difference, so that one event costs the depth of its step and not the size of a group.
 */
import type { Cause, ContainerState } from "@/core/states";

/** Sums over the members of a container; its own step, where it has one, is counted like a member. */
export interface Tally {
  members: number;
  settled: number;
  skipped: number;
  /** Started or settled. */
  begun: number;
  /** Failed and not optional. */
  failed: number;
  /** Revoked by a person, optional or not. */
  revoked: number;
  /** Expired and not optional. */
  expired: number;
  revoking: number;
  /** Steps that a worker has. */
  running: number;
  completedSteps: number;
  totalSteps: number;
}

/** What one member adds to its container's tally, and what the container takes from it besides. */
export interface Share extends Tally {
  startedAt: number | undefined;
  finishedAt: number | undefined;
  label: string | undefined;
  /** Why it is skipped, when it is. */
  cause: Cause | undefined;
}

const SUMS = [
  "members",
  "settled",
  "skipped",
  "begun",
  "failed",
  "revoked",
  "expired",
  "revoking",
  "running",
  "completedSteps",
  "totalSteps",
] as const satisfies readonly (keyof Tally)[];

/** A tally of no members. */
export function emptyTally(): Tally {
  return {
    members: 0,
    settled: 0,
    skipped: 0,
    begun: 0,
    failed: 0,
    revoked: 0,
    expired: 0,
    revoking: 0,
    running: 0,
    completedSteps: 0,
    totalSteps: 0,
  };
}

/** Changes `tally` by the difference between two shares of one member; `undefined` stands for no member. */
export function correctTally(tally: Tally, before: Tally | undefined, after: Tally): void {
  for (const key of SUMS) tally[key] += after[key] - (before?.[key] ?? 0);
}

/** True when a container would look the same with either. */
export function equalShares(a: Share, b: Share): boolean {
  return (
    SUMS.every((key) => a[key] === b[key]) &&
    a.startedAt === b.startedAt &&
    a.finishedAt === b.finishedAt &&
    a.label === b.label &&
    a.cause === b.cause
  );
}

/**
 * State of a container or of a run: the first rule that fits, in the order of the semantics (failed,
 * revoked, skipped, succeeded, running, pending). A container without any member is pending.
 */
export function deriveContainer(tally: Tally): { state: ContainerState; settled: boolean } {
  const settled = tally.members > 0 && tally.settled === tally.members;
  return { state: stateOf(tally, settled), settled };
}

function stateOf(tally: Tally, settled: boolean): ContainerState {
  if (tally.failed > 0) return "failed";
  if (tally.revoked > 0 || tally.expired > 0) return "revoked";
  if (settled) return tally.skipped === tally.members ? "skipped" : "succeeded";
  return tally.begun > 0 ? "running" : "pending";
}
