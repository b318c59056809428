/** The colours of the document for what is painted: a canvas cannot read custom properties itself. */
import type { StepState } from "@/core/states";

export interface ChartColours {
  ink: string;
  soft: string;
  faint: string;
  line: string;
  strong: string;
  panel: string;
  odd: string;
  focus: string;
  state: (state: StepState) => string;
}

export function readColours(element: HTMLElement): ChartColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const states = new Map<StepState, string>();
  return {
    ...{ ink: token("ink"), soft: token("soft"), faint: token("faint") },
    ...{ line: token("line"), strong: token("line-strong"), panel: token("panel") },
    ...{ odd: token("odd"), focus: token("focus") },
    state(state) {
      const known = states.get(state) ?? token(`state-${state}`);
      states.set(state, known);
      return known;
    },
  };
}

/** Gives a canvas its size in real pixels and a context in CSS pixels, empty. */
export function contextOf(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = Math.max(1, Math.ceil(window.devicePixelRatio));
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}
