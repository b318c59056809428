/** The drawn lines of one frame, in main and cross. */
import type { Lanes, Unit } from "./measured";
import { SIZES } from "./types";
import type { LineType } from "./types";

export type Spot = [main: number, cross: number];

export interface Stroke {
  type: LineType;
  points: Spot[];
  bead?: Spot;
}

/** A straight piece of rail, with its bead in the middle when it carries a result. */
export function rail(from: Spot, to: Spot, carries: boolean): Stroke {
  const bead: Spot = [(from[0] + to[0]) / 2, to[1]];
  const points = from[1] === to[1] ? [from, to] : elbow(from, to);
  return carries ? { type: "value", points, bead } : { type: "order", points };
}

function elbow(from: Spot, to: Spot): Spot[] {
  const middle = (from[0] + to[0]) / 2;
  return [from, [middle, from[1]], [middle, to[1]], to];
}

/** The bars and stems of lanes that start at `main`, `cross`. */
export function strokesOfLanes(lanes: Lanes, main: number, cross: number): Stroke[] {
  const type = lanes.carries ? "value" : "order";
  const strokes: Stroke[] = [];
  const end = main + lanes.main;
  const anchor = cross + lanes.anchor;
  const stems = lanes.gridColumns > 0 ? gridStems(lanes, cross) : rowStems(lanes, cross);
  const spots = [...stems, anchor];
  const first = Math.min(...spots);
  const last = Math.max(...spots);
  if (first < last)
    strokes.push({
      type,
      points: [
        [main, first],
        [main, last],
      ],
    });
  if (lanes.closed && first < last)
    strokes.push({
      type: "value",
      points: [
        [end, first],
        [end, last],
      ],
    });
  if (lanes.gridColumns > 0) strokes.push(...gridStrokes(lanes, [main, cross], type));
  else strokes.push(...rowStrokes(lanes, [main, cross], type));
  if (lanes.sheets) strokes.push(...sheetStrokes(lanes, main, cross));
  return strokes;
}

function rowStems(lanes: Lanes, cross: number): number[] {
  return lanes.lanes.map(({ lane, cross: at }) => cross + at + lane.anchor);
}

function rowStrokes(lanes: Lanes, [main, cross]: Spot, type: "value" | "order"): Stroke[] {
  return lanes.lanes.flatMap(({ lane, main: at, cross: across }) => {
    const stem = cross + across + lane.anchor;
    const start = main + at;
    const strokes: Stroke[] = [
      {
        type,
        points: [
          [main, stem],
          [start, stem],
        ],
      },
    ];
    if (lanes.closed) {
      const boxMain = lane.type === "unit" ? lane.boxMain : lane.main;
      strokes.push({
        type: "value",
        points: [
          [start + boxMain, stem],
          [main + lanes.main, stem],
        ],
      });
    }
    return strokes;
  });
}

function gridStems(lanes: Lanes, cross: number): number[] {
  return lanes.lanes
    .slice(0, lanes.gridColumns)
    .map(({ cross: at }) => cross + at - SIZES.gridGutter / 2);
}

/** One stem for each column, a twig into each node; a chord's stems go on to the second bar. */
function gridStrokes(lanes: Lanes, [main, cross]: Spot, type: "value" | "order"): Stroke[] {
  const strokes: Stroke[] = [];
  const lowest = new Map<number, number>();
  for (const { lane, main: at, cross: across } of lanes.lanes) {
    const stem = cross + across - SIZES.gridGutter / 2;
    const boxMain = lane.type === "unit" ? lane.boxMain : lane.main;
    const twig = main + at + boxMain / 2;
    strokes.push({
      type,
      points: [
        [twig, stem],
        [twig, cross + across],
      ],
    });
    lowest.set(stem, Math.max(lowest.get(stem) ?? 0, twig));
  }
  for (const [stem, twig] of lowest) {
    strokes.push({
      type,
      points: [
        [main, stem],
        [lanes.closed ? main + lanes.main : twig, stem],
      ],
    });
  }
  return strokes;
}

/** Edges of the two sheets behind a map's lane. */
function sheetStrokes(lanes: Lanes, main: number, cross: number): Stroke[] {
  return lanes.lanes.flatMap(({ lane, main: at, cross: across }) => {
    const unit = lane.type === "unit" ? lane : null;
    const start: Spot = [main + at, cross + across];
    const end: Spot = [
      start[0] + (unit?.boxMain ?? lane.main),
      start[1] + (unit?.boxCross ?? lane.cross),
    ];
    return [1, 2].map((sheet): Stroke => {
      const off = sheet * SIZES.sheet;
      const before = off - SIZES.sheet;
      return {
        type: "sheet",
        points: [
          [end[0] + before, start[1] + off],
          [end[0] + off, start[1] + off],
          [end[0] + off, end[1] + off],
          [start[0] + off, end[1] + off],
          [start[0] + off, end[1] + before],
        ],
      };
    });
  });
}

/** From a node to its callbacks: success from the middle of its edge, failure below in dots. */
export function strokesOfCallbacks(unit: Unit, main: number, cross: number): Stroke[] {
  const edge = cross + unit.boxCross;
  const half = Math.min(unit.boxMain / 2, SIZES.taskHeight / 2);
  return unit.callbacks.map(({ unit: callback, main: at }) => {
    const failure = callback.tree.role === "onFailure";
    const from = main + half + (failure ? SIZES.taskHeight / 4 : 0);
    const to = main + at + Math.min(callback.boxMain / 2, SIZES.taskHeight / 2);
    const turn = edge + SIZES.callbackGap / 2 - (failure ? 6 : 0);
    const target = edge + SIZES.callbackGap;
    const points: Spot[] = [
      [from, edge],
      [from, turn],
      [to, turn],
      [to, target],
    ];
    if (failure) return { type: "failure", points };
    if (!callback.tree.carries) return { type: "order", points };
    return { type: "value", points, bead: [to, (turn + target) / 2] };
  });
}
