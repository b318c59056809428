/** Draws a layout on a canvas element, as it is seen from far: frames, lines, tasks in the colour of their state. */
import type { Layout, LayoutBox, LayoutLine } from "@/core/layout/types";
import type { FaceState, NodeSource } from "./types";

export interface OverviewColours {
  odd: string;
  even: string;
  panel: string;
  line: string;
  rail: string;
  danger: string;
  state: (state: FaceState) => string;
}

export interface View {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
}

/** The lines of a layout as one path for each kind: made once, however often it is drawn. */
export function pathsOf(lines: readonly LayoutLine[]): ReadonlyMap<LayoutLine["type"], Path2D> {
  const paths = new Map<LayoutLine["type"], Path2D>();
  for (const { type, points } of lines) {
    const path = paths.get(type) ?? new Path2D();
    paths.set(type, path);
    points.forEach(([x, y], index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  }
  return paths;
}

function isInView(box: LayoutBox, { x, y, zoom, width, height }: View): boolean {
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  const [right, bottom] = [left + box.width * zoom, top + box.height * zoom];
  return right >= 0 && bottom >= 0 && left <= width && top <= height;
}

/** What a filter does not look for. */
const DIMMED = 0.25;

interface Painting {
  drawing: Layout;
  paths: ReturnType<typeof pathsOf>;
  source: NodeSource;
  colours: OverviewColours;
  view: View;
}

/** Draws what is in view. `context` is in CSS pixels of the frame. */
export function paintOverview(context: CanvasRenderingContext2D, painting: Painting): void {
  const { drawing, view } = painting;
  context.clearRect(0, 0, view.width, view.height);
  context.save();
  context.translate(view.x, view.y);
  context.scale(view.zoom, view.zoom);
  const boxes = drawing.boxes.filter((box) => isInView(box, view));
  for (const box of boxes) if (box.type === "frame") paintFrame(context, box, painting);
  paintLines(context, painting);
  for (const box of boxes) {
    if (box.type === "frame") continue;
    context.save();
    if (painting.source.isDimmed?.(box.nodeId) === true) context.globalAlpha = DIMMED;
    paintNode(context, box, painting);
    context.restore();
  }
  context.restore();
}

function paintFrame(context: CanvasRenderingContext2D, box: LayoutBox, painting: Painting): void {
  const { colours, source, view } = painting;
  const state = source.state(box.nodeId);
  context.fillStyle = box.depth % 2 === 0 ? colours.odd : colours.even;
  context.strokeStyle =
    state === "draft" || state === "pending" ? colours.line : colours.state(state);
  context.lineWidth = 1 / view.zoom;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.strokeRect(box.x, box.y, box.width, box.height);
}

function paintLines(context: CanvasRenderingContext2D, { paths, colours, view }: Painting): void {
  context.lineWidth = Math.max(1.5, 0.75 / view.zoom);
  for (const [type, path] of paths) {
    context.strokeStyle =
      type === "failure" ? colours.danger : type === "sheet" ? colours.line : colours.rail;
    context.stroke(path);
  }
}

/** Quiet while all is well, as the node's own edge is; what failed or runs is filled. */
const FILLED: ReadonlySet<FaceState> = new Set([
  "failed",
  "running",
  "retrying",
  "revoked",
  "held",
]);

function paintNode(context: CanvasRenderingContext2D, box: LayoutBox, painting: Painting): void {
  const { colours, source, view } = painting;
  const face = source.get(box.nodeId);
  const state = source.state(box.nodeId);
  const colour = colours.state(state);
  context.fillStyle = colours.panel;
  context.fillRect(box.x, box.y, box.width, box.height);
  if (state !== "draft" && box.type === "task") {
    const alpha = context.globalAlpha;
    context.globalAlpha = alpha * (FILLED.has(state) ? 0.9 : 0.35);
    context.fillStyle = colour;
    context.fillRect(box.x, box.y, box.width, box.height);
    context.globalAlpha = alpha;
  }
  context.strokeStyle = colour;
  context.lineWidth = 1 / view.zoom;
  context.strokeRect(box.x, box.y, box.width, box.height);
  if (face?.problems === undefined) return;
  const isError = face.problems.severity === "error";
  context.fillStyle = isError ? colours.state("failed") : colours.state("retrying");
  context.fillRect(box.x + box.width - 36, box.y - 8, 32, 24);
}
