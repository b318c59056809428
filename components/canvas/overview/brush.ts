/** What all of the picture is painted with, in the drawing's own coordinates. */
import type { NodeKind } from "@/core/node";
import type { FaceState } from "../types";
import { stateColour, type Colours } from "./colours";
import type { Icon } from "./icons";

/** Icons by what they stand for. */
export interface Icons {
  state: (state: FaceState) => Icon | undefined;
  kind: (kind: NodeKind) => { icon: Icon; turn: number } | undefined;
}

export interface Brush {
  context: CanvasRenderingContext2D;
  colours: Colours;
  icons: Icons;
  /** Family of the document's text. */
  family: string;
  /** A text as long as there is room for it, with dots where it was cut, and how wide it is then. */
  fitted: (text: string, width: number) => Fitted;
}

interface Fitted {
  text: string;
  width: number;
}

interface Kit {
  colours: Colours;
  icons: Icons;
  family: string;
}

/** Texts are cut the same way as long as they are shown. */
const MOST_KNOWN = 5_000;

export function createBrush(context: CanvasRenderingContext2D, kit: Kit): Brush {
  const known = new Map<string, Fitted>();
  return {
    context,
    ...kit,
    fitted(text, width) {
      const key = `${context.font}|${width}|${text}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      if (known.size > MOST_KNOWN) known.clear();
      const cut = cutText(context, text, width);
      const fitted = { text: cut, width: context.measureText(cut).width };
      known.set(key, fitted);
      return fitted;
    },
  };
}

function cutText(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let [least, most] = [0, text.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) least = middle;
    else most = middle - 1;
  }
  return least === 0 ? "" : `${text.slice(0, least)}…`;
}

export interface Card {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Edge {
  colour: string;
  width: number;
  dash?: readonly number[];
}

const RADIUS = 8;

/** A box with round corners, its edge inside of it as CSS has it. */
export function paintCard({ context, colours }: Brush, card: Card, look: Edge & { fill: string }) {
  const { x, y, width, height } = card;
  context.beginPath();
  context.roundRect(x, y, width, height, RADIUS);
  context.fillStyle = colours(look.fill);
  context.fill();
  const half = look.width / 2;
  context.beginPath();
  context.roundRect(x + half, y + half, width - look.width, height - look.width, RADIUS - half);
  context.strokeStyle = colours(look.colour);
  context.lineWidth = look.width;
  context.setLineDash([...(look.dash ?? [])]);
  context.stroke();
  if (look.dash !== undefined) context.setLineDash([]);
}

/** An icon in a square of this side. */
export function paintIcon(
  { context }: Brush,
  { icon, turn = 0 }: { icon: Icon; turn?: number },
  { x, y, side, colour }: { x: number; y: number; side: number; colour: string },
): void {
  const drawn = icon.isFilled ? side * 0.75 : side;
  const alpha = context.globalAlpha;
  context.save();
  context.translate(x + side / 2, y + side / 2);
  context.rotate((turn * Math.PI) / 180);
  context.scale(drawn / icon.side, drawn / icon.side);
  context.translate(-icon.side / 2, -icon.side / 2);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = icon.strokeWidth;
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const { path, opacity } of icon.shapes) {
    context.globalAlpha = alpha * opacity;
    if (icon.isFilled) context.fill(path);
    context.stroke(path);
  }
  context.restore();
}

interface Mark {
  state: FaceState;
  progress?: { completed: number; total: number } | undefined;
  x: number;
  y: number;
  side: number;
}

/** The mark of a state, as `StateMark` shows it. */
export function paintMark(brush: Brush, { state, progress, x, y, side }: Mark): void {
  const { context } = brush;
  const colour = brush.colours(stateColour(state));
  if (state === "draft") {
    context.beginPath();
    context.arc(x + side / 2, y + side / 2, (side * 11) / 24 - 0.75, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.stroke();
    return;
  }
  if (state !== "running") {
    const icon = brush.icons.state(state);
    if (icon !== undefined) paintIcon(brush, { icon }, { x, y, side, colour });
    return;
  }
  const known = progress !== undefined && progress.total > 1;
  const share = known ? Math.min(1, progress.completed / progress.total) : 0.28;
  const ring = (part: number) => {
    context.beginPath();
    const from = -Math.PI / 2;
    const radius = (side * 6) / 16;
    context.arc(x + side / 2, y + side / 2, radius, from, from + part * 2 * Math.PI);
    context.stroke();
  };
  context.strokeStyle = colour;
  context.lineWidth = (side * 2.5) / 16;
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.25;
  ring(1);
  context.globalAlpha = alpha;
  if (share > 0) ring(share);
}

interface Words {
  text: string;
  x: number;
  /** Of the baseline. */
  y: number;
  width: number;
  colour: string;
  /** CSS, without the family. @default "12px" */
  font?: string;
  isMono?: boolean;
  align?: "left" | "right";
}

/** One line of text. Answers how wide it is. */
export function paintWords({ context, colours, family, fitted }: Brush, words: Words): number {
  const { text, x, y, width, colour, font = "12px", isMono = false, align = "left" } = words;
  if (text === "" || width <= 0) return 0;
  context.font = `${font} ${isMono ? "'JetBrains Mono Variable', monospace" : family}`;
  context.fillStyle = colours(colour);
  context.textAlign = align;
  const cut = fitted(text, width);
  context.fillText(cut.text, x, y);
  return cut.width;
}
