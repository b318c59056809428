/**
 * First pass, members before their container: how large everything is. Lengths run along `main` (the way
 * the flow goes) and `cross`; only `place.ts` knows which of them is x. `anchor` is where, across, the
 * rail runs through a part.
 */
import { cellBlock, isFolded, lanesOf, splitLanes } from "./folding";
import { createMeasured } from "./measured";
import type { Block, Content, Extent, Lane, Lanes, Part, Unit } from "./measured";
import type { LayoutTree } from "./tree";
import { GRID_OVER, SIZES } from "./types";
import type { Direction, LayoutOptions } from "./types";

/** Insets of a frame, along and across. The tab is always on top. */
export function insets(direction: Direction): { main: number; cross: number } {
  const withTab = SIZES.tab + SIZES.padding;
  return direction === "down"
    ? { main: withTab, cross: SIZES.padding }
    : { main: SIZES.padding, cross: withTab };
}

function turned(direction: Direction, width: number, height: number) {
  return direction === "down" ? { main: height, cross: width } : { main: width, cross: height };
}

function taskSize(direction: Direction) {
  return turned(direction, SIZES.taskWidth, SIZES.taskHeight);
}

function taskBox(direction: Direction): Box {
  const { main, cross } = taskSize(direction);
  return { main, cross, anchor: cross / 2, content: { type: "task" } };
}

// Most nodes are tasks without callbacks: what is the same for all of them is made once.
const TASK_BOXES: { readonly [D in Direction]: Box } = {
  down: taskBox("down"),
  right: taskBox("right"),
};
const NONE: Unit["callbacks"] = [];

const measured = createMeasured();

/** Measures a node and everything in and beside it; what holds containers, once for the same folds. */
export function measure(tree: LayoutTree, options: LayoutOptions): Unit {
  // Others are most of the nodes, and measured sooner than looked up.
  return tree.members.some(({ members }) => members.length > 0)
    ? measured(tree, options, measureAnew)
    : measureAnew(tree, options);
}

function measureAnew(tree: LayoutTree, options: LayoutOptions): Unit {
  const { content, main, cross, anchor } = measureBox(tree, options);
  if (tree.onSuccess.length === 0 && tree.onFailure.length === 0) {
    return {
      type: "unit",
      tree,
      content,
      callbacks: NONE,
      anchor,
      boxMain: main,
      boxCross: cross,
      main,
      cross,
    };
  }
  let callbackMain = 0;
  let callbackCross = 0;
  const callbacks = [...tree.onSuccess, ...tree.onFailure].map((callback) => {
    const unit = measure(callback, options);
    const placed = { unit, main: callbackMain };
    callbackMain += unit.main + SIZES.callbackStackGap;
    callbackCross = Math.max(callbackCross, unit.cross);
    return placed;
  });
  const beside = callbacks.length > 0;
  return {
    type: "unit",
    tree,
    content,
    callbacks,
    anchor,
    boxMain: main,
    boxCross: cross,
    main: beside ? Math.max(main, callbackMain - SIZES.callbackStackGap) : main,
    cross: beside ? cross + SIZES.callbackGap + callbackCross : cross,
  };
}

/** A node without its callbacks. */
type Box = Extent & { content: Content };

function measureBox(tree: LayoutTree, options: LayoutOptions): Box {
  if (tree.kind === "task" && tree.members.length === 0) {
    return TASK_BOXES[options.direction];
  }
  if (isFolded(tree, options.folds)) {
    const block = cellBlock(tree.members.length);
    const size = turned(options.direction, block.width, block.height + SIZES.tab);
    return { ...size, anchor: size.cross / 2, content: { type: "stack", block } };
  }
  const { parts, ...inner } = measureParts(tree, options);
  const inset = insets(options.direction);
  const size = {
    main: inset.main + inner.main + SIZES.padding,
    cross: inset.cross + inner.cross + SIZES.padding,
  };
  const anchor = inset.cross + inner.anchor;
  return { ...size, anchor, content: { type: "frame", parts, anchor: inner.anchor } };
}

/** What lies in a frame, one part after the other along the rail. */
function measureParts(tree: LayoutTree, options: LayoutOptions) {
  const parts = partsOf(tree, options);
  const before = Math.max(...parts.map((part) => part.anchor));
  const after = Math.max(...parts.map((part) => part.cross - part.anchor));
  let main = 0;
  const placed = parts.map((part) => {
    const at = { part, main };
    main += part.main + SIZES.chainGap;
    return at;
  });
  return {
    parts: placed,
    main: main - SIZES.chainGap,
    cross: before + after,
    anchor: before,
  };
}

function partsOf(tree: LayoutTree, options: LayoutOptions): Part[] {
  const parts = memberParts(tree, options);
  return parts.length === 0 ? [emptyBlock(tree, options.direction)] : parts;
}

