/** Which nodes are in which, for sums over containers: ids in the order drawn, each node's as one range. */
import type { LayoutTree } from "@/core/layout/tree";
import type { Line, Lines } from "@/core/timeline";

export interface Subtrees {
  ids: readonly string[];
  /** First and behind the last of what is in a node, itself included. */
  ranges: ReadonlyMap<string, readonly [number, number]>;
  /** Those with members: a step on which only callbacks hang is a step. */
  containers: ReadonlySet<string>;
}

export function subtreesOf(tree: LayoutTree): Subtrees {
  const ids: string[] = [];
  const ranges = new Map<string, readonly [number, number]>();
  const containers = new Set<string>();
  const visit = (each: LayoutTree) => {
    const first = ids.length;
    ids.push(each.id);
    if (each.members.length > 0) containers.add(each.id);
    for (const list of [each.members, each.onSuccess, each.onFailure]) list.forEach(visit);
    ranges.set(each.id, [first, ids.length]);
  };
  visit(tree);
  return { ids, ranges, containers };
}

/** The lines of all that is in a node. */
export function* linesIn({ ids, ranges }: Subtrees, id: string, lines: Lines): Generator<Line> {
  const [first, end] = ranges.get(id) ?? [0, 0];
  for (let at = first; at < end; at += 1) {
    const line = lines.byNode.get(ids[at] ?? "");
    if (line !== undefined) yield line;
  }
}
