/** Where slots lie in the drawing, and which of them a point means. Pure; the drawing's coordinates. */
import type { MoveSlot } from "@/core/edits/slots";
import type { Direction, LayoutBox } from "@/core/layout/types";
import type { Rectangle } from "./selecting";

export interface PlacedSlot {
  slot: MoveSlot;
  rectangle: Rectangle;
  /** It lies on its node, and counts only right there. */
  isChip: boolean;
}

/** Thickness of a bar beside a node, and its distance from it: both fit into a frame's padding of 12. */
const BAR = { thick: 8, gap: 2 };
const CHIP = { width: 40, height: 18, inset: 4 };
/** A bar along a wide frame is no longer than this. */
const LONGEST = 240;
/** Further than this from every slot, a point means none. */
const REACH = 90;

/** The slots that have a place in the drawing. */
export function placeSlots(
  slots: readonly MoveSlot[],
  boxes: readonly LayoutBox[],
  direction: Direction,
): PlacedSlot[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const firstLane = new Map<string, LayoutBox>();
  for (const box of boxes) {
    const isLane = box.role === "child" || box.role === "header";
    if (isLane && box.parentId !== null && !firstLane.has(box.parentId))
      firstLane.set(box.parentId, box);
  }
  return slots.flatMap((slot) => {
    const box = byId.get(slot.nodeId);
    if (box === undefined) return [];
    const lane = firstLane.get(slot.nodeId);
    const room = byId.get(`${slot.nodeId}~empty`);
    const isChip = slot.verb === "onSuccess" || slot.verb === "onFailure";
    return [{ slot, rectangle: rectangleOf(slot, { box, lane, room, direction }), isChip }];
  });
}

interface Surroundings {
  box: LayoutBox;
  lane: LayoutBox | undefined;
  room: LayoutBox | undefined;
  direction: Direction;
}

function rectangleOf({ verb }: MoveSlot, { box, lane, room, direction }: Surroundings): Rectangle {
  const isDown = direction === "down";
  switch (verb) {
    case "then":
    case "join":
      return isDown ? below(box) : right(box);
    case "before":
      return isDown ? above(box) : left(box);
    case "alongside":
      return isDown ? right(box) : below(box);
    case "insideFirst": {
      const at = lane ?? box;
      return isDown ? left(at) : above(at);
    }
    case "inside":
      return room ?? inset(box);
    case "onSuccess":
      return chip(box, 0);
    case "onFailure":
      return chip(box, 1);
  }
}

const along = (from: number, length: number) => {
  const long = Math.min(length, LONGEST);
  return { from: from + (length - long) / 2, long };
};

function below(box: LayoutBox): Rectangle {
  const { from, long } = along(box.x, box.width);
  return { x: from, y: box.y + box.height + BAR.gap, width: long, height: BAR.thick };
}

function above(box: LayoutBox): Rectangle {
  const { from, long } = along(box.x, box.width);
  return { x: from, y: box.y - BAR.gap - BAR.thick, width: long, height: BAR.thick };
}

function right(box: LayoutBox): Rectangle {
  const { from, long } = along(box.y, box.height);
  return { x: box.x + box.width + BAR.gap, y: from, width: BAR.thick, height: long };
}

function left(box: LayoutBox): Rectangle {
  const { from, long } = along(box.y, box.height);
  return { x: box.x - BAR.gap - BAR.thick, y: from, width: BAR.thick, height: long };
}

function inset({ x, y, width, height }: LayoutBox): Rectangle {
  return { x: x + 6, y: y + 6, width: width - 12, height: height - 12 };
}

/** Two chips at the right end of a task, one over the other; side by side in the head of a container. */
function chip(box: LayoutBox, at: 0 | 1): Rectangle {
  const { width, height, inset: from } = CHIP;
  if (box.type === "task") {
    const y = box.y + from + at * (height + from);
    return { x: box.x + box.width - width - from, y, width, height };
  }
  const x = box.x + box.width - 30 - (2 - at) * (width + from);
  return { x, y: box.y + 7, width, height };
}

interface Point {
  x: number;
  y: number;
}

function distance({ x, y, width, height }: Rectangle, point: Point): number {
  const dx = Math.max(x - point.x, 0, point.x - x - width);
  const dy = Math.max(y - point.y, 0, point.y - y - height);
  return Math.hypot(dx, dy);
}

/** The slot that a point means: the nearest one, a smaller one before a larger one around it. */
export function slotAt(placed: readonly PlacedSlot[], point: Point): PlacedSlot | null {
  let found: PlacedSlot | null = null;
  let nearest = REACH;
  const area = ({ rectangle }: PlacedSlot) => rectangle.width * rectangle.height;
  for (const each of placed) {
    const away = distance(each.rectangle, point);
    if (each.isChip && away > 0) continue;
    const isNearer = away < nearest;
    const isSmaller = away === nearest && found !== null && area(each) < area(found);
    if (!isNearer && !isSmaller) continue;
    found = each;
    nearest = away;
  }
  return found;
}

/** The innermost node at a point; null on the ground. */
export function nodeAt(boxes: readonly LayoutBox[], point: Point): string | null {
  const at = boxes.filter((box) => distance(box, point) === 0);
  const innermost = at.reduce<LayoutBox | null>(
    (best, box) => (best === null || box.depth >= best.depth ? box : best),
    null,
  );
  return innermost?.nodeId ?? null;
}
