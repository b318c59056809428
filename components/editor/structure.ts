/** The drawing's structure, the same object as long as an edit changed only settings: nothing is laid out anew then. */
import { toWorkflow, type EditorDocument } from "@/core/edits/document";
import { layoutTreeOfWorkflow, type LayoutTree } from "@/core/layout/tree";

function sameLists(a: readonly LayoutTree[], b: readonly LayoutTree[]): boolean {
  return (
    a.length === b.length &&
    a.every((tree, index) => {
      const other = b[index];
      return other !== undefined && sameStructure(tree, other);
    })
  );
}

/** True when both are drawn alike. */
export function sameStructure(a: LayoutTree, b: LayoutTree): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    a.role === b.role &&
    a.carries === b.carries &&
    a.template === b.template &&
    sameLists(a.members, b.members) &&
    sameLists(a.onSuccess, b.onSuccess) &&
    sameLists(a.onFailure, b.onFailure)
  );
}

/** The layout's tree of a document; `before` itself when nothing in the structure changed. */
export function structureOf(
  document: EditorDocument,
  before: LayoutTree | null,
): LayoutTree | null {
  const workflow = toWorkflow(document);
  if (workflow === null) return null;
  const tree = layoutTreeOfWorkflow(workflow);
  return before !== null && sameStructure(before, tree) ? before : tree;
}

/** The layout's tree of a document; null as long as nothing is drawn. */
export function treeOf(document: EditorDocument): LayoutTree | null {
  return structureOf(document, null);
}
