import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NodeKind } from "@/core/node";
import { layout } from "./layout";
import type { LayoutTree } from "./tree";
import { NO_FOLDS, SIZES } from "./types";
import type { Direction, Layout, LayoutBox } from "./types";

function node(id: string, kind: NodeKind = "task", members: LayoutTree[] = []): LayoutTree {
  return {
    id,
    kind,
    role: null,
    members,
    onSuccess: [],
    onFailure: [],
    carries: true,
    template: false,
  };
}

function tasks(count: number, prefix = "t"): LayoutTree[] {
  return Array.from({ length: count }, (_, index) => ({
    ...node(`${prefix}${index}`),
    role: "child" as const,
  }));
}

function withRoles(tree: LayoutTree): LayoutTree {
  const last = tree.members.length - 1;
  tree.members.forEach((member, index) => {
    member.role = "child";
    if (tree.kind === "chord") member.role = index === last ? "body" : "header";
    if (tree.kind === "tree" && index === 0) member.role = "root";
  });
  for (const callback of tree.onSuccess) callback.role = "onSuccess";
  for (const callback of tree.onFailure) callback.role = "onFailure";
  return tree;
}

/** Random trees of every kind, some large groups among them, with callbacks on anything. */
const drawings: fc.Arbitrary<LayoutTree> = fc
  .letrec<{ tree: LayoutTree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      fc.constant(null).map(() => node("")),
      fc
        .tuple(
          fc.constantFrom<NodeKind>("chain", "group", "chord", "tree", "map", "task"),
          fc.oneof(
            { weight: 6, arbitrary: fc.array(tie("tree"), { maxLength: 5 }) },
            { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }).map((count) => tasks(count)) },
          ),
          fc.array(tie("tree"), { maxLength: 2 }),
          fc.array(tie("tree"), { maxLength: 1 }),
          fc.boolean(),
        )
        .map(([kind, members, onSuccess, onFailure, template]) =>
          withRoles({
            ...node("", kind, members),
            onSuccess,
            onFailure,
            template: template && kind === "map" && members.length === 1,
          }),
        ),
    ),
  }))
  .tree.map(numbered);

function numbered(tree: LayoutTree): LayoutTree {
  let next = 0;
  const number = (each: LayoutTree): LayoutTree => ({
    ...each,
    id: `n${next++}`,
    members: each.members.map(number),
    onSuccess: each.onSuccess.map(number),
    onFailure: each.onFailure.map(number),
  });
  return number(tree);
}

const directions = fc.constantFrom<Direction>("down", "right");

