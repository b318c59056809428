/** Paints how many steps ran and waited over a run, as one small curve. */
import type { Load, TimeScale } from "@/core/timeline";
import { contextOf, type ChartColours } from "./colours";

interface LoadPicture {
  loads: readonly Load[];
  scale: TimeScale;
  until: number;
  colours: ChartColours;
}

const HEIGHT = 26;

/** The highest load at each pixel. */
function peaks({ loads, scale, until }: LoadPicture, of: "running" | "queued"): Uint32Array {
  const width = Math.max(1, Math.floor(scale.width));
  const peak = new Uint32Array(width);
  loads.forEach((load, index) => {
    const count = load[of];
    const next = loads[index + 1]?.at ?? until;
    if (count === 0 || next < load.at) return;
    const x0 = Math.max(0, Math.floor(scale.x(load.at)));
    const x1 = Math.min(width - 1, Math.floor(scale.x(next)));
    for (let x = x0; x <= x1; x += 1) peak[x] = Math.max(peak[x] ?? 0, count);
  });
  return peak;
}

export function paintLoad(canvas: HTMLCanvasElement, picture: LoadPicture): void {
  const { scale, colours } = picture;
  const context = contextOf(canvas, scale.width, HEIGHT);
  if (context === null) return;
  const running = peaks(picture, "running");
  const most = running.reduce((high, each) => Math.max(high, each), 1);
  context.fillStyle = colours.state("running");
  context.globalAlpha = 0.55;
  running.forEach((count, x) => {
    if (count === 0) return;
    const height = Math.max(3, (count / most) * (HEIGHT - 5));
    context.fillRect(x, HEIGHT - height, 1, height);
  });
  context.globalAlpha = 1;
  context.strokeStyle = colours.strong;
  context.setLineDash([2, 3]);
  for (const { isBreak, x0, x1 } of scale.pieces) {
    if (!isBreak) continue;
    context.beginPath();
    context.moveTo(Math.round((x0 + x1) / 2) + 0.5, 2);
    context.lineTo(Math.round((x0 + x1) / 2) + 0.5, HEIGHT - 2);
    context.stroke();
  }
}
