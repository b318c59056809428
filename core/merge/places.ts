/** Which nodes there are after a merge, and where each stands. */
import type { EditorDocument, EditorNode } from "@/core/edits/document";
import { listRoleOf } from "@/core/edits/draft";
import { ROLES } from "@/core/edits/rules";
import type { NodeKind, NodeRole } from "@/core/node";
import type { Groups } from "./groups";
import { isSame } from "./same";
import type { Choices, Side, Versions } from "./types";

export interface Spot {
  parentId: string | null;
  role: NodeRole | null;
}

export function spotOf(node: EditorNode): Spot {
  return { parentId: node.parentId, role: node.role };
}

/** Whose place a node has when its group was chosen; null for a node that is in no group. */
export function sideOf(id: string, groups: Groups, choices: Choices): Side | null {
  if (!groups.has(id)) return null;
  return choices.get(placeConflict(groups.find(id))) ?? "mine";
}

/** The id of the conflict about the places of a group. */
export function placeConflict(group: string): string {
  return `place ${group}`;
}

export function allIds({ base, mine, theirs }: Versions): string[] {
  const ids = new Set([base, mine, theirs].flatMap(({ nodes }) => Object.keys(nodes)));
  return [...ids].sort();
}

/** Where a node stands; null when it is not there. `clash`: both want something else of it. */
export function mergeSpot(
  { base, mine, theirs }: Versions,
  id: string,
  side: Side | null,
): { spot: Spot | null; clash: boolean } {
  const [was, a, b] = [base.nodes[id], mine.nodes[id], theirs.nodes[id]];
  const answer = (node: EditorNode | undefined, clash = false) => ({
    spot: node === undefined ? null : spotOf(node),
    clash,
  });
  if (side !== null) return answer(side === "mine" ? a : b);
  if (was === undefined) {
    // New: of one of them, or of both under one id.
    if (a === undefined || b === undefined) return answer(a ?? b);
    return answer(a, !isSame(spotOf(a), spotOf(b)));
  }
  if (a === undefined && b === undefined) return answer(undefined);
  if (a === undefined || b === undefined) {
    const kept = a ?? b;
    const touched =
      kept !== undefined && (!isSame(kept.own, was.own) || !isSame(spotOf(kept), spotOf(was)));
    return answer(undefined, touched);
  }
  if (isSame(spotOf(a), spotOf(b)) || isSame(spotOf(was), spotOf(b))) return answer(a);
  if (isSame(spotOf(was), spotOf(a))) return answer(b);
  return answer(a, true);
}

/**
 * What goes with a node that one side deleted: all that it deleted along with it, and all that stands, stood
 * or was put in there.
 */
export function deletedWith(versions: Versions, id: string): Set<string> {
  const { base, mine, theirs } = versions;
  const found = new Set<string>();
  for (const side of [mine, theirs]) {
    if (base.nodes[id] === undefined || side.nodes[id] !== undefined) continue;
    const open = [id];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (found.has(at)) continue;
      found.add(at);
      // What is still there belongs to the question, and leads no further.
      if (base.nodes[at] === undefined || side.nodes[at] !== undefined) continue;
      const above = base.nodes[at]?.parentId;
      if (above != null && side.nodes[above] === undefined) open.push(above);
      open.push(...membersIn(base, at), ...membersIn(mine, at), ...membersIn(theirs, at));
    }
  }
  return found;
}

function membersIn({ nodes }: EditorDocument, id: string): string[] {
  return Object.values(nodes[id]?.members ?? {}).flat();
}

/** The role that a member has in a container of this kind: one that turned into another kind keeps its members. */
export function roleIn(kind: NodeKind, role: NodeRole): NodeRole | null {
  if (role === "onSuccess" || role === "onFailure") return role;
  if (ROLES[kind][role] !== undefined) return role;
  return listRoleOf(kind);
}
