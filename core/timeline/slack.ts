/** By how much later each step could have ended without the run ending later, all else being equal. */
import type { LayoutTree } from "@/core/layout/tree";
import type { Lines } from "./lines";
import { wasExecuted } from "./segment";

/**
 * Milliseconds by node, containers too; only for nodes in which something was executed and has ended. 0 is
 * critical.
 *
 * @param until the end of the run
 */
export function slackOf(tree: LayoutTree, lines: Lines, until: number): Map<string, number> {
  const search: Search = { ends: endsOf(tree, lines), slack: new Map(), until };
  give(search, tree, until - (search.ends.get(tree.id) ?? until));
  return search.slack;
}

interface Search {
  ends: ReadonlyMap<string, number>;
  slack: Map<string, number>;
  until: number;
}

/**
 * Gives a node and all in it their slack. Answers by how much later it could have begun: that is what the one
 * before it may be late.
 *
 * @param allowed by how much later it could have ended, its callbacks not considered
 */
function give(search: Search, tree: LayoutTree, allowed: number): number {
  const { ends, slack, until } = search;
  // Nothing waits for a callback but the end of the run.
  let called = Number.POSITIVE_INFINITY;
  for (const callback of [...tree.onSuccess, ...tree.onFailure]) {
    called = Math.min(called, give(search, callback, until - (ends.get(callback.id) ?? until)));
  }
  const own = Math.max(0, Math.min(allowed, called));
  const inside = giveMembers(search, tree, own);
  if (!ends.has(tree.id)) return Math.min(called, inside);
  const begin = Math.min(own, inside);
  // What a step or map bore went on from it: it has what those have.
  slack.set(tree.id, tree.kind === "task" || tree.kind === "map" ? begin : own);
  return begin;
}

/** Members that go on at once share the end of the last of them; what comes after decides for those before. */
function giveMembers(search: Search, tree: LayoutTree, own: number): number {
  const { ends } = search;
  const end = ends.get(tree.id);
  let begin = Number.POSITIVE_INFINITY;
  let isLast = true;
  for (const together of stagesOf(tree).toReversed()) {
    const last = lastEnd(together, ends);
    // Where nothing came after it the container ended with it, or would have.
    const allowed = isLast ? Math.min(begin, own + (end ?? 0) - (last ?? end ?? 0)) : begin;
    let first = last === undefined ? begin : Number.POSITIVE_INFINITY;
    for (const member of together) {
      const early = last === undefined ? 0 : last - (ends.get(member.id) ?? last);
      first = Math.min(first, give(search, member, allowed + early));
    }
    begin = first;
    if (last !== undefined) isLast = false;
  }
  return begin;
}

/** Members by when they begin: those of a list at once, a list after the one before. */
function stagesOf({ kind, members }: LayoutTree): LayoutTree[][] {
  switch (kind) {
    case "chain":
      return members.map((member) => [member]);
    case "chord":
      return parted(members, "body");
    case "tree": {
      const root = members.filter(({ role }) => role === "root");
      return [root, members.filter(({ role }) => role !== "root")];
    }
    case "group":
    case "map":
    case "task":
      return [members];
  }
}

function parted(members: LayoutTree[], last: LayoutTree["role"]): LayoutTree[][] {
  return [members.filter(({ role }) => role !== last), members.filter(({ role }) => role === last)];
}

function lastEnd(
  trees: readonly LayoutTree[],
  ends: ReadonlyMap<string, number>,
): number | undefined {
  let last: number | undefined;
  for (const { id } of trees) {
    const end = ends.get(id);
    if (end !== undefined && (last === undefined || end > last)) last = end;
  }
  return last;
}

/** When what is in each node ended, callbacks apart. */
export function endsOf(tree: LayoutTree, lines: Lines): Map<string, number> {
  const ends = new Map<string, number>();
  const visit = (each: LayoutTree): number => {
    const line = lines.byNode.get(each.id);
    let end = wasExecuted(line) ? (line.endedAt ?? -1) : -1;
    for (const member of each.members) end = Math.max(end, visit(member));
    for (const callback of [...each.onSuccess, ...each.onFailure]) visit(callback);
    if (end >= 0) ends.set(each.id, end);
    return end;
  };
  visit(tree);
  return ends;
}
