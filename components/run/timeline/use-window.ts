import { useCallback, useState } from "react";
import { clampWindow, isWhole, panWindow, zoomWindow, type Stretch } from "@/core/timeline";
import type { Whole } from "./use-whole";

export interface TimelineWindow {
  /** What is in view; `null`: all of it, also what is still to come. */
  window: Stretch | null;
  show(window: Stretch | null): void;
  zoom(by: number, at?: number): void;
  pan(share: number): void;
}

/** Which part of the run the timeline shows. */
export function useWindow(whole: Whole | null): TimelineWindow {
  const [window, setWindow] = useState<Stretch | null>(null);
  const show = useCallback(
    (next: Stretch | null) => {
      if (whole === null || next === null || isWhole(next, whole)) setWindow(null);
      else setWindow(clampWindow(next, whole));
    },
    [whole],
  );
  const zoom = useCallback(
    (by: number, at?: number) => {
      if (whole === null) return;
      const now = window ?? whole;
      show(zoomWindow(now, whole, { at: at ?? (now.from + now.to) / 2, by }));
    },
    [whole, window, show],
  );
  const pan = useCallback(
    (share: number) => {
      if (whole !== null && window !== null) show(panWindow(window, whole, share));
    },
    [whole, window, show],
  );
  return { window, show, zoom, pan };
}
