/**
 * Paints the rows of a timeline that are in view. What a step did has a colour and a shape: work is a full
 * bar, a queue a thin one, backoff a dashed line, a delay a dotted one, a pause two lines.
 */
import {
  densityOf,
  marksOf,
  spanOf,
  type Line,
  type Mark,
  type SegmentKind,
  type TimeScale,
} from "@/core/timeline";
import type { StepState } from "@/core/states";
import { contextOf, type ChartColours } from "./colours";

export interface ChartRow {
  id: string;
  /** A step, or a map before it unfolds; of a container what is in it is drawn. */
  line: Line | undefined;
  /** All lines in a container. */
  inside: (() => Iterable<Line>) | null;
  folded: boolean;
  /** Not on the critical path while that is shown, or not what a filter looks for. */
  isDimmed: boolean;
  /** On the critical path: from when to when it counts. */
  onPath: { from: number; to: number } | null;
  slackMs: number | null;
}

export interface Chart {
  rows: readonly ChartRow[];
  scale: TimeScale;
  rowHeight: number;
  until: number;
  colours: ChartColours;
  /** Where marks of the axis stand. */
  ticks: readonly number[];
}

const BAR = 12;
const THIN = 4;
const DIMMED = 0.28;

export function paintChart(canvas: HTMLCanvasElement, chart: Chart): void {
  const { rows, scale, rowHeight } = chart;
  const height = rows.length * rowHeight;
  const context = contextOf(canvas, scale.width, height);
  if (context === null) return;
  paintGrid(context, chart, height);
  rows.forEach((row, index) => {
    const middle = index * rowHeight + rowHeight / 2;
    context.save();
    if (row.isDimmed) context.globalAlpha = DIMMED;
    if (row.inside === null) paintStep(context, { row, middle, chart });
    else paintContainer(context, { row, middle, chart });
    context.restore();
  });
  paintPath(context, chart);
}

function paintGrid(context: CanvasRenderingContext2D, chart: Chart, height: number): void {
  const { scale, ticks, colours } = chart;
  context.fillStyle = colours.line;
  for (const x of ticks) context.fillRect(Math.round(x), 0, 1, height);
  for (const { isBreak, x0, x1 } of scale.pieces) {
    if (!isBreak) continue;
    context.fillStyle = colours.odd;
    context.fillRect(x0, 0, x1 - x0, height);
    context.strokeStyle = colours.strong;
    context.setLineDash([3, 4]);
    for (const x of [x0, x1]) {
      context.beginPath();
      context.moveTo(Math.round(x) + 0.5, 0);
      context.lineTo(Math.round(x) + 0.5, height);
      context.stroke();
    }
    context.setLineDash([]);
  }
}

interface RowPicture {
  row: ChartRow;
  middle: number;
  chart: Chart;
}

function paintStep(context: CanvasRenderingContext2D, { row, middle, chart }: RowPicture): void {
  const { scale, until, colours } = chart;
  if (row.line === undefined) return;
  const marks = marksOf(row.line, scale, until);
  for (const mark of marks) PAINT[mark.kind](context, { mark, middle, colours });
  const end = marks.at(-1)?.x1;
  if (row.slackMs !== null && row.slackMs > 0 && end !== undefined)
    paintSlack(context, { row, middle, chart }, end);
}

interface MarkPicture {
  mark: Mark;
  middle: number;
  colours: ChartColours;
}

const PAINT: Record<
  SegmentKind,
  (context: CanvasRenderingContext2D, picture: MarkPicture) => void
> = {
  running(context, { mark, middle, colours }) {
    const width = Math.max(2, mark.x1 - mark.x0);
    context.fillStyle = colours.state(colourOf(mark.then));
    context.beginPath();
    context.roundRect(mark.x0, middle - BAR / 2, width, BAR, Math.min(3, width / 2));
    context.fill();
    if (mark.then === "failed" || mark.then === "retrying")
      paintCross(context, { x: mark.x0 + width, middle, colours, then: mark.then });
  },
  queued(context, { mark, middle, colours }) {
    context.fillStyle = colours.state("queued");
    context.globalAlpha *= 0.6;
    context.fillRect(mark.x0, middle - THIN / 2, Math.max(1, mark.x1 - mark.x0), THIN);
    context.globalAlpha /= 0.6;
  },
  backoff: (context, picture) => paintLine(context, picture, { state: "retrying", dash: [5, 3] }),
  delayed: (context, picture) => paintLine(context, picture, { state: "scheduled", dash: [1, 3] }),
  held(context, { mark, middle, colours }) {
    context.fillStyle = colours.state("held");
    const width = Math.max(1, mark.x1 - mark.x0);
    context.fillRect(mark.x0, middle - 3, width, 1.5);
    context.fillRect(mark.x0, middle + 1.5, width, 1.5);
  },
};

/** Work takes the colour of what came of it. */
function colourOf(then: Mark["then"]): StepState {
  if (then === undefined) return "running";
  if (then === "queued" || then === "scheduled" || then === "pending" || then === "held")
    return "skipped";
  return then === "running" ? "succeeded" : then;
}

