/** Frames and stacks on the picture, as `FrameNode` and `StackNode` show them. */
import { formatCount, formatExact } from "@/core/format";
import { FOLD_OVER, type LayoutBox } from "@/core/layout/types";
import { paintCell } from "../cell-painter";
import { markOf } from "../faces";
import { countWords, type StackCounts } from "../stack-model";
import { shareColour, sharesOf } from "../state-shares";
import type { FaceState } from "../types";
import { paintCard, paintIcon, paintMark, paintWords, type Brush } from "./brush";
import { groundOf, stateColour } from "./colours";
import { paintChips, type Shown } from "./near-task";

/** The edge of a container is quieter than that of a task. */
const EDGE_SHARES: Partial<Record<FaceState, number>> = {
  running: 55,
  failed: 100,
  revoked: 60,
  succeeded: 45,
};

export function frameEdge(state: FaceState): string {
  const share = EDGE_SHARES[state];
  return share === undefined ? "var(--line-strong)" : stateColour(state, share);
}

/** The ground of an open container; its members are painted over it. */
export function paintFrame(brush: Brush, box: LayoutBox, { face, near }: Shown): void {
  const edge = { colour: frameEdge(face.state), width: 1 };
  paintCard(brush, box, { ...edge, fill: groundOf(box.depth) });
  paintTab(brush, box, { face, near, isFolded: false });
  if (near.hasDetails) paintChips(brush, box, face);
}

/** The head of a frame alone, over what was there: nothing else lies in it. */
export function repaintTab(brush: Brush, box: LayoutBox, { face, near }: Shown): void {
  const { context, colours } = brush;
  context.fillStyle = colours(groundOf(box.depth));
  context.fillRect(box.x + 2, box.y + 2, box.width - 4, 30);
  paintTab(brush, box, { face, near, isFolded: false });
}

interface Tab extends Shown {
  isFolded: boolean;
}

const CHEVRONS = { open: "M6 9l6 6 6-6", folded: "M9 18l6-6-6-6" };

function paintTab(brush: Brush, box: LayoutBox, { face, near, isFolded }: Tab): void {
  const { context, colours } = brush;
  const [top, faint] = [box.y + 1, "var(--faint)"];
  const icon = brush.icons.kind(face.kind);
  const at = { x: box.x + 13, y: top + 9, side: 14, colour: colours(faint) };
  if (icon !== undefined) paintIcon(brush, icon, at);
  let right = box.x + box.width - 1 - 4 - 24 - 4;
  if (near.hasDetails) {
    context.save();
    context.translate(right + 9, top + 9);
    context.scale(14 / 24, 14 / 24);
    context.lineWidth = 2;
    context.strokeStyle = colours(faint);
    context.stroke(new Path2D(isFolded ? CHEVRONS.folded : CHEVRONS.open));
    context.restore();
  }
  if (face.state !== "draft") {
    const mark = { progress: face.progress, y: top + 9, side: 14 };
    paintMark(brush, { ...mark, state: markOf(face), x: right - 14 });
    right -= 22;
    if (face.unsettled === true && face.state !== "running" && face.state !== "pending") {
      paintMark(brush, { ...mark, state: face.held === true ? "held" : "running", x: right - 14 });
      right -= 22;
    }
    if (near.hasDetails && face.progress !== undefined && face.progress.total > 0) {
      const { completed, total } = face.progress;
      const text = `${formatCount(completed)}/${formatCount(total)}`;
      const words = { text, x: right, y: top + 20.4, width: 80, colour: "var(--soft)" };
      right -= paintWords(brush, { ...words, align: "right" }) + 8;
    }
  }
  if (!near.hasNames) return;
  const line = { x: box.x + 35, y: top + 20.4 };
  const room = right - line.x;
  const before = paintWords(brush, {
    ...{ text: face.namespace ?? "", ...line, width: room, colour: faint },
  });
  const title = { text: face.title, ...line, x: line.x + before, width: room - before };
  const wide = paintWords(brush, { ...title, colour: "var(--ink)", font: "500 12px" }) + before;
  if (!near.hasDetails) return;
  paintWords(brush, {
    ...{ text: face.detail ?? "", ...line, x: line.x + wide + 8, width: room - wide - 8 },
    colour: "var(--soft)",
  });
}

