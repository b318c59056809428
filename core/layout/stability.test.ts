import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directions, drawings, node } from "@/testing/layout/arbitrary";
import { movedBy } from "./hold";
import { layout } from "./layout";
import type { LayoutTree } from "./tree";
import type { Folds, Layout, LayoutBox } from "./types";

function allOf(tree: LayoutTree): LayoutTree[] {
  return [tree, ...[...tree.members, ...tree.onSuccess, ...tree.onFailure].flatMap(allOf)];
}

function byId({ boxes }: Layout): Map<string, LayoutBox> {
  return new Map(boxes.map((box) => [box.id, box]));
}

/** Random folding: any container folded or open, any number of lanes drawn. */
const foldings = fc.tuple(
  fc.infiniteStream(fc.option(fc.boolean())),
  fc.infiniteStream(fc.nat(40)),
);

function foldsOf(
  tree: LayoutTree,
  [folded, shown]: [Stream<boolean | null>, Stream<number>],
): Folds {
  const folds = { folded: new Map<string, boolean>(), shown: new Map<string, number>() };
  for (const { id, members } of allOf(tree)) {
    const choice = folded.next().value;
    if (members.length === 0 || choice === null || choice === undefined) continue;
    folds.folded.set(id, choice);
    if (!choice) folds.shown.set(id, shown.next().value ?? 0);
  }
  return folds;
}
type Stream<T> = Iterator<T, T | undefined>;

function overlaps(a: LayoutBox, b: LayoutBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isAround(boxes: Map<string, LayoutBox>, frame: LayoutBox, box: LayoutBox): boolean {
  for (let id = box.frameId; id !== null; id = boxes.get(id)?.frameId ?? null)
    if (id === frame.id) return true;
  return false;
}

/** The tree with a task put into a container at a position. */
function withTask(tree: LayoutTree, containerId: string, at: number): LayoutTree {
  const again = (each: LayoutTree) => withTask(each, containerId, at);
  const members = tree.members.map(again);
  const added = { ...node("new"), role: members[0]?.role ?? "child" } as const;
  return {
    ...tree,
    members: tree.id === containerId ? members.toSpliced(at, 0, added) : members,
    onSuccess: tree.onSuccess.map(again),
    onFailure: tree.onFailure.map(again),
  };
}

describe("a layout with any folding", () => {
  it("lets no box overlap another but the frames around it", () => {
    fc.assert(
      fc.property(drawings, directions, foldings, (tree, direction, folding) => {
        const drawn = layout(tree, { direction, folds: foldsOf(tree, folding) });
        const boxes = byId(drawn);
        const bad = drawn.boxes.flatMap((a, index) =>
          drawn.boxes
            .slice(index + 1)
            .filter((b) => overlaps(a, b) && !isAround(boxes, a, b) && !isAround(boxes, b, a))
            .map((b) => [a.id, b.id]),
        );
        expect(bad).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("stands for each node once: as a box, as a cell, or inside of a stack", () => {
    fc.assert(
      fc.property(drawings, foldings, (tree, folding) => {
        const drawn = layout(tree, { folds: foldsOf(tree, folding) });
        const ids = drawn.boxes.flatMap((box) =>
          box.type === "stack" || box.type === "cells" ? [box.id, ...box.memberIds] : [box.id],
        );
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 100 },
    );
  });

  it("shows what was folded where it was, and all as before when it is unfolded again", () => {
    fc.assert(
      fc.property(drawings, directions, fc.nat(), (tree, direction, pick) => {
        const open = layout(tree, { direction });
        // One without members has nothing to fold.
        const full = new Set(
          allOf(tree).flatMap((each) => (each.members.length > 0 ? each.id : [])),
        );
        const frames = open.boxes.filter(({ type, id }) => type === "frame" && full.has(id));
        const frame = frames[pick % Math.max(frames.length, 1)];
        if (frame === undefined) return;
        const folds: Folds = { folded: new Map([[frame.id, true]]), shown: new Map() };
        const folded = layout(tree, { direction, folds });
        const moved = movedBy([frame], folded);
        const after = byId(folded).get(frame.id);
        expect(after?.type).toBe("stack");
        // In a view that follows, its head has not moved.
        expect((after?.x ?? 0) + (after?.width ?? 0) / 2 - (moved?.x ?? 0)).toBeCloseTo(
          frame.x + frame.width / 2,
        );
        expect((after?.y ?? 0) - (moved?.y ?? 0)).toBeCloseTo(frame.y);
        const unfolded: Folds = { folded: new Map([[frame.id, false]]), shown: new Map() };
        expect(layout(tree, { direction, folds: unfolded }).boxes).toEqual(open.boxes);
      }),
      { numRuns: 100 },
    );
  });
});

describe("movedBy", () => {
  it("takes the first box that is still there", () => {
    const drawn = layout(node("g", "group", [node("a"), node("b")]));
    const [frame] = drawn.boxes;
    const gone = { ...frame!, id: "gone" };
    expect(movedBy([gone, { ...frame!, x: frame!.x - 10 }], drawn)).toEqual({ x: 10, y: 0 });
    expect(movedBy([gone], drawn)).toBeNull();
  });
});

describe("a layout after an edit", () => {
  it("moves what the edit does not touch as a whole, and reorders nothing", () => {
    let compared = 0;
    fc.assert(
      fc.property(drawings, directions, fc.nat(), fc.nat(5), (tree, direction, pick, at) => {
        const containers = allOf(tree).filter(
          ({ kind, members }) => (kind === "chain" || kind === "group") && members.length > 0,
        );
        const container = containers[pick % Math.max(containers.length, 1)];
        if (container === undefined) return;
        const position = Math.min(at, container.members.length);
        const edited = withTask(tree, container.id, position);
        const before = byId(layout(tree, { direction }));
        const after = byId(layout(edited, { direction }));
        for (const part of allOf(tree)) {
          const inside = allOf(part);
          const [from, to] = [before.get(part.id), after.get(part.id)];
          if (inside.some(({ id }) => id === container.id)) continue;
          if (from === undefined || to === undefined) continue;
          for (const { id } of inside) {
            const [a, b] = [before.get(id), after.get(id)];
            if (a === undefined || b === undefined) continue;
            compared += 1;
            expect([b.x - to.x, b.y - to.y]).toEqual([a.x - from.x, a.y - from.y]);
            expect([b.width, b.height, b.type]).toEqual([a.width, a.height, a.type]);
          }
        }
      }),
      { numRuns: 80 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it("depends on nothing but structure and folding", () => {
    fc.assert(
      fc.property(drawings, directions, (tree, direction) => {
        expect(layout(structuredClone(tree), { direction })).toEqual(layout(tree, { direction }));
      }),
      { numRuns: 50 },
    );
  });
});
