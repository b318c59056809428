/**
 * Draws a layout on a canvas element: from far its colours, from near all that nodes show, so that it may
 * stand for nodes that are not mounted. What changes while the picture stands is drawn alone.
 */
import { areaOf, FAR_ZOOM, isIn, type Area, type View } from "@/core/layout/sight";
import type { Layout, LayoutBox } from "@/core/layout/types";
import { markOf } from "../faces";
import type { FaceState, NodeFace, NodeSource } from "../types";
import type { Brush } from "./brush";
import { groundOf, stateColour } from "./colours";
import { paintFarFrame, paintFarStack, paintFarTasks, repaintFarFrame } from "./far";
import { paintLines } from "./lines";
import { frameEdge, paintFrame, repaintTab } from "./near-frame";
import { chipsOf, paintTask, type Nearness } from "./near-task";
import { createStacks } from "./stacks";

export interface OverviewPainter {
  /** Draws what is in view. */
  paint(view: View): void;
  /** Moves what is drawn by whole pixels, and draws what comes into view. False: all has to be drawn. */
  shift(view: View, scale: number): boolean;
  /** What is drawn now. */
  view(): View;
  /** Draws the nodes that look different from what is drawn. False: all has to be drawn. */
  repaint(changed: ReadonlySet<string>): boolean;
}

interface Painting {
  drawing: Layout;
  source: NodeSource;
  selected: () => ReadonlySet<string>;
}

/** What a filter does not look for. */
const DIMMED = 0.25;
/** From here on names can be read, and what stands below them. */
const NAMES_ZOOM = 0.3;
const DETAILS_ZOOM = 0.4;

/** What of a picture nothing is known of once it was moved, in its own pixels: at a side, above or below. */
function stripsOf(view: View, dx: number, dy: number): View[] {
  const { zoom, width, height } = view;
  const side = { x: dx > 0 ? 0 : width + dx, y: 0, width: Math.abs(dx), height };
  const end = { x: 0, y: dy > 0 ? 0 : height + dy, width, height: Math.abs(dy) };
  return [side, end].flatMap((strip) =>
    strip.width > 0 && strip.height > 0 ? [{ ...strip, zoom }] : [],
  );
}

