import { measure } from "./measure";
import { place } from "./place";
import type { LayoutTree } from "./tree";
import { NO_FOLDS } from "./types";
import type { Layout, LayoutOptions } from "./types";

/**
 * Lays out a drawing of nested containers. Pure, deterministic and linear in the number of nodes: no box
 * overlaps another but the frame it lies in, every box lies inside its frame, members keep their order.
 * It depends on structure and folds alone, so nothing moves while a run goes on.
 */
export function layout(tree: LayoutTree, options: Partial<LayoutOptions> = {}): Layout {
  const complete: LayoutOptions = {
    direction: options.direction ?? "down",
    folds: options.folds ?? NO_FOLDS,
  };
  const root = measure(tree, complete);
  const size =
    complete.direction === "down"
      ? { width: root.cross, height: root.main }
      : { width: root.main, height: root.cross };
  return { ...place(root, complete.direction), ...size };
}
