/** Moving the selection by keys, in the order drawn. */
import type { LayoutBox } from "./types";

export type Move = "next" | "previous" | "parent" | "first-member" | "first" | "last";

/** The node that a move leads to, among the boxes that are drawn. `null` where there is none. */
export function nodeAfterMove(
  boxes: readonly LayoutBox[],
  fromId: string | null,
  move: Move,
): string | null {
  const nodes = boxes.filter((box) => box.type !== "cells" && box.type !== "empty");
  const index = nodes.findIndex((box) => box.nodeId === fromId);
  const from = nodes[index];
  if (from === undefined || move === "first") return nodes[0]?.nodeId ?? null;
  switch (move) {
    case "next":
      return nodes[index + 1]?.nodeId ?? null;
    case "previous":
      return nodes[index - 1]?.nodeId ?? null;
    case "parent":
      return from.parentId;
    case "first-member":
      return nodes.find((box) => box.parentId === from.nodeId)?.nodeId ?? null;
    case "last":
      return nodes[nodes.length - 1]?.nodeId ?? null;
  }
}