/** `context` is in CSS pixels of the picture. */
export function createOverviewPainter(
  brush: Brush,
  { drawing, source, selected }: Painting,
): OverviewPainter {
  const { context, colours } = brush;
  const frames = drawing.boxes.filter(({ type }) => type === "frame");
  const boxes = drawing.boxes.filter(({ type }) => type !== "frame" && type !== "empty");
  const byNode = new Map(drawing.boxes.map((box) => [box.nodeId, box]));
  for (const box of boxes) for (const id of box.memberIds) byNode.set(id, box);
  const stacks = createStacks(brush, source);
  /** By box, what decides how it looks: the state from far, the whole face from near. */
  const painted = new Map<string, string | NodeFace>();
  let view: View = { x: 0, y: 0, zoom: 1, width: 0, height: 0 };
  let area: Area = areaOf(view);

  const isDimmed = (box: LayoutBox) => source.isDimmed?.(box.nodeId) === true;
  const isNear = () => view.zoom >= FAR_ZOOM;
  const nearness = (): Nearness => ({
    hasNames: view.zoom >= NAMES_ZOOM,
    hasDetails: view.zoom >= DETAILS_ZOOM,
  });
  const pixel = () => 1 / view.zoom;
  const lookOf = (box: LayoutBox): string | NodeFace =>
    (isNear() ? source.get(box.nodeId) : undefined) ??
    `${source.state(box.nodeId)}${isDimmed(box) ? " dimmed" : ""}`;

  const paintFarBoxes = (some: readonly LayoutBox[]) => {
    const byLook = new Map<string, { state: FaceState; dimmed: boolean; tasks: LayoutBox[] }>();
    for (const box of some) {
      const look = String(painted.get(box.id));
      const same = byLook.get(look);
      if (same !== undefined) same.tasks.push(box);
      else
        byLook.set(look, { state: source.state(box.nodeId), dimmed: isDimmed(box), tasks: [box] });
    }
    for (const { state, dimmed, tasks } of byLook.values()) {
      context.globalAlpha = dimmed ? DIMMED : 1;
      const single = tasks.filter(({ type }) => type === "task");
      paintFarTasks(brush, single, { state, pixel: pixel() });
      for (const box of tasks)
        if (box.type !== "task")
          paintFarStack(brush, box, { state, counts: stacks.counts(box), pixel: pixel() });
    }
    context.globalAlpha = 1;
  };

  const paintNearBox = (box: LayoutBox) => {
    const face = source.get(box.nodeId);
    if (face === undefined) return;
    context.globalAlpha = face.dimmed === true ? DIMMED : 1;
    if (box.type === "task") paintTask(brush, box, { face, near: nearness() });
    else stacks.paint(box, { face, near: nearness() });
    context.globalAlpha = 1;
  };

  const paintBoxes = (some: readonly LayoutBox[]) => {
    for (const box of some) painted.set(box.id, lookOf(box));
    if (isNear()) for (const box of some) paintNearBox(box);
    else paintFarBoxes(some);
    for (const box of some) paintProblem(box);
  };

  const paintProblem = (box: LayoutBox) => {
    const problems = source.get(box.nodeId)?.problems;
    if (problems === undefined) return;
    context.fillStyle = colours(stateColour(problems.severity === "error" ? "failed" : "retrying"));
    if (!isNear()) return context.fillRect(box.x + box.width - 36, box.y - 8, 32, 24);
    // No larger than the mark of the node that lies over it.
    context.beginPath();
    context.roundRect(box.x + box.width - 25, box.y - 7, 16, 16, 4);
    context.fill();
  };

  /** As the outline of what is selected: nodes that have the focus are not seen while the view moves. */
  const paintRings = () => {
    if (!isNear()) return;
    context.strokeStyle = colours("var(--focus)");
    context.lineWidth = 2;
    for (const id of selected()) {
      const box = byNode.get(id);
      if (box === undefined || box.nodeId !== id || box.type === "cells" || !isIn(box, area))
        continue;
      context.beginPath();
      context.roundRect(box.x - 3, box.y - 3, box.width + 6, box.height + 6, 11);
      context.stroke();
    }
  };

  const paintFrames = (part: Area) => {
    for (const box of frames) {
      if (!isIn(box, part)) continue;
      painted.set(box.id, lookOf(box));
      const face = isNear() ? source.get(box.nodeId) : undefined;
      if (face !== undefined) paintFrame(brush, box, { face, near: nearness() });
      else paintFarFrame(brush, box, { state: source.state(box.nodeId), pixel: pixel() });
    }
  };

  /** False: its edge is another, and members lie over that. */
  const repaintFrame = (box: LayoutBox): boolean => {
    const [before, look] = [painted.get(box.id), lookOf(box)];
    if (before === look) return true;
    painted.set(box.id, look);
    const face = isNear() ? source.get(box.nodeId) : undefined;
    if (face === undefined) {
      repaintFarFrame(brush, box, { state: source.state(box.nodeId), pixel: pixel() });
      return true;
    }
    if (typeof before !== "object") return false;
    if (frameEdge(before.state) !== frameEdge(face.state)) return false;
    const isAlike =
      markOf(before) === markOf(face) &&
      before.title === face.title &&
      before.progress?.completed === face.progress?.completed &&
      before.progress?.total === face.progress?.total &&
      before.detail === face.detail;
    if (!isAlike || before.unsettled !== face.unsettled)
      repaintTab(brush, box, { face, near: nearness() });
    return true;
  };

  /** What of a box cannot be drawn over what was there: what shines through, and what hangs over its edge. */
  const hangsOver = (box: LayoutBox): boolean => {
    const before = painted.get(box.id);
    const face = source.get(box.nodeId);
    if (isDimmed(box) || face?.problems !== undefined) return true;
    if (typeof before !== "object" || face === undefined) return false;
    return chipsOf(before).length !== chipsOf(face).length || before.mark !== face.mark;
  };

  const paintPart = (part: Area) => {
    paintFrames(part);
    paintLines(brush, drawing.lines, { part, zoom: view.zoom });
    paintBoxes(boxes.filter((box) => isIn(box, part)));
    paintRings();
  };

  const within = (draw: () => void) => {
    context.save();
    context.translate(view.x, view.y);
    context.scale(view.zoom, view.zoom);
    draw();
    context.restore();
  };

  return {
    paint(next) {
      view = next;
      area = areaOf(view);
      painted.clear();
      context.clearRect(0, 0, view.width, view.height);
      within(() => paintPart(area));
    },
    shift(next, scale) {
      const [dx, dy] = [(next.x - view.x) * scale, (next.y - view.y) * scale].map(Math.round);
      if (dx === undefined || dy === undefined || next.zoom !== view.zoom) return false;
      if (next.width !== view.width || next.height !== view.height) return false;
      view = { ...view, x: view.x + dx / scale, y: view.y + dy / scale };
      area = areaOf(view);
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalCompositeOperation = "copy";
      context.drawImage(context.canvas, dx, dy);
      context.restore();
      for (const strip of stripsOf(view, dx / scale, dy / scale)) {
        context.save();
        context.beginPath();
        context.rect(strip.x, strip.y, strip.width, strip.height);
        context.clip();
        context.clearRect(strip.x, strip.y, strip.width, strip.height);
        within(() => paintPart(areaOf({ ...strip, x: view.x - strip.x, y: view.y - strip.y })));
        context.restore();
      }
      return true;
    },
    view: () => view,
    repaint(changed) {
      const some = new Set<LayoutBox>();
      const members = new Map<LayoutBox, string[]>();
      let isDone = true;
      within(() => {
        for (const id of changed) {
          const box = byNode.get(id);
          if (box === undefined) continue;
          if (box.memberIds.length > 0 && id !== box.nodeId) {
            const ids = members.get(box);
            if (ids === undefined) members.set(box, [id]);
            else ids.push(id);
          }
          if (!isIn(box, area)) continue;
          if (box.type === "frame") isDone = repaintFrame(box) && isDone;
          else if (box.type === "task" && painted.get(box.id) !== lookOf(box)) some.add(box);
          else if (box.type !== "task") some.add(box);
        }
        for (const [box, ids] of members) stacks.take(box, ids);
        for (const box of some) if (hangsOver(box)) isDone = false;
        if (!isDone) return;
        for (const box of some) repaintBox(box, members.get(box));
      });
      return isDone;
    },
  };

  function repaintBox(box: LayoutBox, members: readonly string[] | undefined): void {
    const face = source.get(box.nodeId);
    if (isNear() && members !== undefined && face !== undefined) {
      stacks.repaint(box, { face, near: nearness() }, members);
      return;
    }
    // Its corners are round: the ground shines through them.
    context.fillStyle = colours(box.depth === 0 ? "var(--ground)" : groundOf(box.depth - 1));
    context.fillRect(box.x, box.y, box.width, box.height);
    paintBoxes([box]);
  }
}
