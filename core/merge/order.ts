/** The order of members, merged: what only one side moved stays moved, what each put in stands where it put it. */
import { isSame } from "./same";
import type { Side } from "./types";

export interface Lists {
  base: readonly string[];
  mine: readonly string[];
  theirs: readonly string[];
}

/**
 * The ids in `wanted` in their order. `clash`: both put what both have into another order, and the answer has
 * the order of `side`. Which of the two is called mine makes no difference otherwise.
 */
export function mergeOrder(
  lists: Lists,
  wanted: ReadonlySet<string>,
  side: Side,
): { ids: string[]; clash: boolean } {
  const keep = (ids: readonly string[]) => ids.filter((id) => wanted.has(id));
  const [mine, theirs] = [keep(lists.mine), keep(lists.theirs)];
  const [inMine, inTheirs, inBase] = [new Set(mine), new Set(theirs), new Set(lists.base)];
  const commonMine = mine.filter((id) => inTheirs.has(id));
  const commonTheirs = theirs.filter((id) => inMine.has(id));
  const isOld = commonMine.every((id) => inBase.has(id));
  const commonBase = lists.base.filter((id) => inMine.has(id) && inTheirs.has(id));
  let common = commonMine;
  let clash = false;
  if (!isSame(commonMine, commonTheirs)) {
    if (isOld && isSame(commonMine, commonBase)) common = commonTheirs;
    else if (!(isOld && isSame(commonTheirs, commonBase))) {
      clash = true;
      common = side === "mine" ? commonMine : commonTheirs;
    }
  }
  const both = new Set(common);
  const [gapsMine, gapsTheirs] = [gapsOf(mine, both), gapsOf(theirs, both)];
  const ids: string[] = [];
  for (const anchor of [START, ...common]) {
    if (anchor !== START) ids.push(anchor);
    const blocks = [gapsMine.get(anchor) ?? [], gapsTheirs.get(anchor) ?? []];
    // Of two that were put into the same gap the one with the lesser id goes first, for both sides alike.
    blocks.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
    ids.push(...blocks.flat());
  }
  return { ids, clash };
}

/** No id of a node. */
const START = "";

/** What stands behind each of the common ones, up to the next. */
function gapsOf(ids: readonly string[], common: ReadonlySet<string>): Map<string, string[]> {
  const gaps = new Map<string, string[]>();
  let anchor = START;
  for (const id of ids) {
    if (common.has(id)) anchor = id;
    else gaps.set(anchor, [...(gaps.get(anchor) ?? []), id]);
  }
  return gaps;
}
