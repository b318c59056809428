/** The part of a run that is in view: brushing, zooming, panning. Pure; times in milliseconds since 1970. */
import type { Stretch } from "./idle";

/** Nobody looks closer than at this many milliseconds. */
export const LEAST_WINDOW_MS = 4;

/** A window inside `whole` and not too narrow, its length kept where that can be. */
export function clampWindow(window: Stretch, whole: Stretch): Stretch {
  const all = whole.to - whole.from;
  const length = Math.min(all, Math.max(window.to - window.from, LEAST_WINDOW_MS));
  const from = Math.min(Math.max(window.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** Zooms so that `at` stays where it is. `by` above 1 looks closer. */
export function zoomWindow(
  window: Stretch,
  whole: Stretch,
  { at, by }: { at: number; by: number },
): Stretch {
  const length = Math.min(
    whole.to - whole.from,
    Math.max((window.to - window.from) / by, LEAST_WINDOW_MS),
  );
  const share = (at - window.from) / (window.to - window.from);
  const from = at - share * length;
  return clampWindow({ from, to: from + length }, whole);
}

/** Moves the window by a share of its own length. */
export function panWindow(window: Stretch, whole: Stretch, share: number): Stretch {
  const by = (window.to - window.from) * share;
  return clampWindow({ from: window.from + by, to: window.to + by }, whole);
}

/** The window between two moments, whichever way they were brushed. `null` for one too narrow to be meant. */
export function brushedWindow(one: number, other: number, whole: Stretch): Stretch | null {
  const [from, to] = one < other ? [one, other] : [other, one];
  if (to - from < LEAST_WINDOW_MS) return null;
  return clampWindow({ from, to }, whole);
}

/** True when the window shows all there is. */
export function isWhole(window: Stretch, whole: Stretch): boolean {
  return window.from <= whole.from && window.to >= whole.to;
}
