/** Second pass, container before its members: where everything is. */
import { rail, strokesOfCallbacks, strokesOfLanes } from "./lines";
import type { Spot, Stroke } from "./lines";
import { insets } from "./measure";
import type { Block, Content, Lanes, Part, Unit } from "./measured";
import { SIZES } from "./types";
import type { Direction, LayoutBox, LayoutLine } from "./types";

/** The frame around what is placed, and the node it belongs to. */
interface Around {
  frameId: string | null;
  parentId: string | null;
  depth: number;
}

export interface Placed {
  boxes: LayoutBox[];
  lines: LayoutLine[];
}

/** Gives every box and line of a measured drawing its absolute place. */
export function place(root: Unit, direction: Direction): Placed {
  const placer = createPlacer(direction);
  placer.unit(root, [0, 0], { frameId: null, parentId: null, depth: 0 });
  return placer.placed;
}

function createPlacer(direction: Direction) {
  const placed: Placed = { boxes: [], lines: [] };
  const down = direction === "down";
  const inset = insets(direction);

  function point([main, cross]: Spot): [x: number, y: number] {
    return down ? [cross, main] : [main, cross];
  }

  function draw(strokes: Stroke[], frameId: string | null) {
    for (const { type, points, bead } of strokes) {
      const line = { frameId, type, points: points.map(point) };
      placed.lines.push(bead === undefined ? line : { ...line, bead: point(bead) });
    }
  }

  function unit(measured: Unit, at: Spot, around: Around) {
    const { tree, content } = measured;
    const block = content.type === "stack" ? content.block : null;
    placed.boxes.push({
      id: tree.id,
      type: content.type,
      nodeId: tree.id,
      kind: tree.kind,
      role: tree.role,
      // Named one by one: spreading objects takes longer than all the rest.
      frameId: around.frameId,
      parentId: around.parentId,
      depth: around.depth,
      x: down ? at[1] : at[0],
      y: down ? at[0] : at[1],
      width: down ? measured.boxCross : measured.boxMain,
      height: down ? measured.boxMain : measured.boxCross,
      memberIds: block === null ? [] : tree.members.map((member) => member.id),
      columns: block?.columns ?? 0,
      cell: block?.cell ?? 0,
    });
    if (content.type === "frame") frame(tree.id, content, { at, depth: around.depth, measured });
    if (measured.callbacks.length === 0) return;
    draw(strokesOfCallbacks(measured, at[0], at[1]), around.frameId);
    const beside = at[1] + measured.boxCross + SIZES.callbackGap;
    for (const callback of measured.callbacks) {
      const spot: Spot = [at[0] + callback.main, beside];
      unit(callback.unit, spot, { ...around, parentId: tree.id });
    }
  }

  function block(measured: Block, at: Spot, around: Around) {
    const { tree, cells } = measured;
    placed.boxes.push({
      id: `${tree.id}~${cells === null ? "empty" : "cells"}`,
      type: cells === null ? "empty" : "cells",
      nodeId: tree.id,
      kind: tree.kind,
      role: null,
      ...around,
      x: down ? at[1] : at[0],
      y: down ? at[0] : at[1],
      width: down ? measured.cross : measured.main,
      height: down ? measured.main : measured.cross,
      memberIds: cells?.memberIds ?? [],
      columns: cells?.columns ?? 0,
      cell: cells?.cell ?? 0,
    });
  }

  function frame(
    frameId: string,
    content: Extract<Content, { type: "frame" }>,
    { at, depth, measured }: { at: Spot; depth: number; measured: Unit },
  ) {
    const around: Around = { frameId, parentId: frameId, depth: depth + 1 };
    const anchor = at[1] + inset.cross + content.anchor;
    const start = at[0] + inset.main;
    // The rail starts at the tab (or the frame's edge) and, in a chain and a chord, leaves below.
    let end: Spot = [at[0] + (down ? SIZES.tab : 0), anchor];
    let before: Part | null = null;
    for (const { part, main } of content.parts) {
      const spot: Spot = [start + main, anchor - part.anchor];
      if (!isEmpty(part)) draw([entry(before, part, [end, [spot[0], anchor]])], frameId);
      member(part, spot, around);
      end = [spot[0] + (part.type === "unit" ? part.boxMain : part.main), anchor];
      before = part;
    }
    const closes = measured.tree.kind === "chain" || measured.tree.kind === "chord";
    if (closes && before?.type === "unit") {
      draw([{ type: "value", points: [end, [at[0] + measured.boxMain, anchor]] }], frameId);
    }
  }

  function member(part: Part, spot: Spot, around: Around) {
    if (part.type === "unit") unit(part, spot, around);
    else if (part.type === "block") block(part, spot, around);
    else lanes(part, spot, around);
  }

  function lanes(part: Lanes, spot: Spot, around: Around) {
    draw(strokesOfLanes(part, spot[0], spot[1]), around.frameId);
    for (const { lane, main, cross } of part.lanes) {
      member(lane, [spot[0] + main, spot[1] + cross], around);
    }
  }

  return { placed, unit };
}

/** From the tab to the first part a plain stub, then rails with beads where results pass. */
function entry(before: Part | null, part: Part, [from, to]: [Spot, Spot]): Stroke {
  return before === null
    ? { type: "value", points: [from, to] }
    : rail(from, to, carriesInto(part));
}

function isEmpty(part: Part): boolean {
  return part.type === "block" && part.cells === null;
}

function carriesInto(part: Part): boolean {
  return part.type === "unit" ? part.tree.carries : part.type === "lanes" && part.carries;
}