function memberParts(tree: LayoutTree, options: LayoutOptions): Part[] {
  const lanes = lanesOf(tree);
  const members = tree.members.filter((member) => member.role !== "header");
  switch (tree.kind) {
    case "task":
    case "chain":
      return tree.members.map((member) => measure(member, options));
    case "group":
    case "map":
      return [measureLanes(tree, lanes, options)];
    case "chord":
      return [
        measureLanes(tree, lanes, options),
        ...members.map((member) => measure(member, options)),
      ];
    case "tree":
      return [
        ...members
          .filter((member) => member.role !== "child")
          .map((member) => measure(member, options)),
        ...(lanes.length > 0 ? [measureLanes(tree, lanes, options)] : []),
      ];
  }
}

function emptyBlock(tree: LayoutTree, direction: Direction): Block {
  const size = taskSize(direction);
  return { type: "block", tree, cells: null, ...size, anchor: size.cross / 2 };
}

function cellsBlock(tree: LayoutTree, rest: LayoutTree[], direction: Direction): Block {
  const block = cellBlock(rest.length);
  const size = turned(direction, block.width, block.height);
  const cells = { ...block, memberIds: rest.map((member) => member.id) };
  return { type: "block", tree, cells, ...size, anchor: size.cross / 2 };
}

function isPlain(tree: LayoutTree): boolean {
  return (
    tree.kind === "task" &&
    tree.members.length === 0 &&
    tree.onSuccess.length === 0 &&
    tree.onFailure.length === 0
  );
}

function drawnLanes(tree: LayoutTree, lanes: LayoutTree[], options: LayoutOptions): Lane[] {
  const { direction, folds } = options;
  if (lanes.length === 0) return [emptyBlock(tree, direction)];
  const { drawn, cells } = splitLanes(tree, lanes, folds);
  const units: Lane[] = drawn.map((lane) => measure(lane, options));
  return cells.length === 0 ? units : [...units, cellsBlock(tree, cells, direction)];
}

function measureLanes(tree: LayoutTree, members: LayoutTree[], options: LayoutOptions): Lanes {
  const drawn = drawnLanes(tree, members, options);
  const units = drawn.filter((lane) => lane.type === "unit");
  const grid = units.length > GRID_OVER && units.every((unit) => isPlain(unit.tree));
  const sheets = tree.template || (tree.kind === "map" && members.length === 0);
  const base = {
    type: "lanes" as const,
    closed: tree.kind === "chord",
    carries: members.some((member) => member.carries),
    sheets,
  };
  const arranged = grid ? arrangeGrid(drawn, options.direction) : arrangeRow(drawn);
  const extra = sheets ? 2 * SIZES.sheet : 0;
  return {
    ...base,
    ...arranged,
    main: SIZES.barGap + arranged.main + extra + (base.closed ? SIZES.barGap : 0),
    cross: arranged.cross + extra,
  };
}

interface Arranged extends Extent {
  lanes: Lanes["lanes"];
  gridColumns: number;
}

function arrangeRow(drawn: Lane[]): Arranged {
  let cross = 0;
  let main = 0;
  const lanes = drawn.map((lane) => {
    const at = { lane, main: SIZES.barGap, cross };
    cross += lane.cross + SIZES.laneGap;
    main = Math.max(main, lane.main);
    return at;
  });
  const first = lanes[0];
  const last = lanes[lanes.length - 1];
  const anchor =
    first === undefined || last === undefined
      ? 0
      : (first.cross + first.lane.anchor + last.cross + last.lane.anchor) / 2;
  return { lanes, gridColumns: 0, main, cross: cross - SIZES.laneGap, anchor };
}

/** Row by row, about 3 wide to 1 high; a block of cells takes the row after the last. */
function arrangeGrid(drawn: Lane[], direction: Direction): Arranged {
  const size = taskSize(direction);
  const pitchCross = size.cross + SIZES.gridGutter;
  const pitchMain = size.main + SIZES.gridRowGap;
  const units = drawn.filter((lane) => lane.type === "unit");
  const ratio = direction === "down" ? (3 * pitchMain) / pitchCross : pitchMain / (3 * pitchCross);
  const columns = Math.min(units.length, Math.max(2, Math.round(Math.sqrt(units.length * ratio))));
  const lanes: Arranged["lanes"] = units.map((lane, index) => ({
    lane,
    main: SIZES.barGap + Math.floor(index / columns) * pitchMain,
    cross: SIZES.gridGutter + (index % columns) * pitchCross,
  }));
  let main = Math.ceil(units.length / columns) * pitchMain - SIZES.gridRowGap;
  let cross = columns * pitchCross;
  const block = drawn.find((lane) => lane.type === "block");
  if (block !== undefined) {
    lanes.push({
      lane: block,
      main: SIZES.barGap + main + SIZES.chainGap,
      cross: SIZES.gridGutter,
    });
    main += SIZES.chainGap + block.main;
    cross = Math.max(cross, SIZES.gridGutter + block.cross);
  }
  return { lanes, gridColumns: columns, main, cross, anchor: (columns * pitchCross) / 2 };
}