function overlaps(a: LayoutBox, b: LayoutBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function framesAbove(byId: Map<string, LayoutBox>, box: LayoutBox): Set<string> {
  const above = new Set<string>();
  for (let id = box.frameId; id !== null; id = byId.get(id)?.frameId ?? null) above.add(id);
  return above;
}

function box(drawn: Layout, id: string): LayoutBox {
  return drawn.boxes.find((each) => each.id === id)!;
}

describe("layout of any drawing", () => {
  it("lets no box overlap another but the frames around it", () => {
    fc.assert(
      fc.property(drawings, directions, (tree, direction) => {
        const { boxes } = layout(tree, { direction });
        const byId = new Map(boxes.map((each) => [each.id, each]));
        const above = new Map(boxes.map((each) => [each.id, framesAbove(byId, each)]));
        const bad = boxes.flatMap((a, index) =>
          boxes
            .slice(index + 1)
            .filter((b) => overlaps(a, b) && !above.get(a.id)?.has(b.id))
            .filter((b) => !above.get(b.id)?.has(a.id))
            .map((b) => [a.id, b.id]),
        );
        expect(bad).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("keeps every box inside its frame, below the tab", () => {
    fc.assert(
      fc.property(drawings, directions, (tree, direction) => {
        const drawn = layout(tree, { direction });
        const byId = new Map(drawn.boxes.map((each) => [each.id, each]));
        for (const inner of drawn.boxes) {
          const outer = inner.frameId === null ? null : byId.get(inner.frameId)!;
          expect(inner.x).toBeGreaterThanOrEqual(outer === null ? 0 : outer.x + SIZES.padding);
          expect(inner.y).toBeGreaterThanOrEqual(outer === null ? 0 : outer.y + SIZES.tab);
          const right = outer === null ? drawn.width : outer.x + outer.width - SIZES.padding;
          const bottom = outer === null ? drawn.height : outer.y + outer.height - SIZES.padding;
          expect(inner.x + inner.width).toBeLessThanOrEqual(right + 0.01);
          expect(inner.y + inner.height).toBeLessThanOrEqual(bottom + 0.01);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keeps the order: a chain along the flow, lanes across or row by row", () => {
    fc.assert(
      fc.property(drawings, directions, (tree, direction) => {
        const drawn = layout(tree, { direction });
        const byId = new Map(drawn.boxes.map((each) => [each.id, each]));
        const walk = (each: LayoutTree) => {
          for (const [index, member] of each.members.entries()) {
            const a = byId.get(each.members[index - 1]?.id ?? "");
            const b = byId.get(member.id);
            if (a !== undefined && b !== undefined) {
              const [mainA, crossA] = direction === "down" ? [a.y, a.x] : [a.x, a.y];
              const [mainB, crossB] = direction === "down" ? [b.y, b.x] : [b.x, b.y];
              expect(mainB > mainA || (mainB === mainA && crossB > crossA)).toBe(true);
            }
            walk(member);
          }
          [...each.onSuccess, ...each.onFailure].forEach(walk);
        };
        walk(tree);
      }),
      { numRuns: 150 },
    );
  });

  it("draws each node once, or counts it in the cells that stand for it", () => {
    fc.assert(
      fc.property(drawings, (tree) => {
        const ids = layout(tree).boxes.flatMap((each) => [
          each.id,
          ...(each.type === "cells" ? each.memberIds : []),
        ]);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it("yields the same for the same, and puts frames before what lies in them", () => {
    fc.assert(
      fc.property(drawings, (tree) => {
        const drawn = layout(tree);
        expect(layout(structuredClone(tree))).toEqual(drawn);
        const seen = new Set<string | null>([null]);
        for (const each of drawn.boxes) {
          expect(seen.has(each.frameId)).toBe(true);
          seen.add(each.id);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("layout of each kind", () => {
  it("puts a chain on one straight rail, 24 apart", () => {
    const drawn = layout(node("c", "chain", tasks(3)));
    const [a, b] = [box(drawn, "t0"), box(drawn, "t1")];
    expect(b.y - (a.y + a.height)).toBe(SIZES.chainGap);
    expect(b.x).toBe(a.x);
    expect(drawn.lines.filter((line) => line.bead !== undefined)).toHaveLength(2);
  });

  it("puts lanes of a group side by side, 16 apart, and more than six in a grid about three to one", () => {
    const row = layout(node("g", "group", tasks(6)));
    expect(box(row, "t1").x - box(row, "t0").x).toBe(SIZES.taskWidth + SIZES.laneGap);
    expect(box(row, "t5").y).toBe(box(row, "t0").y);
    const grid = box(layout(node("g", "group", tasks(24))), "g");
    expect(grid.width / grid.height).toBeGreaterThan(2);
    expect(grid.width / grid.height).toBeLessThan(4.5);
  });

  it("hangs a chord's body below the second bar", () => {
    const chord = withRoles(node("c", "chord", [...tasks(3), node("body")]));
    const drawn = layout(chord);
    expect(box(drawn, "body").y).toBeGreaterThan(box(drawn, "t0").y + SIZES.taskHeight);
    expect(box(drawn, "body").x).toBe(box(drawn, "t1").x);
  });

  it("hangs callbacks at the side: success right of the node, failure below it", () => {
    const task = node("a");
    task.onSuccess.push({ ...node("s"), role: "onSuccess" });
    task.onFailure.push({ ...node("f"), role: "onFailure" });
    const drawn = layout(task);
    expect(box(drawn, "s")).toMatchObject({ x: SIZES.taskWidth + SIZES.callbackGap, y: 0 });
    expect(box(drawn, "f").y).toBeGreaterThan(box(drawn, "s").y + SIZES.taskHeight);
    expect(drawn.lines.map((line) => line.type)).toEqual(["value", "failure"]);
  });

  it("draws two sheets behind the template of a map", () => {
    const map = { ...node("m", "map", tasks(1)), template: true };
    expect(layout(map).lines.filter((line) => line.type === "sheet")).toHaveLength(2);
  });

  it("draws what only says when without a bead", () => {
    const order = { ...node("b"), role: "child" as const, carries: false };
    const drawn = layout(node("c", "chain", [...tasks(1), order]));
    expect(drawn.lines.some((line) => line.bead !== undefined)).toBe(false);
  });
});

describe("layout of large containers", () => {
  it("folds a group over 24 into one stack with all its members in order", () => {
    const drawn = layout(node("g", "group", tasks(25)));
    expect(drawn.boxes).toHaveLength(1);
    expect(box(drawn, "g")).toMatchObject({ type: "stack" });
    expect(box(drawn, "g").memberIds).toEqual(tasks(25).map((task) => task.id));
  });

  it("draws 24 nodes and a block of cells for the rest when it is unfolded", () => {
    const folds = { ...NO_FOLDS, folded: new Map([["g", false]]) };
    const drawn = layout(node("g", "group", tasks(100)), { folds });
    expect(drawn.boxes.filter((each) => each.type === "task")).toHaveLength(24);
    expect(box(drawn, "g~cells").memberIds).toHaveLength(76);
  });

  it("keeps a chord with a large header open, its header as cells", () => {
    const drawn = layout(withRoles(node("c", "chord", [...tasks(1000), node("body")])));
    expect(drawn.boxes.map((each) => each.id)).toEqual(["c", "c~cells", "body"]);
  });

  it("lets a card of ten thousand stay readable in size", () => {
    const stack = box(layout(node("g", "group", tasks(10_000))), "g");
    expect(stack.width).toBeLessThan(1200);
    expect(stack.height).toBeLessThan(500);
  });

  it("visits each node once, whatever the size", () => {
    let visits = 0;
    const counted = tasks(10_000).map((task) => ({
      ...task,
      get members() {
        visits += 1;
        return [];
      },
    }));
    const folds = { folded: new Map([["g", false]]), shown: new Map([["g", Infinity]]) };
    expect(layout(node("g", "group", counted), { folds }).boxes).toHaveLength(10_001);
    expect(visits).toBeLessThan(60_000);
  });
});
