/** The colours of the style sheet for a canvas, which cannot read custom properties itself. */
import type { FaceState } from "../types";

/** A colour as the style sheet writes it, as a canvas understands it. */
export type Colours = (css: string) => string;

/** Reads colours where `element` stands, each once: another theme needs others. */
export function readColours(element: HTMLElement): Colours {
  const known = new Map<string, string>();
  const read = (css: string) => {
    const probe = document.createElement("span");
    probe.style.color = css;
    element.parentElement?.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  return (css) => {
    const colour = known.get(css) ?? read(css);
    known.set(css, colour);
    return colour;
  };
}

/** The colour of a state, or so many percent of it on the ground of nodes. */
export function stateColour(state: FaceState, percent = 100): string {
  const colour = `var(--${state === "draft" ? "line-strong" : `state-${state}`})`;
  return percent === 100
    ? colour
    : `color-mix(in ${percent < 20 ? "oklab" : "srgb"}, ${colour} ${percent}%, var(--panel))`;
}

/** The ground of a frame: nested ones alternate. */
export function groundOf(depth: number): string {
  return depth % 2 === 0 ? "var(--odd)" : "var(--even)";
}
