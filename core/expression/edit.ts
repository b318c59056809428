/** The edit that makes of a document what a text says. */
import { recordsOf, type CreateId, type EditorDocument, type EditorNode } from "../edits/document";
import { editOf, type Edit } from "../edits/edit";
import type { WorkflowNode } from "../node";

/** Records that the text leaves as they are stay the same objects. */
export function editToward(document: EditorDocument, root: WorkflowNode, createId: CreateId): Edit {
  const records = new Map(recordsOf(root, createId, () => false).map((node) => [node.id, node]));
  const spans = new Map<string, { from: EditorNode | undefined; to: EditorNode | undefined }>();
  for (const id of new Set([...Object.keys(document.nodes), ...records.keys()])) {
    const [from, to] = [document.nodes[id], records.get(id)];
    if (!isAlike(from, to)) spans.set(id, { from, to });
  }
  const { name, rootId } = document;
  return editOf(spans, [
    { name, rootId },
    { name, rootId: root.id ?? null },
  ]);
}

/** The same values, in whatever order their keys stand. */
function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.keys(b)];
  const other = b as { [key: string]: unknown };
  return (
    left.length === right.length &&
    left.every(([key, value]) => Object.hasOwn(other, key) && isAlike(value, other[key]))
  );
}
