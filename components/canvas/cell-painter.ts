/**
 * Draws members of a stack as cells on one canvas element. Each state has a shape besides its colour, and
 * only the cells that changed are drawn again.
 */
import type { FaceState } from "./types";

export interface CellGrid {
  count: number;
  columns: number;
  /** Side of a cell with its gap, in CSS pixels. */
  cell: number;
}

export interface CellPalette {
  colour: (state: FaceState) => string;
  ground: string;
}

export interface CellLook {
  state: FaceState;
  /** A filter looks for others. */
  isDimmed: boolean;
}

export interface CellPainter {
  /** Draws the cells that look different from what is drawn. */
  paint(look: (index: number) => CellLook, indices?: Iterable<number>): void;
}

/** Rows that a grid needs. */
export function rowsOf(grid: CellGrid): number {
  return Math.ceil(grid.count / grid.columns);
}

/** The cell under a point, `null` between and beyond the cells. */
export function cellAt(grid: CellGrid, x: number, y: number): number | null {
  const column = Math.floor(x / grid.cell);
  const row = Math.floor(y / grid.cell);
  const index = row * grid.columns + column;
  const inside = column >= 0 && column < grid.columns && row >= 0 && index < grid.count;
  return inside ? index : null;
}

export function createCellPainter(
  canvas: HTMLCanvasElement,
  grid: CellGrid,
  palette: CellPalette,
): CellPainter {
  const scale = Math.max(1, Math.ceil(window.devicePixelRatio));
  canvas.width = grid.columns * grid.cell * scale;
  canvas.height = rowsOf(grid) * grid.cell * scale;
  const context = canvas.getContext("2d");
  const drawn: (CellLook | undefined)[] = [];
  const colours = new Map<FaceState, string>();
  const colour = (state: FaceState) => {
    const known = colours.get(state) ?? palette.colour(state);
    colours.set(state, known);
    return known;
  };
  context?.scale(scale, scale);
  return {
    paint(look, indices = Array.from({ length: grid.count }, (_, index) => index)) {
      if (context === null) return;
      for (const index of indices) {
        const { state, isDimmed } = look(index);
        if (drawn[index]?.state === state && drawn[index].isDimmed === isDimmed) continue;
        drawn[index] = { state, isDimmed };
        const x = (index % grid.columns) * grid.cell;
        const y = Math.floor(index / grid.columns) * grid.cell;
        context.clearRect(x, y, grid.cell, grid.cell);
        const paint = { colour: colour(state), ground: palette.ground };
        const cell = { x, y, side: grid.cell - 1, state };
        context.save();
        if (isDimmed) context.globalAlpha = DIMMED;
        paintCell(context, cell, paint);
        context.restore();
      }
    },
  };
}

const DIMMED = 0.2;

export interface Cell {
  x: number;
  y: number;
  side: number;
  state: FaceState;
}

/** One cell: colour and shape of a state. */
export function paintCell(
  context: CanvasRenderingContext2D,
  { x, y, side, state }: Cell,
  { colour, ground }: { colour: string; ground: string },
): void {
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  const inset = side * 0.3;
  switch (state) {
    case "succeeded":
      // Quiet: what needs a person stands out among thousands that went well.
      context.globalAlpha *= 0.6;
      context.fillRect(x, y, side, side);
      return;
    case "failed":
    case "revoked":
    case "running":
      context.fillRect(x, y, side, side);
      break;
    case "pending":
    case "draft":
      context.fillRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
      return;
    case "skipped":
      line(context, [x + 0.5, y + side - 0.5], [x + side - 0.5, y + 0.5]);
      return;
    case "scheduled":
    case "queued":
    case "retrying":
    case "held":
      context.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1);
  }
  context.fillStyle = ground;
  context.strokeStyle = ground;
  context.lineWidth = Math.max(1, side / 7);
  if (state === "failed") {
    line(context, [x + inset, y + inset], [x + side - inset, y + side - inset]);
    line(context, [x + side - inset, y + inset], [x + inset, y + side - inset]);
  }
  if (state === "revoked") context.fillRect(x + inset, y + side / 2 - 0.5, side - 2 * inset, 1.5);
  if (state === "running")
    context.fillRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
  if (state === "retrying" || state === "held") {
    context.fillStyle = colour;
    context.fillRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
  }
}

function line(context: CanvasRenderingContext2D, from: [number, number], to: [number, number]) {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}
