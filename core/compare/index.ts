/** What became of each node from one version of a workflow to another. */
import type { EditorDocument, EditorNode } from "@/core/edits/document";
import { isSame } from "@/core/merge/same";

export type Mark = "added" | "removed" | "changed" | "moved";

export interface Difference {
  nodeId: string;
  /** `changed` and `moved` may come together; the others come alone. */
  marks: readonly Mark[];
  /** What of its content is another: `args`, `kwargs`, `label` … */
  fields: readonly string[];
}

export interface Comparison {
  /** By the node's id; nodes that are as they were are not in it. */
  nodes: ReadonlyMap<string, Difference>;
  /** The workflow's name is another. */
  isRenamed: boolean;
  counts: { readonly [M in Mark]: number };
}

/**
 * Compares two versions by the ids of their nodes. A node is moved when it belongs to another node that both
 * have, or stands elsewhere among those that stay: what only has a new container around it is not.
 */
export function compare(from: EditorDocument, to: EditorDocument): Comparison {
  const nodes = new Map<string, Difference>();
  const reordered = reorderedIn(from, to);
  for (const id of new Set([...Object.keys(from.nodes), ...Object.keys(to.nodes)])) {
    const [was, is] = [from.nodes[id], to.nodes[id]];
    if (was === undefined || is === undefined) {
      nodes.set(id, { nodeId: id, marks: [was === undefined ? "added" : "removed"], fields: [] });
      continue;
    }
    const fields = changedFields(was, is);
    const hasMoved = homeOf(from, to, was) !== homeOf(to, from, is) || reordered.has(id);
    const marks: Mark[] = [];
    if (fields.length > 0) marks.push("changed");
    if (hasMoved) marks.push("moved");
    if (marks.length > 0) nodes.set(id, { nodeId: id, marks, fields });
  }
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { marks } of nodes.values()) for (const mark of marks) counts[mark] += 1;
  return { nodes, isRenamed: from.name !== to.name, counts };
}

function changedFields(was: EditorNode, is: EditorNode): string[] {
  const [before, after] = [was.own, is.own] as unknown as [Fields, Fields];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !isSame(before[key], after[key]));
}

type Fields = { [key: string]: unknown };

/** The nearest node above that both have, with the role in it when that is the node directly above. */
function homeOf(here: EditorDocument, there: EditorDocument, node: EditorNode): string {
  let { parentId, role } = node;
  while (parentId !== null && there.nodes[parentId] === undefined) {
    ({ parentId, role } = here.nodes[parentId] ?? { parentId: null, role: null });
  }
  const isSameKind =
    parentId !== null && here.nodes[parentId]?.own.kind === there.nodes[parentId]?.own.kind;
  // A container that turned into another kind keeps its members, under another name.
  return `${parentId ?? ""} ${isSameKind ? role : ""}`;
}

/** Nodes that stand elsewhere among the siblings that both versions have: as few as explain it. */
function reorderedIn(from: EditorDocument, to: EditorDocument): Set<string> {
  const moved = new Set<string>();
  for (const [id, node] of Object.entries(to.nodes)) {
    const before = from.nodes[id];
    if (before === undefined) continue;
    for (const [role, ids] of Object.entries(node.members)) {
      const old = before.members[role as keyof typeof node.members] ?? [];
      const places = new Map(old.map((member, index) => [member, index]));
      const both = ids.filter((member) => places.has(member));
      const kept = longestRise(both.map((member) => places.get(member) ?? 0));
      both.forEach((member, index) => {
        if (!kept.has(index)) moved.add(member);
      });
    }
  }
  return moved;
}

/** Indexes of a longest subsequence whose numbers rise. */
function longestRise(numbers: readonly number[]): Set<number> {
  const tails: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, index) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[tails[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at);
  return kept;
}