function paintLine(
  context: CanvasRenderingContext2D,
  { mark, middle, colours }: MarkPicture,
  { state, dash }: { state: StepState; dash: number[] },
): void {
  context.strokeStyle = colours.state(state);
  context.lineWidth = 2;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(mark.x0, middle);
  context.lineTo(Math.max(mark.x1, mark.x0 + 1), middle);
  context.stroke();
  context.setLineDash([]);
  context.lineWidth = 1;
}

/** What failed is marked by a shape, too. */
function paintCross(
  context: CanvasRenderingContext2D,
  at: { x: number; middle: number; colours: ChartColours; then: StepState },
): void {
  const x = at.x - 0.5;
  context.strokeStyle = at.colours.panel;
  for (const [width, colour] of [
    [5, at.colours.panel],
    [2, at.colours.state(at.then)],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(x - 3.5, at.middle - 3.5);
    context.lineTo(x + 3.5, at.middle + 3.5);
    context.moveTo(x + 3.5, at.middle - 3.5);
    context.lineTo(x - 3.5, at.middle + 3.5);
    context.stroke();
  }
  context.lineWidth = 1;
}

function paintSlack(
  context: CanvasRenderingContext2D,
  { row, middle, chart }: RowPicture,
  x: number,
): void {
  const { scale, colours } = chart;
  const to = Math.min(scale.width, scale.x(scale.at(x) + (row.slackMs ?? 0)));
  context.strokeStyle = colours.faint;
  context.setLineDash([1, 3]);
  context.beginPath();
  context.moveTo(x + 4, middle + 0.5);
  context.lineTo(to, middle + 0.5);
  context.stroke();
  context.setLineDash([]);
}

/** A container is a bracket over all in it; a folded one shows how much of it ran when, and what failed. */
function paintContainer(context: CanvasRenderingContext2D, picture: RowPicture): void {
  const { row, middle, chart } = picture;
  const { scale, until, colours } = chart;
  const span = row.inside === null ? undefined : spanOf(row.inside(), until);
  if (span === undefined || span.to < scale.from || span.from > scale.to) return;
  const x0 = scale.x(Math.max(span.from, scale.from));
  const x1 = Math.max(x0 + 1, scale.x(Math.min(span.to, scale.to)));
  context.fillStyle = colours.strong;
  if (row.folded) {
    context.fillRect(x0, middle + BAR / 2, x1 - x0, 1);
    paintDensity(context, picture);
    return;
  }
  context.fillStyle = colours.faint;
  context.fillRect(x0, middle - 1, x1 - x0, 2);
  if (span.from >= scale.from) context.fillRect(x0, middle - 1, 1.5, 6);
  if (span.to <= scale.to) context.fillRect(x1 - 1.5, middle - 1, 1.5, 6);
}

function paintDensity(context: CanvasRenderingContext2D, { row, middle, chart }: RowPicture): void {
  if (row.inside === null) return;
  const { scale, until, colours } = chart;
  const { running, failed, most } = densityOf(row.inside(), scale, until);
  const alpha = context.globalAlpha;
  context.fillStyle = colours.state("running");
  running.forEach((count, x) => {
    if (count === 0) return;
    // A single one is seen, and the most stand out.
    context.globalAlpha = alpha * (0.35 + 0.65 * (count / most));
    const height = Math.max(2, (count / most) * BAR);
    context.fillRect(x, middle + BAR / 2 - height, 1, height);
  });
  context.globalAlpha = alpha;
  context.fillStyle = colours.state("failed");
  failed.forEach((is, x) => {
    if (is === 1) context.fillRect(x - 1, middle - BAR / 2 - 3, 3, 4);
  });
}

/** Frames what is on the path, and leads from each step to the next that is in view. */
function paintPath(context: CanvasRenderingContext2D, chart: Chart): void {
  const { rows, scale, rowHeight, colours } = chart;
  const steps = rows.flatMap(({ onPath }, index) => (onPath === null ? [] : [{ onPath, index }]));
  const ordered = steps.toSorted((a, b) => a.onPath.from - b.onPath.from);
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.5;
  ordered.forEach(({ onPath, index }, at) => {
    const middle = index * rowHeight + rowHeight / 2;
    const [x0, x1] = [scale.x(onPath.from), scale.x(onPath.to)];
    context.strokeRect(x0, middle - BAR / 2 - 2, Math.max(2, x1 - x0), BAR + 4);
    const next = ordered[at + 1];
    if (next === undefined || Math.abs(next.onPath.from - onPath.to) > 0.5) return;
    const below = next.index > index;
    const from = middle + (below ? 1 : -1) * (BAR / 2 + 2);
    const to = next.index * rowHeight + rowHeight / 2 + (below ? -1 : 1) * (BAR / 2 + 2);
    context.beginPath();
    context.moveTo(x1, from);
    context.lineTo(x1, to);
    context.stroke();
  });
  context.lineWidth = 1;
}
