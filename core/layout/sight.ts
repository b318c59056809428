/**
 * What of a large drawing is drawn as nodes: those around what is looked at, and none from so far that
 * nothing of a node can be read, or where more than a browser moves smoothly would be in view.
 */
import type { LayoutBox } from "./types";

/** How a drawing is looked at: what point of the screen is its origin, how large it is shown. CSS pixels. */
export interface View {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
}

/** A part of the drawing, in its own coordinates. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Sight {
  /** All of it is one picture. */
  isFar: boolean;
  /** Boxes that touch this are nodes; `null`: all boxes are. */
  area: Area | null;
}

/** Smaller drawings are nodes at any distance. */
export const LARGE_BOXES = 300;
/** Below this nothing of a node can be read. */
export const FAR_ZOOM = 0.25;
/** So many nodes are kept at the most. */
const MOST_NODES = 300;
/** Coming nearer, so few have to be in view before they are nodes again: no change at every pixel. */
const FEW_IN_VIEW = 200;
/** How far around the view nodes are kept, in parts of the view; the first that is not too many. */
const MARGINS = [0.5, 0.2, 0.05];

/** Before anything is known of the view. */
export const NO_SIGHT: Sight = { isFar: true, area: null };
const ALL: Sight = { isFar: false, area: null };
const FAR: Sight = { isFar: true, area: null };

/** True when a box touches an area. */
export function isIn(box: LayoutBox, { left, top, right, bottom }: Area): boolean {
  return (
    box.x <= right && box.y <= bottom && box.x + box.width >= left && box.y + box.height >= top
  );
}

/** The part of the drawing that is in view, and so many parts of its size around it. */
export function areaOf({ x, y, zoom, width, height }: View, margin = 0): Area {
  const [wide, high] = [width / zoom, height / zoom];
  const [left, top] = [-x / zoom - wide * margin, -y / zoom - high * margin];
  return {
    left,
    top,
    right: left + wide * (1 + 2 * margin),
    bottom: top + high * (1 + 2 * margin),
  };
}

/** What is drawn as nodes now: the same object as `before` as long as that is good enough. */
export function sightOf(boxes: readonly LayoutBox[], view: View, before: Sight): Sight {
  if (boxes.length <= LARGE_BOXES) return ALL;
  if (view.width === 0 || view.zoom < FAR_ZOOM) return FAR;
  const seen = areaOf(view);
  const isKept = before.area !== null && holds(before.area, seen) && !isWide(before.area, seen);
  if (isKept) return before;
  if (before.isFar && countIn(boxes, seen) > FEW_IN_VIEW) return FAR;
  for (const margin of MARGINS) {
    const area = areaOf(view, margin);
    if (countIn(boxes, area) <= MOST_NODES) return { isFar: false, area };
  }
  return FAR;
}

function holds(area: Area, seen: Area): boolean {
  return (
    area.left <= seen.left &&
    area.top <= seen.top &&
    area.right >= seen.right &&
    area.bottom >= seen.bottom
  );
}

/** After coming much nearer most of what is kept is out of view. */
function isWide(area: Area, seen: Area): boolean {
  return area.right - area.left > 4 * (seen.right - seen.left);
}

function countIn(boxes: readonly LayoutBox[], area: Area): number {
  let count = 0;
  for (const box of boxes) if (isIn(box, area)) count += 1;
  return count;
}

/** The innermost box at a point of the drawing; `null` on the ground. */
export function boxAt(
  boxes: readonly LayoutBox[],
  point: { x: number; y: number },
): LayoutBox | null {
  const { x, y } = point;
  return boxes.findLast((box) => isIn(box, { left: x, right: x, top: y, bottom: y })) ?? null;
}
