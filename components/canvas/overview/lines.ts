/** The lines between boxes on the picture. */
import type { Area } from "@/core/layout/sight";
import type { LayoutLine, LineType } from "@/core/layout/types";
import type { Brush } from "./brush";

/** Lines are left out from where they would lie on each other. */
const LEAST_LINED = 0.08;
/** Dashes and beads are seen from here on. */
const LEAST_STYLED = 0.25;

const COLOURS: Record<LineType, string> = {
  value: "var(--rail)",
  order: "var(--rail)",
  failure: "var(--danger)",
  sheet: "var(--line-strong)",
};

/** As `Lines` draws them. */
const STYLES: Record<LineType, { dash: number[]; width: number }> = {
  value: { dash: [], width: 1.5 },
  order: { dash: [4, 4], width: 1.5 },
  failure: { dash: [0.1, 5], width: 2.5 },
  sheet: { dash: [], width: 1.5 },
};

/** Those of a part of the drawing. */
export function paintLines(
  brush: Brush,
  lines: readonly LayoutLine[],
  { part, zoom }: { part: Area; zoom: number },
): void {
  if (zoom < LEAST_LINED) return;
  const seen = lines.filter(({ points }) => isSeen(points, part));
  if (zoom < LEAST_STYLED) paintPlain(brush, seen, Math.max(1.5, 0.75 / zoom));
  else paintStyled(brush, seen);
}

function isSeen(points: LayoutLine["points"], area: Area): boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return left <= area.right && right >= area.left && top <= area.bottom && bottom >= area.top;
}

/** All lines are level or upright, so each piece is a thin rectangle. */
function paintPlain({ context, colours }: Brush, lines: readonly LayoutLine[], width: number) {
  let last: LineType | null = null;
  for (const { type, points } of lines) {
    if (type !== last) context.fillStyle = colours(COLOURS[type]);
    last = type;
    for (let index = 1; index < points.length; index += 1) {
      const [fromX, fromY] = points[index - 1] ?? [0, 0];
      const [toX, toY] = points[index] ?? [0, 0];
      const [left, top] = [Math.min(fromX, toX), Math.min(fromY, toY)];
      const [wide, high] = [Math.abs(fromX - toX), Math.abs(fromY - toY)];
      context.fillRect(left - width / 2, top - width / 2, wide + width, high + width);
    }
  }
}

function paintStyled({ context, colours }: Brush, lines: readonly LayoutLine[]): void {
  const types = new Set(lines.map(({ type }) => type));
  context.lineJoin = "round";
  for (const type of types) {
    const some = lines.filter((line) => line.type === type);
    const { dash, width } = STYLES[type];
    context.beginPath();
    for (const { points } of some)
      points.forEach(([x, y], index) => {
        if (index === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      });
    context.setLineDash(dash);
    context.lineCap = type === "failure" ? "round" : "butt";
    context.lineWidth = width;
    context.strokeStyle = colours(COLOURS[type]);
    context.stroke();
  }
  context.setLineDash([]);
  context.lineCap = "butt";
  context.fillStyle = colours(COLOURS.value);
  for (const { bead } of lines) {
    if (bead === undefined) continue;
    context.beginPath();
    context.arc(bead[0], bead[1], 2.5, 0, 2 * Math.PI);
    context.fill();
  }
}
