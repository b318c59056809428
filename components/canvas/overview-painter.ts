/**
 * Draws a layout on a canvas element, as it is seen from far: frames, lines, tasks in the colour of their
 * state. Ten thousand boxes are drawn in each frame of a movement, so there is nothing here but rectangles,
 * those of one colour after each other; what changes at rest is drawn alone.
 */
import { areaOf, isIn, type View } from "@/core/layout/sight";
import type { Layout, LayoutBox, LayoutLine } from "@/core/layout/types";
import { countStates } from "./stack-model";
import { FROM_LEFT } from "./StateBar";
import type { FaceState, NodeSource } from "./types";

export interface OverviewColours {
  odd: string;
  even: string;
  panel: string;
  line: string;
  rail: string;
  danger: string;
  state: (state: FaceState) => string;
  /** Of a box in this state: quiet while all is well, as the node's own edge is. */
  inside: (state: FaceState) => string;
}

export interface OverviewPainter {
  /** Draws what is in view. */
  paint(view: View): void;
  /** Draws the nodes that look different from what is drawn. False: all has to be drawn. */
  repaint(changed: ReadonlySet<string>): boolean;
}

interface Painting {
  drawing: Layout;
  source: NodeSource;
  colours: OverviewColours;
}

/** What a filter does not look for. */
const DIMMED = 0.25;
/** Lower than this on the screen, a box is its colour alone. */
const LEAST_EDGED = 6;
/** Lines are left out from where they would lie on each other. */
const LEAST_LINED = 0.08;
const BAR = { inset: 12, height: 10 };

