import type { LineType } from "@/core/layout/types";
import type { Drawing } from "./flow-elements";

const STYLES: Record<LineType, string> = {
  value: "stroke-rail",
  order: "stroke-rail [stroke-dasharray:4_4]",
  failure: "stroke-danger [stroke-dasharray:0.1_5] [stroke-linecap:round] [stroke-width:2.5]",
  sheet: "stroke-line-strong",
};

/** Rails, bars and beads of one frame, over its ground and under its members. */
export function Lines({ drawing }: { drawing: Drawing }) {
  if (drawing.paths.length === 0) return null;
  return (
    <svg
      aria-hidden
      className="pointer-events-none absolute top-0 left-0 overflow-visible fill-none [stroke-linejoin:round] [stroke-width:1.5]"
      width="1"
      height="1"
    >
      {drawing.paths.map(({ type, d }) => (
        <path key={type} d={d} className={STYLES[type]} />
      ))}
      {drawing.beads.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="2.5" className="fill-rail" />
      ))}
    </svg>
  );
}
