/** Selecting several nodes: up to one, one by one, by a frame drawn around them. */
import { pathOf, rangeBetween, siblingsOf, topmost } from "@/core/edits/siblings";
import type { LayoutBox } from "@/core/layout/types";
import type { EditorStore } from "./editor-store";

/** Selects a node as it was clicked: alone, with Ctrl also, with Shift all from the first selected up to it. */
export function selectClicked(
  store: EditorStore,
  id: string,
  { additive, range }: { additive: boolean; range?: boolean | undefined },
): void {
  const { select, selection, document } = store.getState();
  const [first] = selection;
  if (range === true && first !== undefined) select(rangeBetween(document, first, id));
  else if (!additive) select([id]);
  else if (selection.includes(id)) select(selection.filter((other) => other !== id));
  else select([...selection, id]);
}

/** Makes the selection end at the sibling after its end, or before it. */
export function extendSelection(store: EditorStore, step: 1 | -1): void {
  const { select, selection, document } = store.getState();
  const [first, last] = [selection[0], selection.at(-1)];
  if (first === undefined || last === undefined) return;
  const siblings = siblingsOf(document, last);
  const next = siblings[siblings.indexOf(last) + step];
  if (next !== undefined) select(rangeBetween(document, first, next));
}

/** Selects all that stands beside the selected node. */
export function selectSiblings(store: EditorStore): void {
  const { select, selection, document } = store.getState();
  const id = selection.at(-1) ?? document.rootId;
  if (id === null) return;
  // The node that is looked at stays the last.
  select([...siblingsOf(document, id).filter((other) => other !== id), id]);
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The nodes in a rectangle: tasks and folded containers that it touches, open ones that lie in it. */
export function nodesIn(
  boxes: readonly LayoutBox[],
  frame: Rectangle,
  store: EditorStore,
): string[] {
  const { document } = store.getState();
  const isTouched = (box: LayoutBox) =>
    box.x < frame.x + frame.width &&
    frame.x < box.x + box.width &&
    box.y < frame.y + frame.height &&
    frame.y < box.y + box.height;
  const isInside = (box: LayoutBox) =>
    box.x >= frame.x &&
    box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height;
  const found = boxes
    .filter(({ type }) => type === "task" || type === "stack" || type === "frame")
    .filter((box) => (box.type === "frame" ? isInside(box) : isTouched(box)))
    .map(({ nodeId }) => nodeId);
  return topmost(document, found).toSorted(
    (a, b) => pathOf(document, a).length - pathOf(document, b).length,
  );
}