/** `context` is in CSS pixels of the frame. */
export function createOverviewPainter(
  context: CanvasRenderingContext2D,
  { drawing, source, colours }: Painting,
): OverviewPainter {
  const frames = drawing.boxes.filter(({ type }) => type === "frame");
  const boxes = drawing.boxes.filter(({ type }) => type !== "frame" && type !== "empty");
  const byNode = new Map(drawing.boxes.map((box) => [box.nodeId, box]));
  for (const box of boxes) for (const id of box.memberIds) byNode.set(id, box);
  const painted = new Map<string, string>();
  let view: View = { x: 0, y: 0, zoom: 1, width: 0, height: 0 };

  const edgeOf = (box: LayoutBox) => {
    const state = source.state(box.nodeId);
    return state === "draft" || state === "pending" ? colours.line : colours.state(state);
  };
  const isDimmed = (box: LayoutBox) => source.isDimmed?.(box.nodeId) === true;

  const fill = (box: LayoutBox, inset: number) => {
    context.fillRect(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset);
  };

  /** These have one state: a colour is set once for all of them. */
  const paintTasks = (tasks: readonly LayoutBox[], state: FaceState) => {
    const pixel = 1 / view.zoom;
    const isEdged = (tasks[0]?.height ?? 0) * view.zoom >= LEAST_EDGED;
    if (isEdged) {
      context.fillStyle = colours.state(state);
      for (const box of tasks) fill(box, 0);
    }
    context.fillStyle = isEdged ? colours.inside(state) : colours.state(state);
    // Without room for an edge the colour has to tell alone, and what is well stays quiet.
    if (!isEdged && !FILLED.has(state)) context.globalAlpha *= 0.55;
    for (const box of tasks) fill(box, isEdged ? pixel : 0);
  };

  const paintStack = (box: LayoutBox) => {
    context.fillStyle = edgeOf(box);
    fill(box, 0);
    context.fillStyle = colours.panel;
    fill(box, 1 / view.zoom);
    const { total, states } = countStates(box.memberIds, source);
    const counts = new Map(states.map(({ state, count }) => [state, count]));
    let x = box.x + BAR.inset;
    for (const state of FROM_LEFT) {
      const width = ((counts.get(state) ?? 0) / total) * (box.width - 2 * BAR.inset);
      if (width === 0) continue;
      context.fillStyle = FILLED.has(state) ? colours.state(state) : colours.inside(state);
      context.fillRect(x, box.y + BAR.height, width, box.height - 2 * BAR.height);
      x += width;
    }
  };

  const paintProblem = (box: LayoutBox) => {
    const problems = source.get(box.nodeId)?.problems;
    if (problems === undefined) return;
    context.fillStyle = colours.state(problems.severity === "error" ? "failed" : "retrying");
    context.fillRect(box.x + box.width - 36, box.y - 8, 32, 24);
  };

  const paintBoxes = (some: readonly LayoutBox[]) => {
    const byLook = new Map<string, { state: FaceState; dimmed: boolean; tasks: LayoutBox[] }>();
    for (const box of some) {
      const [state, dimmed] = [source.state(box.nodeId), isDimmed(box)];
      const look = lookOf(state, dimmed);
      painted.set(box.id, look);
      const same = byLook.get(look);
      if (same === undefined) byLook.set(look, { state, dimmed, tasks: [box] });
      else same.tasks.push(box);
    }
    for (const { state, dimmed, tasks } of byLook.values()) {
      context.globalAlpha = dimmed ? DIMMED : 1;
      paintTasks(
        tasks.filter(({ type }) => type === "task"),
        state,
      );
      context.globalAlpha = dimmed ? DIMMED : 1;
      for (const box of tasks) if (box.type !== "task") paintStack(box);
    }
    context.globalAlpha = 1;
    for (const box of some) paintProblem(box);
  };

  return {
    paint(next) {
      view = next;
      context.clearRect(0, 0, view.width, view.height);
      context.save();
      context.translate(view.x, view.y);
      context.scale(view.zoom, view.zoom);
      const area = areaOf(view);
      const pixel = 1 / view.zoom;
      for (const box of frames) {
        if (!isIn(box, area)) continue;
        const edge = edgeOf(box);
        painted.set(box.id, edge);
        context.fillStyle = edge;
        fill(box, 0);
        context.fillStyle = box.depth % 2 === 0 ? colours.odd : colours.even;
        fill(box, pixel);
      }
      if (view.zoom >= LEAST_LINED) paintLines(context, drawing.lines, { colours, view });
      paintBoxes(boxes.filter((box) => isIn(box, area)));
      context.restore();
    },
    repaint(changed) {
      const area = areaOf(view);
      const some = new Set<LayoutBox>();
      for (const id of changed) {
        const box = byNode.get(id);
        if (box === undefined || !isIn(box, area)) continue;
        if (box.type === "frame") {
          if (painted.get(box.id) !== edgeOf(box)) return false;
        } else if (
          box.type !== "task" ||
          painted.get(box.id) !== lookOf(source.state(id), isDimmed(box))
        ) {
          // What shines through would shine through twice, and marks of problems lie over the edge.
          if (isDimmed(box) || source.get(box.nodeId)?.problems !== undefined) return false;
          some.add(box);
        }
      }
      context.save();
      context.translate(view.x, view.y);
      context.scale(view.zoom, view.zoom);
      for (const box of some) {
        context.fillStyle = colours.panel;
        fill(box, 0);
      }
      paintBoxes([...some]);
      context.restore();
      return true;
    },
  };
}

function lookOf(state: FaceState, dimmed: boolean): string {
  return dimmed ? `${state} dimmed` : state;
}

/** All lines are level or upright, so each is a thin rectangle. */
function paintLines(
  context: CanvasRenderingContext2D,
  lines: readonly LayoutLine[],
  { colours, view }: { colours: OverviewColours; view: View },
): void {
  const width = Math.max(1.5, 0.75 / view.zoom);
  const area = areaOf(view);
  const colourOf = {
    value: colours.rail,
    order: colours.rail,
    failure: colours.danger,
    sheet: colours.line,
  };
  let last: LayoutLine["type"] | null = null;
  for (const { type, points } of lines) {
    if (type !== last) context.fillStyle = colourOf[type];
    last = type;
    for (let index = 1; index < points.length; index += 1) {
      const [fromX, fromY] = points[index - 1] ?? [0, 0];
      const [toX, toY] = points[index] ?? [0, 0];
      const [left, top] = [Math.min(fromX, toX), Math.min(fromY, toY)];
      const [wide, high] = [Math.abs(fromX - toX), Math.abs(fromY - toY)];
      if (left > area.right || top > area.bottom || left + wide < area.left) continue;
      if (top + high < area.top) continue;
      context.fillRect(left - width / 2, top - width / 2, wide + width, high + width);
    }
  }
}

/** What failed or runs is filled. */
const FILLED: ReadonlySet<FaceState> = new Set([
  "failed",
  "running",
  "retrying",
  "revoked",
  "held",
]);