export interface StackLook extends Shown {
  counts: StackCounts;
  cell: (index: number) => { state: FaceState; isDimmed: boolean };
  cells: number;
}

/** Where words, bar and cells of a stack begin. */
export function stackRows(box: LayoutBox) {
  const top = box.y + 1 + (box.type === "stack" ? 32 : 8);
  return { words: top, bar: top + 24, cells: top + 38, left: box.x + 13 };
}

export function paintStack(brush: Brush, box: LayoutBox, look: StackLook): void {
  const { context } = brush;
  if (box.type === "stack") {
    const edge = { colour: "var(--line-strong)", width: 1, fill: "var(--panel)" };
    paintCard(brush, { ...box, x: box.x + 3, y: box.y + 3 }, edge);
  }
  const edge = { colour: frameEdge(look.face.state), width: 1 };
  paintCard(brush, box, { ...edge, fill: "var(--panel)" });
  paintStackHead(brush, box, look);
  const { cells, left } = stackRows(box);
  context.save();
  context.translate(left, cells);
  for (let index = 0; index < look.cells; index += 1) paintMember(brush, box, { look, index });
  context.restore();
}

/** What a stack says of all its members, over what it said before. */
export function paintStackHead(brush: Brush, box: LayoutBox, look: StackLook): void {
  const { context, colours } = brush;
  const { words, bar, cells, left } = stackRows(box);
  const top = box.y + 2;
  context.fillStyle = colours("var(--panel)");
  context.fillRect(box.x + 2, top, box.width - 4, cells - top - 2);
  if (box.type === "stack")
    paintTab(brush, box, { face: look.face, near: look.near, isFolded: true });
  const width = box.width - 26;
  if (look.near.hasDetails) {
    const failed = look.counts.states.find(({ state }) => state === "failed")?.count ?? 0;
    const line = { y: words + 14.4, width };
    const text = failed === 0 ? "" : `${formatExact(failed)} failed`;
    if (box.type === "cells") line.width -= paintMore(brush, box, look);
    const danger = { text, x: left + 4, ...line, colour: "var(--danger)", font: "500 12px" };
    const taken = failed === 0 ? 0 : paintWords(brush, danger) + 14;
    const rest = { text: countWords(look.counts), x: left + taken, y: line.y };
    paintWords(brush, { ...rest, width: line.width - taken, colour: "var(--soft)" });
  }
  for (const { state, from, share, opacity } of sharesOf(look.counts)) {
    context.globalAlpha *= opacity;
    context.fillStyle = colours(shareColour(state));
    context.fillRect(left + from * width, bar, Math.max(1, share * width - 1), 6);
    context.globalAlpha /= opacity;
  }
}

/** The button that unfolds the next page. Answers the room that it takes. */
function paintMore(brush: Brush, box: LayoutBox, { counts }: StackLook): number {
  const text = `Show ${Math.min(FOLD_OVER, counts.total)} more`;
  const at = { x: box.x + box.width - 17, y: stackRows(box).words + 14.4, width: 120 };
  const words = { text, ...at, colour: "var(--soft)", font: "500 12px", align: "right" } as const;
  return paintWords(brush, words) + 16;
}

interface Member {
  look: Pick<StackLook, "cell">;
  index: number;
}

/** One cell, the context at the corner of all of them. */
export function paintMember(brush: Brush, box: LayoutBox, { look, index }: Member): void {
  const { context, colours } = brush;
  const { cell: side, columns } = box;
  const { state, isDimmed } = look.cell(index);
  const [x, y] = [(index % columns) * side, Math.floor(index / columns) * side];
  context.fillStyle = colours("var(--panel)");
  context.fillRect(x, y, side, side);
  const alpha = context.globalAlpha;
  if (isDimmed) context.globalAlpha = alpha * 0.2;
  const ground = colours("var(--panel)");
  paintCell(
    context,
    { x, y, side: side - 1, state },
    { colour: colours(stateColour(state)), ground },
  );
  context.globalAlpha = alpha;
}
