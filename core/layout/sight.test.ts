import { describe, expect, it } from "vitest";
import { boxAt, NO_SIGHT, sightOf, type Sight, type View } from "./sight";
import type { LayoutBox } from "./types";

/** Boxes of 200 by 48 in a square grid, 220 by 68 apart. */
function grid(count: number): LayoutBox[] {
  const side = Math.ceil(Math.sqrt(count));
  return Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    type: "task",
    nodeId: `n${index}`,
    kind: "task",
    role: null,
    parentId: null,
    frameId: null,
    depth: 0,
    x: (index % side) * 220,
    y: Math.floor(index / side) * 68,
    width: 200,
    height: 48,
    memberIds: [],
    columns: 0,
    cell: 0,
  }));
}

const view = (zoom: number, x = 0, y = 0): View => ({ x, y, zoom, width: 840, height: 790 });
const nodesIn = (boxes: LayoutBox[], { area }: Sight) =>
  boxes.filter(
    (box) =>
      area !== null &&
      box.x <= area.right &&
      box.x + box.width >= area.left &&
      box.y <= area.bottom &&
      box.y + box.height >= area.top,
  );

describe("sightOf", () => {
  it("draws all of a small drawing as nodes, from any distance", () => {
    expect(sightOf(grid(300), view(0.05), NO_SIGHT)).toEqual({ isFar: false, area: null });
  });

  it("draws a large one as a picture from far, and before its size on the screen is known", () => {
    expect(sightOf(grid(10_000), view(0.2), NO_SIGHT).isFar).toBe(true);
    expect(sightOf(grid(10_000), { ...view(1), width: 0 }, NO_SIGHT).isFar).toBe(true);
  });

  it("draws it as a picture where more boxes are in view than move smoothly", () => {
    const boxes = grid(10_000);
    expect(sightOf(boxes, view(0.26), NO_SIGHT).isFar).toBe(true);
    expect(sightOf(boxes, view(0.5), NO_SIGHT).isFar).toBe(false);
  });

  it("never keeps more than 300 nodes", () => {
    const boxes = grid(10_000);
    for (let zoom = 0.25; zoom < 2; zoom += 0.05) {
      const sight = sightOf(boxes, view(zoom, -3000 * zoom, -900 * zoom), NO_SIGHT);
      expect(nodesIn(boxes, sight).length).toBeLessThanOrEqual(300);
    }
  });

  it("keeps the nodes it has as long as the view stays among them", () => {
    const boxes = grid(10_000);
    const first = sightOf(boxes, view(0.6, -2000, -2000), NO_SIGHT);
    expect(sightOf(boxes, view(0.6, -2100, -1900), first)).toBe(first);
    expect(sightOf(boxes, view(0.6, -4000, -2000), first)).not.toBe(first);
  });

  it("lets go of what is out of view after coming much nearer", () => {
    const boxes = grid(10_000);
    const first = sightOf(boxes, view(0.5, -1000, -1000), NO_SIGHT);
    const next = sightOf(boxes, view(2, -4000, -4000), first);
    expect(nodesIn(boxes, next).length).toBeLessThan(nodesIn(boxes, first).length);
  });
});

describe("boxAt", () => {
  it("finds what lies on top, and nothing on the ground", () => {
    const frame = { ...grid(1)[0]!, id: "f", type: "frame" as const, width: 900, height: 400 };
    const boxes = [frame, ...grid(4)];
    expect(boxAt(boxes, { x: 230, y: 10 })?.id).toBe("n1");
    expect(boxAt(boxes, { x: 210, y: 10 })?.id).toBe("f");
    expect(boxAt(boxes, { x: -5, y: 10 })).toBeNull();
  });
});
