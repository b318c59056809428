/** Which of several selected nodes are meant, and whether they stand side by side. */
import { nodeOf, type EditorDocument } from "./document";
import { idsOf } from "./draft";
import type { Refusal } from "./place";

/** The node and all around it, from the inside out. */
export function pathOf(document: EditorDocument, id: string): string[] {
  const path: string[] = [];
  for (let at: string | null = id; at !== null; at = document.nodes[at]?.parentId ?? null)
    path.push(at);
  return path;
}

/** True when `id` is `ancestor` or belongs to it. */
export function isWithin(document: EditorDocument, id: string, ancestor: string): boolean {
  return pathOf(document, id).includes(ancestor);
}

/** The nodes that do not belong to another one of `ids`: what is done to a container is done to its members. */
export function topmost(document: EditorDocument, ids: readonly string[]): string[] {
  const chosen = new Set(ids.filter((id) => document.nodes[id] !== undefined));
  return [...chosen].filter(
    (id) => !pathOf(document, id).some((above) => above !== id && chosen.has(above)),
  );
}

/** All nodes beside `id`, itself included, in the order drawn. */
export function siblingsOf(document: EditorDocument, id: string): readonly string[] {
  const { parentId, role } = nodeOf(document, id);
  return parentId === null || role === null ? [id] : idsOf(nodeOf(document, parentId), role);
}

/** The nodes in the order drawn when they stand side by side in one container; else why not. */
export function blockOf(document: EditorDocument, ids: readonly string[]): string[] | Refusal {
  const chosen = topmost(document, ids);
  const [first] = chosen;
  if (first === undefined) return "This node is gone. Select another one.";
  const inOrder = siblingsOf(document, first).filter((id) => chosen.includes(id));
  const start = siblingsOf(document, first).indexOf(inOrder[0] ?? first);
  const isContiguous = inOrder.every((id, at) => siblingsOf(document, first)[start + at] === id);
  if (inOrder.length !== chosen.length || !isContiguous)
    return "Only nodes side by side in one container can be taken together. Select neighbours.";
  return inOrder;
}

/**
 * The siblings from the one that holds `from` to the one that holds `to`, in the innermost container
 * around both. The last one holds `to`.
 */
export function rangeBetween(document: EditorDocument, from: string, to: string): string[] {
  const [pathFrom, pathTo] = [pathOf(document, from), pathOf(document, to)];
  const shared = pathFrom.find((id) => pathTo.includes(id));
  if (shared === undefined) return [to];
  const a = pathFrom[pathFrom.indexOf(shared) - 1];
  const b = pathTo[pathTo.indexOf(shared) - 1];
  // One of the two holds the other.
  if (a === undefined || b === undefined) return [shared];
  const siblings = siblingsOf(document, a);
  const [start, end] = [siblings.indexOf(a), siblings.indexOf(b)];
  // Header and body, or a member and a callback: nothing lies between.
  if (end < 0) return [a, b];
  return start <= end
    ? siblings.slice(start, end + 1)
    : siblings.slice(end, start + 1).toReversed();
}
