/** Folding containers by keys, menus and chevrons, in the drawing and in the outline alike. */
import { drawnNodes, nearestDrawn } from "@/core/layout/drawn";
import { foldAllIn, foldToDepth, subtreeOf } from "@/core/layout/fold-depth";
import type { LayoutTree } from "@/core/layout/tree";
import type { Folds } from "@/core/layout/types";
import { pathOf } from "@/core/edits/siblings";
import type { EditorStore } from "./editor-store";
import { treeOf } from "./structure";

/** Folds; what was selected and is not drawn any more gives way to the container that stands for it. */
export function changeFolds(store: EditorStore, folds: Folds): void {
  const { document, selection, setFolds } = store.getState();
  const tree = treeOf(document);
  setFolds(folds);
  if (tree === null || selection.length === 0) return;
  const drawn = drawnNodes(tree, folds);
  const isHidden = selection.some((id) => !drawn.has(id));
  if (!isHidden) return;
  const parentOf = (id: string) => document.nodes[id]?.parentId ?? null;
  const shown = selection.map((id) => nearestDrawn(drawn, id, parentOf));
  store.getState().select([...new Set(shown.filter((id) => id !== null))]);
}

export type FoldStep =
  | { kind: "fold" }
  | { kind: "unfold" }
  | { kind: "depth"; depth: number }
  | { kind: "foldAll" }
  | { kind: "unfoldAll" };

/** Folds as asked, seen from the selected node. `hold` keeps the first of these that is drawn where it is. */
export function fold(
  store: EditorStore,
  step: FoldStep,
  hold: (ids: readonly string[]) => void,
): void {
  const { document, selection, folds } = store.getState();
  const tree = treeOf(document);
  if (tree === null) return;
  const id = selection.at(-1) ?? tree.id;
  hold(pathOf(document, id));
  changeFolds(store, foldsAfter(tree, folds, { step, id }));
}

function foldsAfter(
  tree: LayoutTree,
  folds: Folds,
  { step, id }: { step: FoldStep; id: string },
): Folds {
  switch (step.kind) {
    case "depth":
      return foldToDepth(tree, folds, step.depth);
    case "foldAll":
      return foldToDepth(tree, folds, 1);
    case "unfoldAll":
      return foldAllIn(tree, folds, false);
    case "fold":
    case "unfold": {
      const part = subtreeOf(tree, id);
      const folded = new Map(folds.folded);
      if (part !== null && part.members.length > 0) folded.set(id, step.kind === "fold");
      return { ...folds, folded };
    }
  }
}
