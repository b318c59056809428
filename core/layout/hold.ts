/** Keeping still what is looked at while the drawing around it changes. */
import type { Layout, LayoutBox } from "./types";

/**
 * How far what was at `before` has moved with the new layout: its head, that is the middle of its upper
 * edge. A view that moves by as much the other way shows it where it was. Of several boxes the first that
 * is still there counts; null when none is.
 */
export function movedBy(
  before: readonly LayoutBox[],
  after: Pick<Layout, "boxes">,
): { x: number; y: number } | null {
  for (const box of before) {
    const now = after.boxes.find(({ id }) => id === box.id);
    if (now === undefined) continue;
    return { x: now.x + now.width / 2 - box.x - box.width / 2, y: now.y - box.y };
  }
  return null;
}
