"use client";
import { useTheme } from "next-themes";
import { useEffect, useRef, useState } from "react";
import type { MouseEvent } from "react";
import { useStore } from "zustand";
import { cellAt, createCellPainter, rowsOf } from "./cell-painter";
import type { CellGrid, CellPalette } from "./cell-painter";
import { useCanvas } from "./context";
import { cellState, isCellDimmed, membersPerCell } from "./stack-model";
import { STATE_WORDS } from "./state-words";

interface CellCanvasProps {
  memberIds: string[];
  columns: number;
  cell: number;
}

/** One cell for each member, in order, live. Hover names a member, click selects it. */
export function CellCanvas({ memberIds, columns, cell }: CellCanvasProps) {
  const { source, select } = useCanvas();
  const { resolvedTheme } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<number | null>(null);
  const each = membersPerCell(memberIds.length);
  const grid: CellGrid = { count: Math.ceil(memberIds.length / each), columns, cell };
  const { count } = grid;

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const painter = createCellPainter(element, { count, columns, cell }, readPalette(element));
    const lookOf = (index: number) => ({
      state: cellState(memberIds, source, index),
      isDimmed: isCellDimmed(memberIds, source, index),
    });
    painter.paint(lookOf);
    const places = new Map(memberIds.map((id, index) => [id, Math.floor(index / each)]));
    return source.subscribeAll((changed) => {
      const touched = new Set<number>();
      for (const id of changed) {
        const place = places.get(id);
        if (place !== undefined) touched.add(place);
      }
      painter.paint(lookOf, touched);
    });
    // The theme is read from the document, not passed: a change of it repaints.
  }, [memberIds, source, count, columns, cell, each, resolvedTheme]);

  // Under React Flow's transform the rectangle is scaled; offsetX is not.
  const cellUnder = (event: MouseEvent<HTMLCanvasElement>) =>
    cellAt(grid, event.nativeEvent.offsetX, event.nativeEvent.offsetY);

  return (
    <div className="relative">
      <canvas
        ref={canvas}
        aria-hidden
        style={{ width: columns * cell, height: rowsOf(grid) * cell }}
        className="block cursor-pointer"
        onMouseMove={(event) => setHover(cellUnder(event))}
        onMouseLeave={() => setHover(null)}
        onClick={(event) => {
          const index = cellUnder(event);
          const id = index === null ? undefined : memberIds[index * each];
          if (id === undefined) return;
          event.stopPropagation();
          select(id, { additive: false });
        }}
      />
      <SelectedCell memberIds={memberIds} grid={grid} each={each} />
      {hover === null ? null : <CellHint memberIds={memberIds} grid={grid} index={hover} />}
    </div>
  );
}

interface CellMarkProps {
  memberIds: string[];
  grid: CellGrid;
}

function SelectedCell({ memberIds, grid, each }: CellMarkProps & { each: number }) {
  const { store } = useCanvas();
  const one = useStore(store, (state) =>
    state.selected.size === 1 ? [...state.selected][0] : null,
  );
  const index = one == null ? -1 : memberIds.indexOf(one);
  if (index < 0) return null;
  const place = Math.floor(index / each);
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute rounded-[2px] outline-2 outline-offset-1 outline-focus"
      style={{ ...cornerOf(grid, place), width: grid.cell - 1, height: grid.cell - 1 }}
    />
  );
}

function CellHint({ memberIds, grid, index }: CellMarkProps & { index: number }) {
  const { source } = useCanvas();
  const each = membersPerCell(memberIds.length);
  const id = memberIds[index * each];
  const face = id === undefined ? undefined : source.get(id);
  if (face === undefined) return null;
  const corner = cornerOf(grid, index);
  return (
    <span
      className="pointer-events-none absolute z-10 rounded-chip bg-accent px-2 py-0.5 text-meta whitespace-nowrap text-on-accent"
      style={{ left: corner.left + grid.cell + 4, top: corner.top - 6 }}
    >
      {index * each + 1}. {face.title} · {STATE_WORDS[face.state]}
    </span>
  );
}

function cornerOf(grid: CellGrid, index: number) {
  return {
    left: (index % grid.columns) * grid.cell,
    top: Math.floor(index / grid.columns) * grid.cell,
  };
}

/** The colours as the document has them now: a canvas cannot read custom properties itself. */
function readPalette(element: HTMLElement): CellPalette {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.parentElement?.append(probe);
  const read = (className: string, style: string) => {
    probe.className = className;
    probe.style.color = style;
    return getComputedStyle(probe).color;
  };
  const ground = read("", "var(--panel)");
  probe.remove();
  return {
    ground,
    colour(state) {
      element.parentElement?.append(probe);
      const colour = read(`state-${state}`, "var(--state)");
      probe.remove();
      return colour;
    },
  };
}
