/** The drawing's structure, the same object as long as an edit changed only settings: nothing is laid out anew then. */
import { toWorkflow, type EditorDocument, type EditorNode } from "@/core/edits/document";
import { layoutTreeOfWorkflow, sharedTree, type LayoutTree } from "@/core/layout/tree";

/** What of a node's own settings the drawing shows as structure. */
function drawnOf({ own }: EditorNode): string {
  const isImmutable = own.kind === "task" && own.immutable === true;
  const hasList = own.kind === "map" && own.over !== undefined;
  const passes = own.kind === "tree" && own.passResult === true;
  return `${own.kind} ${isImmutable} ${hasList} ${passes}`;
}

/**
 * True when both documents are sure to be drawn alike: told from the records that differ, in a fraction
 * of the time that both trees take. An edit of settings leaves all other records the same objects.
 */
export function sameRecords(a: EditorDocument, b: EditorDocument): boolean {
  if (a === b) return true;
  const ids = Object.keys(b.nodes);
  if (a.rootId !== b.rootId || ids.length !== Object.keys(a.nodes).length) return false;
  return ids.every((id) => {
    const [before, after] = [a.nodes[id], b.nodes[id]];
    if (before === after) return true;
    if (before === undefined || after === undefined) return false;
    return (
      before.members === after.members &&
      before.parentId === after.parentId &&
      before.role === after.role &&
      drawnOf(before) === drawnOf(after)
    );
  });
}

/** The layout's tree of a document, with the objects of `before` where nothing in the structure changed. */
export function structureOf(
  document: EditorDocument,
  before: LayoutTree | null,
): LayoutTree | null {
  const workflow = toWorkflow(document);
  if (workflow === null) return null;
  const tree = layoutTreeOfWorkflow(workflow);
  return before === null ? tree : sharedTree(before, tree);
}

/** The layout's tree of a document; null as long as nothing is drawn. */
export function treeOf(document: EditorDocument): LayoutTree | null {
  return structureOf(document, null);
}
