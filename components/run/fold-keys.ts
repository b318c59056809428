/** Folding the drawing of a run by keys. Pure. */
import { isFolded } from "@/core/layout/folding";
import { foldAllIn, foldToDepth } from "@/core/layout/fold-depth";
import type { LayoutTree } from "@/core/layout/tree";
import type { Folds } from "@/core/layout/types";

export type FoldAction = "fold" | "unfold" | "foldAll" | "unfoldAll";

interface Folded {
  folds: Folds;
  /** What is selected then: what was selected and is not drawn any more gives way to what stands for it. */
  selected: string | null;
}

/** After a key; `selected`: the node that is looked at, else the key is meant for the whole drawing. */
export function foldByKey(
  action: FoldAction,
  { tree, folds, selected }: { tree: LayoutTree; folds: Folds; selected: string | null },
): Folded {
  const path = pathTo(tree, selected ?? tree.id);
  switch (action) {
    case "foldAll":
      return { folds: foldToDepth(tree, folds, 1), selected: path?.[1]?.id ?? selected };
    case "unfoldAll":
      return { folds: foldAllIn(tree, folds, false), selected };
    case "unfold": {
      const own = path?.at(-1);
      return own === undefined || own.members.length === 0
        ? { folds, selected }
        : { folds: withFold(folds, own.id, false), selected };
    }
    case "fold": {
      // A step, or what is folded already: the container around it.
      const found = path?.findLast((each) => each.members.length > 0 && !isFolded(each, folds));
      return found === undefined
        ? { folds, selected }
        : {
            folds: withFold(folds, found.id, true),
            selected: selected === null ? null : found.id,
          };
    }
  }
}

function withFold(folds: Folds, id: string, isIt: boolean): Folds {
  return { ...folds, folded: new Map(folds.folded).set(id, isIt) };
}

/** From the root to a node; undefined when it is not there. */
function pathTo(tree: LayoutTree, id: string): LayoutTree[] | undefined {
  if (tree.id === id) return [tree];
  for (const branch of [...tree.members, ...tree.onSuccess, ...tree.onFailure]) {
    const found = pathTo(branch, id);
    if (found !== undefined) return [tree, ...found];
  }
  return undefined;
}
