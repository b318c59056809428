/** What a stack says of its members, kept up to date by what changed. Pure of React and of drawing. */
import { formatExact } from "@/core/format";
import { MAX_CELLS } from "@/core/layout/types";
import { STATE_ORDER, STATE_WORDS } from "./state-words";
import type { FaceState, NodeSource } from "./types";

export interface StackCounts {
  total: number;
  /** In the order of {@link STATE_ORDER}; states without members are absent. */
  states: { state: FaceState; count: number }[];
}

/** How many members have which state. */
export function countStates(memberIds: readonly string[], source: NodeSource): StackCounts {
  return createCounter(memberIds, source).counts();
}

/** Keeps count of members: what changed is counted anew, and nothing else. */
export function createCounter(memberIds: readonly string[], source: NodeSource) {
  const states = new Map(memberIds.map((id) => [id, source.state(id)]));
  const counts = new Map<FaceState, number>();
  for (const state of states.values()) counts.set(state, (counts.get(state) ?? 0) + 1);
  let told = toCounts(memberIds.length, counts);
  return {
    /** The same object until the counts change. */
    counts: (): StackCounts => told,
    /** Takes in what changed. Answers whether the counts did. */
    take(changed: Iterable<string>): boolean {
      let isOther = false;
      for (const id of changed) {
        const before = states.get(id);
        if (before === undefined) continue;
        const now = source.state(id);
        if (now === before) continue;
        states.set(id, now);
        counts.set(before, (counts.get(before) ?? 0) - 1);
        counts.set(now, (counts.get(now) ?? 0) + 1);
        isOther = true;
      }
      if (isOther) told = toCounts(memberIds.length, counts);
      return isOther;
    },
  };
}

function toCounts(total: number, counts: ReadonlyMap<FaceState, number>): StackCounts {
  const states = STATE_ORDER.flatMap((state) => {
    const count = counts.get(state) ?? 0;
    return count === 0 ? [] : [{ state, count }];
  });
  return { total, states };
}

/** What is so of the most, in words; what failed is said apart. */
export function countWords({ total, states }: StackCounts): string {
  const parts = states
    .filter(({ state }) => state !== "failed")
    .slice(0, 3)
    .map(({ state, count }) => `${formatExact(count)} ${STATE_WORDS[state].toLowerCase()}`);
  return states.length === 1 && states[0]?.state === "draft"
    ? `${formatExact(total)} members`
    : parts.join(", ");
}

/** How many members one cell stands for. */
export function membersPerCell(total: number): number {
  return Math.max(1, Math.ceil(total / MAX_CELLS));
}

const RANK = new Map(STATE_ORDER.map((state, index) => [state, index]));

/** The state of a cell: of its member, or the one among several that people want to hear of first. */
export function cellState(
  memberIds: readonly string[],
  source: NodeSource,
  index: number,
): FaceState {
  const each = membersPerCell(memberIds.length);
  const first = memberIds[index * each];
  if (first === undefined) return "pending";
  let state = source.state(first);
  for (const id of memberIds.slice(index * each + 1, (index + 1) * each)) {
    const other = source.state(id);
    if ((RANK.get(other) ?? 0) < (RANK.get(state) ?? 0)) state = other;
  }
  return state;
}

/** A cell that stands for several is dimmed when all of them are. */
export function isCellDimmed(memberIds: string[], source: NodeSource, index: number): boolean {
  if (source.isDimmed === undefined) return false;
  const each = membersPerCell(memberIds.length);
  const members = memberIds.slice(index * each, (index + 1) * each);
  return members.every((id) => source.isDimmed?.(id) === true);
}
