/**
 * The drawing from so far that nothing can be read: nothing but rectangles, those of one colour after each
 * other. Ten thousand of them are a picture in a few milliseconds.
 */
import type { LayoutBox } from "@/core/layout/types";
import type { StackCounts } from "../stack-model";
import { shareColour, sharesOf } from "../state-shares";
import type { FaceState } from "../types";
import type { Brush } from "./brush";
import { groundOf, stateColour } from "./colours";

/** Lower than this on the screen, a box is its colour alone. */
const LEAST_EDGED = 6;
const BAR = { inset: 12, height: 10 };

/** What failed or runs is filled. */
const FILLED: ReadonlySet<FaceState> = new Set([
  "failed",
  "running",
  "retrying",
  "revoked",
  "held",
]);
const edgeOf = (state: FaceState) =>
  state === "draft" || state === "pending" ? "var(--line-strong)" : stateColour(state);
/** Quiet while all is well, as the node's own edge is. */
const insideOf = (state: FaceState) =>
  stateColour(state, FILLED.has(state) ? 90 : state === "draft" ? 0 : 35);

function fill({ context }: Brush, box: LayoutBox, inset: number): void {
  context.fillRect(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset);
}

export function paintFarFrame(
  brush: Brush,
  box: LayoutBox,
  look: { state: FaceState; pixel: number },
) {
  const { context, colours } = brush;
  context.fillStyle = colours(edgeOf(look.state));
  fill(brush, box, 0);
  context.fillStyle = colours(groundOf(box.depth));
  fill(brush, box, look.pixel);
}

/** The edge of a frame alone: what lies in it stays as it is. */
export function repaintFarFrame(
  { context, colours }: Brush,
  { x, y, width, height }: LayoutBox,
  { state, pixel }: { state: FaceState; pixel: number },
): void {
  context.fillStyle = colours(edgeOf(state));
  context.fillRect(x, y, width, pixel);
  context.fillRect(x, y + height - pixel, width, pixel);
  context.fillRect(x, y, pixel, height);
  context.fillRect(x + width - pixel, y, pixel, height);
}

/** These have one state: a colour is set once for all of them. */
export function paintFarTasks(
  brush: Brush,
  tasks: readonly LayoutBox[],
  { state, pixel }: { state: FaceState; pixel: number },
): void {
  const { context, colours } = brush;
  const isEdged = (tasks[0]?.height ?? 0) / pixel >= LEAST_EDGED;
  if (isEdged) {
    context.fillStyle = colours(stateColour(state));
    for (const box of tasks) fill(brush, box, 0);
  }
  context.fillStyle = colours(isEdged ? insideOf(state) : edgeOf(state));
  const alpha = context.globalAlpha;
  // Without room for an edge the colour has to tell alone, and what is well stays quiet.
  if (!isEdged && !FILLED.has(state)) context.globalAlpha = alpha * 0.55;
  for (const box of tasks) fill(brush, box, isEdged ? pixel : 0);
  context.globalAlpha = alpha;
}

export function paintFarStack(
  brush: Brush,
  box: LayoutBox,
  look: { state: FaceState; counts: StackCounts; pixel: number },
): void {
  const { context, colours } = brush;
  context.fillStyle = colours(edgeOf(look.state));
  fill(brush, box, 0);
  context.fillStyle = colours("var(--panel)");
  fill(brush, box, look.pixel);
  const wide = box.width - 2 * BAR.inset;
  for (const { state, from, share } of sharesOf(look.counts)) {
    context.fillStyle = colours(
      FILLED.has(state) || state === "pending" ? shareColour(state) : insideOf(state),
    );
    const high = box.height - 2 * BAR.height;
    context.fillRect(box.x + BAR.inset + from * wide, box.y + BAR.height, share * wide, high);
  }
}
