import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directions, drawings, node, tasks, withRoles } from "@/testing/layout/arbitrary";
import { layout } from "./layout";
import type { LayoutTree } from "./tree";
import { NO_FOLDS, SIZES } from "./types";
import type { Layout, LayoutBox } from "./types";

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
