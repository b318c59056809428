/** Layout to React Flow's nodes. Pure; the only place that knows both. */
import type { Node } from "@xyflow/react";
import type { Layout, LayoutBox, LayoutLine } from "@/core/layout/types";
import { isSameList } from "@/core/same-list";

export interface BoxData extends Record<string, unknown> {
  box: LayoutBox;
  /** The lines that the frame draws, relative to it. */
  drawing: Drawing;
}

/** Lines of one frame, as one SVG path for each type: few elements however many lines. */
export interface Drawing {
  paths: { type: LayoutLine["type"]; d: string }[];
  beads: [x: number, y: number][];
}

export type BoxNode = Node<BoxData>;

/** What each drawing was made of. */
const linesOf = new WeakMap<Drawing, readonly LayoutLine[]>();
const NO_LINES: readonly LayoutLine[] = [];
const NO_HANDLES: never[] = [];
const NO_DRAWING: Drawing = { paths: [], beads: [] };

/**
 * One React Flow node for each box, and one under them all for the lines outside of frames. What is drawn
 * as in `before` stays the same object: React Flow looks at, and draws, only the others.
 */
export function flowElements(layout: Layout, before: readonly BoxNode[] = []): BoxNode[] {
  const byFrame = new Map<string | null, LayoutLine[]>();
  for (const line of layout.lines) {
    const lines = byFrame.get(line.frameId);
    if (lines === undefined) byFrame.set(line.frameId, [line]);
    else lines.push(line);
  }
  const kept = new Map(before.map((node) => [node.id, node]));
  const nodes = layout.boxes.map((box) => {
    const lines = byFrame.get(box.id) ?? NO_LINES;
    const old = kept.get(box.id);
    const isSame =
      old !== undefined &&
      isSameBox(old.data.box, box) &&
      isSameLines(linesOf.get(old.data.drawing) ?? NO_LINES, lines);
    return isSame ? old : boxNode(box, drawingOf(lines, box));
  });
  const outside = drawingOf(byFrame.get(null) ?? NO_LINES, { x: 0, y: 0 });
  return outside === NO_DRAWING ? nodes : [groundNode(layout, outside), ...nodes];
}

/** Written out: this is asked of every box at every edit. */
function isSameBox(a: LayoutBox, b: LayoutBox): boolean {
  return (
    a === b ||
    (a.x === b.x &&
      a.y === b.y &&
      a.width === b.width &&
      a.height === b.height &&
      a.type === b.type &&
      a.nodeId === b.nodeId &&
      a.kind === b.kind &&
      a.role === b.role &&
      a.parentId === b.parentId &&
      a.frameId === b.frameId &&
      a.depth === b.depth &&
      a.columns === b.columns &&
      a.cell === b.cell &&
      isSameList(a.memberIds, b.memberIds))
  );
}

/** Lines of boxes that lie where they lay: their points are compared before any path is written of them. */
function isSameLines(a: readonly LayoutLine[], b: readonly LayoutLine[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    const [line, other] = [a[index], b[index]];
    if (line === other) continue;
    if (line === undefined || other === undefined || line.type !== other.type) return false;
    if ((line.bead === undefined) !== (other.bead === undefined)) return false;
    if (!isSamePoints(line.points, other.points)) return false;
  }
  return true;
}

/** Beads lie on the lines, so they follow from them. */
function isSamePoints(a: LayoutLine["points"], b: LayoutLine["points"]): boolean {
  return (
    a.length === b.length &&
    a.every((point, index) => point[0] === b[index]?.[0] && point[1] === b[index]?.[1])
  );
}

function boxNode(box: LayoutBox, drawing: Drawing): BoxNode {
  const { width, height } = box;
  return {
    id: box.id,
    type: box.type,
    position: { x: box.x, y: box.y },
    width,
    height,
    measured: { width, height },
    // None, but said: otherwise React Flow mounts every node, in view or not, to look for some.
    handles: NO_HANDLES,
    zIndex: box.depth + 1,
    // Placed, not moved: each transform would be a part of the picture that the browser keeps apart.
    style: { transform: "none", left: box.x, top: box.y },
    data: { box, drawing },
  };
}

function groundNode(layout: Layout, drawing: Drawing): BoxNode {
  const box: LayoutBox = {
    id: "~lines",
    type: "empty",
    nodeId: "~lines",
    kind: "task",
    role: null,
    parentId: null,
    frameId: null,
    depth: 0,
    x: 0,
    y: 0,
    width: layout.width,
    height: layout.height,
    memberIds: [],
    columns: 0,
    cell: 0,
  };
  const node = boxNode(box, drawing);
  return { ...node, type: "lines", zIndex: 0, style: { ...node.style, pointerEvents: "none" } };
}

function drawingOf(lines: readonly LayoutLine[], origin: { x: number; y: number }): Drawing {
  if (lines.length === 0) return NO_DRAWING;
  const byType = new Map<LayoutLine["type"], string[]>();
  const beads: Drawing["beads"] = [];
  for (const line of lines) {
    const d = line.points
      .map(([x, y], index) => `${index === 0 ? "M" : "L"}${x - origin.x} ${y - origin.y}`)
      .join("");
    const of = byType.get(line.type);
    if (of === undefined) byType.set(line.type, [d]);
    else of.push(d);
    if (line.bead !== undefined) beads.push([line.bead[0] - origin.x, line.bead[1] - origin.y]);
  }
  const paths = [...byType].map(([type, parts]) => ({ type, d: parts.join("") }));
  const drawing = { paths, beads };
  linesOf.set(drawing, lines);
  return drawing;
}
