/** What a stack says of its members, kept up to date by what changed. Pure of React and of drawing. */
import { MAX_CELLS } from "@/core/layout/types";
import { STATE_ORDER } from "./state-words";
import type { FaceState, NodeSource } from "./types";

export interface StackCounts {
  total: number;
  /** In the order of {@link STATE_ORDER}; states without members are absent. */
  states: { state: FaceState; count: number }[];
}

/** How many members have which state. */
export function countStates(memberIds: readonly string[], source: NodeSource): StackCounts {
  const counts = new Map<FaceState, number>();
  for (const id of memberIds) {
    const state = source.state(id);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const states = STATE_ORDER.flatMap((state) => {
    const count = counts.get(state);
    return count === undefined ? [] : [{ state, count }];
  });
  return { total: memberIds.length, states };
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
