/** A task on the picture, as `TaskNode` shows it: a person should not see which of the two is drawn. */
import { formatDuration, formatElapsed } from "@/core/format";
import type { LayoutBox } from "@/core/layout/types";
import { MARK_WORDS, STATE_WORDS } from "../state-words";
import type { FaceState, NodeFace } from "../types";
import { paintCard, paintMark, paintWords, type Brush, type Edge } from "./brush";
import { stateColour } from "./colours";

const DASHED = [4, 3];
const DOTTED = [1, 2];

function edgeOf(state: FaceState): Edge {
  switch (state) {
    case "draft":
      return { colour: "var(--line-strong)", width: 1 };
    case "pending":
      return { colour: "var(--line)", width: 1 };
    case "scheduled":
      return { colour: "var(--line-strong)", width: 1, dash: DASHED };
    case "skipped":
      return { colour: "var(--line-strong)", width: 1, dash: DOTTED };
    case "succeeded":
      return { colour: stateColour(state, 60), width: 1 };
    case "running":
    case "failed":
      return { colour: stateColour(state), width: 2 };
    case "retrying":
      return { colour: stateColour(state), width: 2, dash: DASHED };
    case "queued":
    case "revoked":
    case "held":
      return { colour: stateColour(state), width: 1 };
  }
}

export interface Nearness {
  /** Names can be read. */
  hasNames: boolean;
  /** So can what stands below them. */
  hasDetails: boolean;
}

export interface Shown {
  face: NodeFace;
  near: Nearness;
}

export function paintTask(brush: Brush, box: LayoutBox, { face, near }: Shown): void {
  const { x, y, width } = box;
  const { state } = face;
  const edge = edgeOf(state);
  const fill = state === "failed" ? stateColour("failed", 9) : "var(--panel)";
  paintCard(brush, box, { ...edge, fill });
  const left = x + 12 + edge.width;
  paintMark(brush, { state, progress: face.progress, x: left, y: y + 16, side: 16 });
  if (near.hasNames) {
    const line = { x: left + 26, width: width - 50 - 2 * edge.width };
    paintTitle(brush, face, { ...line, y: y + 20.7 });
    if (near.hasDetails) paintDetail(brush, face, { ...line, y: y + 37.4 });
  }
  if (near.hasDetails) paintChips(brush, box, face);
  paintOutline(brush, box, face);
}

/** A preview outlines what it would touch. */
const OUTLINES: Partial<Record<NonNullable<NodeFace["mark"]>, Omit<Edge, "width">>> = {
  willRun: { colour: "var(--accent)", dash: DASHED },
  succeeds: { colour: "var(--accent)" },
  willStop: { colour: stateColour("revoked"), dash: DASHED },
};

function paintOutline({ context, colours }: Brush, box: LayoutBox, { mark }: NodeFace): void {
  const outline = mark === undefined ? undefined : OUTLINES[mark];
  if (outline === undefined) return;
  context.beginPath();
  context.roundRect(box.x - 4, box.y - 4, box.width + 8, box.height + 8, 12);
  context.strokeStyle = colours(outline.colour);
  context.lineWidth = 2;
  context.setLineDash([...(outline.dash ?? [])]);
  context.stroke();
  context.setLineDash([]);
}

interface Line {
  x: number;
  y: number;
  width: number;
}

function paintTitle(brush: Brush, face: NodeFace, { x, y, width }: Line): void {
  const before = paintWords(brush, {
    ...{ text: face.namespace ?? "", x, y, width, colour: "var(--faint)", font: "400 13px" },
  });
  const colour = face.state === "skipped" ? "var(--faint)" : "var(--ink)";
  const room = { x: x + before, y, width: width - before };
  const wide = paintWords(brush, { text: face.title, ...room, colour, font: "500 13px" });
  if (face.state === "revoked") brush.context.fillRect(x, y - 4.5, before + wide, 1);
}

function paintDetail(brush: Brush, face: NodeFace, { x, y, width }: Line): void {
  const { state } = face;
  const words = face.revoking === true ? "Revoking" : (face.detail ?? STATE_WORDS[state]);
  const time = timeOf(face);
  const taken =
    time === ""
      ? 0
      : paintWords(brush, {
          ...{ text: time, x: x + width, y, width, colour: "var(--faint)", align: "right" },
        }) + 6;
  paintWords(brush, {
    ...{ text: words, x, y, width: width - taken },
    colour: state === "failed" ? "var(--danger)" : "var(--soft)",
    ...(state === "draft" ? { font: "11px", isMono: true } : {}),
  });
}

function timeOf({ state, startedAt, finishedAt }: NodeFace): string {
  if (startedAt === undefined || state === "queued" || state === "failed") return "";
  return finishedAt === undefined
    ? formatElapsed(Date.now() - startedAt)
    : formatDuration(finishedAt - startedAt);
}

/** What hangs on the corner, from right to left. */
export function chipsOf(face: NodeFace): { text: string; colour: string }[] {
  const strong = "var(--line-strong)";
  return [
    ...(face.mark === undefined ? [] : [{ text: MARK_WORDS[face.mark], colour: strong }]),
    ...(face.optional === true ? [{ text: "optional", colour: strong }] : []),
    ...(face.attempt === undefined
      ? []
      : [{ text: `attempt ${face.attempt}`, colour: stateColour("retrying") }]),
  ];
}

/** What a node shows on its corner. */
export function paintChips(brush: Brush, box: LayoutBox, face: NodeFace): void {
  const { context, colours } = brush;
  // They are placed from within the edge.
  const edge = face.kind === "task" ? edgeOf(face.state).width : 1;
  const top = box.y + edge - 8;
  let right = box.x + box.width - 8 - edge;
  for (const { text, colour } of chipsOf(face)) {
    context.font = `11px ${brush.family}`;
    const width = context.measureText(text).width + 10;
    context.beginPath();
    context.roundRect(right - width + 0.5, top + 0.5, width - 1, 15, 4);
    context.fillStyle = colours("var(--panel)");
    context.fill();
    context.strokeStyle = colours(colour);
    context.lineWidth = 1;
    context.stroke();
    const ink = colour === "var(--line-strong)" ? "var(--soft)" : colour;
    paintWords(brush, {
      ...{ text, x: right - width + 5, y: top + 12, width, colour: ink, font: "11px" },
    });
    right -= width + 4;
  }
}
