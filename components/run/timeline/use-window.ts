import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import {
  clampWindow,
  isWhole,
  panWindow,
  readWindow,
  writeWindow,
  zoomWindow,
  type Stretch,
} from "@/core/timeline";
import { writeAddressSoon } from "../write-address";
import type { Whole } from "./use-whole";

const NAME = "zoom";

export interface TimelineWindow {
  /** What is in view; `null`: all of it, also what is still to come. */
  window: Stretch | null;
  show(window: Stretch | null): void;
  zoom(by: number, at?: number): void;
  pan(share: number): void;
}

/** Which part of the run the timeline shows; in the address, so that a link shows the same. */
export function useWindow(whole: Whole | null): TimelineWindow {
  const text = useSearchParams().get(NAME);
  // What the address says counts once: when the times of the run are there.
  const [linked, setLinked] = useState(() => readWindow(text));
  const [window, setWindow] = useState<Stretch | null>(null);
  if (linked !== null && whole !== null) {
    setLinked(null);
    setWindow(linkedWindow(linked, whole));
  }
  useWindowInAddress(window, { origin: whole?.from, isWaiting: linked !== null });
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

function linkedWindow({ from, to }: Stretch, whole: Stretch): Stretch | null {
  const window = clampWindow({ from: whole.from + from, to: whole.from + to }, whole);
  return isWhole(window, whole) ? null : window;
}

function useWindowInAddress(
  window: Stretch | null,
  { origin, isWaiting }: { origin: number | undefined; isWaiting: boolean },
): void {
  useEffect(() => {
    if (origin === undefined || isWaiting) return;
    return writeAddressSoon((params) => {
      if (window === null) params.delete(NAME);
      else params.set(NAME, writeWindow(window, origin));
    });
  }, [window, origin, isWaiting]);
}
