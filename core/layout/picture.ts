/**
 * A picture of a drawing reaches beyond what is seen, so that a movement of the view moves it as it is, for
 * a while. It is painted anew where its end would come into view, or where it would be scaled too far.
 */
import { areaOf, type View } from "./sight";

/** How far around the view a picture reaches, in parts of the view. */
const MARGIN = 0.3;
/** So many pixels of the screen at the most, however large that is. */
const MOST_PIXELS = 12_000_000;
/** Between these, scaled is good enough while the view moves. */
const [LEAST_SCALE, MOST_SCALE] = [0.7, 1.4];
/** What hangs on nodes reaches so far over the drawing's bounds. */
const OVERHANG = 16;

/** The view of the picture to be painted for a view: the same zoom, more around. `scale`: device pixels. */
export function pictureOf({ x, y, zoom, width, height }: View, scale = 1): View {
  const room = Math.sqrt(MOST_PIXELS / Math.max(1, width * height * scale * scale));
  const margin = Math.max(0, Math.min(MARGIN, (room - 1) / 2));
  const [wide, high] = [Math.round(width * margin), Math.round(height * margin)];
  return { x: x + wide, y: y + high, zoom, width: width + 2 * wide, height: height + 2 * high };
}

/** Where the picture's corner lies on the screen in another view, and how large it is shown there. */
export function placeOf(picture: View, view: View): { x: number; y: number; scale: number } {
  const scale = view.zoom / picture.zoom;
  return { x: view.x - picture.x * scale, y: view.y - picture.y * scale, scale };
}

/** True when all of the drawing that is seen is on the picture, and not scaled too far. */
export function showsAll(
  picture: View,
  view: View,
  drawing: { width: number; height: number },
): boolean {
  const scale = view.zoom / picture.zoom;
  if (!(scale >= LEAST_SCALE && scale <= MOST_SCALE)) return false;
  const [seen, has] = [areaOf(view), areaOf(picture)];
  return (
    has.left <= Math.max(seen.left, -OVERHANG) &&
    has.top <= Math.max(seen.top, -OVERHANG) &&
    has.right >= Math.min(seen.right, drawing.width + OVERHANG) &&
    has.bottom >= Math.min(seen.bottom, drawing.height + OVERHANG)
  );
}
