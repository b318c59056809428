"use client";
import { formatDuration } from "@/core/format";
import type { Tick, TimeScale } from "@/core/timeline";

/** The time axis: round times since the start, and how long what is left out lasted. */
export function Ruler({ scale, ticks }: { scale: TimeScale; ticks: readonly Tick[] }) {
  const breaks = scale.pieces.filter(({ isBreak }) => isBreak);
  const isFree = (x: number) => breaks.every(({ x0, x1 }) => x < x0 - 40 || x > x1 + 4);
  return (
    <>
      {ticks.map(({ at, x, label }) =>
        x > scale.width - 24 || !isFree(x) ? null : (
          <span
            key={at}
            className="num absolute top-1/2 -translate-y-1/2 pl-1 text-[11px] whitespace-nowrap text-soft"
            style={{ left: x }}
          >
            {label}
          </span>
        ),
      )}
      {breaks.map(({ from, to, x0, x1 }) => (
        <span
          key={from}
          title={`Nothing ran for ${formatDuration(to - from)}`}
          className="num absolute top-1/2 -translate-x-1/2 -translate-y-1/2 rounded-chip bg-odd px-1 text-[11px] whitespace-nowrap text-soft"
          style={{ left: Math.min(Math.max((x0 + x1) / 2, 30), scale.width - 30) }}
          data-break
        >
          {formatDuration(to - from)}
        </span>
      ))}
    </>
  );
}
