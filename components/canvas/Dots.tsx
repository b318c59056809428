"use client";
import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";

const GAP = 24;
/** Further away dots are noise. */
const LEAST_ZOOM = 0.4;

/** What is left of a length when whole gaps are taken from it, never negative. */
function within(length: number, gap: number): number {
  return ((length % gap) + gap) % gap;
}

/**
 * The ground's dots. One layer, painted once, that moves with the view by at most a gap: a pattern that
 * is drawn anew in each frame, as React Flow's own is, costs more than all nodes together.
 */
export function Dots() {
  const flow = useStoreApi();
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let drawn: readonly number[] | null = null;
    const move = () => {
      const { transform } = flow.getState();
      const element = layer.current;
      if (transform === drawn || element === null) return;
      drawn = transform;
      const [x, y, zoom] = transform;
      element.style.visibility = zoom < LEAST_ZOOM ? "hidden" : "visible";
      // From the middle of the frame's corner: a gap is always outside of it.
      const scale = zoom < 0.75 ? zoom * 2 : zoom;
      const gap = GAP * scale;
      const [left, top] = [within(x, gap) - gap, within(y, gap) - gap];
      element.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
    };
    move();
    return flow.subscribe(move);
  }, [flow]);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 -z-10 overflow-hidden">
      <div
        ref={layer}
        className="absolute top-0 left-0 h-[calc(134%+72px)] w-[calc(134%+72px)] origin-top-left [background:radial-gradient(circle_at_1px_1px,var(--line)_1px,transparent_1.2px)_0_0/24px_24px] will-change-transform"
      />
    </div>
  );
}
