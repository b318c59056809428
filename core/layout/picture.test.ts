import { describe, expect, it } from "vitest";
import { pictureOf, placeOf, showsAll } from "./picture";
import type { View } from "./sight";

const view: View = { x: -400, y: -300, zoom: 0.5, width: 800, height: 600 };
const huge = { width: 100_000, height: 100_000 };
const moved = (dx: number, dy: number, zoom = view.zoom): View => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
  zoom,
});

describe("pictureOf", () => {
  it("reaches beyond the view on all sides, at the same zoom", () => {
    expect(pictureOf(view)).toEqual({ x: -160, y: -120, zoom: 0.5, width: 1280, height: 960 });
  });

  it("reaches less far where that would be too many pixels, and never less than the view", () => {
    const large = { ...view, width: 3000, height: 2000 };
    expect(pictureOf(large, 1).width).toBeLessThan(3000 * 1.6);
    expect(pictureOf(large, 2)).toEqual(large);
  });
});

describe("placeOf", () => {
  it("lays the same point of the drawing on the same point of the screen", () => {
    const picture = pictureOf(view);
    const next = moved(40, -10, 0.6);
    const { x, y, scale } = placeOf(picture, next);
    // The point (1000, 2000) of the drawing, over the picture and directly.
    expect(x + (1000 * picture.zoom + picture.x) * scale).toBeCloseTo(1000 * 0.6 + next.x);
    expect(y + (2000 * picture.zoom + picture.y) * scale).toBeCloseTo(2000 * 0.6 + next.y);
  });
});

describe("showsAll", () => {
  const picture = pictureOf(view);

  it("lets the view move within the picture, and not beyond its end", () => {
    expect(showsAll(picture, moved(-230, 170), huge)).toBe(true);
    expect(showsAll(picture, moved(-250, 0), huge)).toBe(false);
    expect(showsAll(picture, moved(0, 190), huge)).toBe(false);
  });

  it("needs nothing where the drawing has ended", () => {
    expect(showsAll(picture, moved(-2000, 0), { width: 700, height: 700 })).toBe(true);
  });

  it("is scaled for a while only", () => {
    expect(showsAll(picture, moved(-50, -50, 0.6), huge)).toBe(true);
    expect(showsAll(picture, moved(0, 0, 0.8), huge)).toBe(false);
    expect(showsAll(picture, moved(0, 0, 0.3), { width: 900, height: 900 })).toBe(false);
  });
});
