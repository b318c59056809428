import { useEffect, useState } from "react";
import { createScale } from "@/core/timeline";
import type { PastStore } from "./past-store";
import { lookAt } from "./travel";
import type { Whole } from "./use-whole";

/** However long a run took, it plays in this time at most; what was idle for long is skipped. */
const LONGEST_MS = 20_000;
/** The axis that is walked. */
const WIDTH = 10_000;

/** Plays the run from the moment that is looked at, or from its start, to now. */
export function usePlay(past: PastStore, whole: Whole | null): [boolean, (play: boolean) => void] {
  const [isPlaying, setPlaying] = useState(false);
  const isThere = whole !== null;
  const [from, to] = [whole?.from ?? 0, whole?.to ?? 0];
  useEffect(() => {
    if (!isPlaying || !isThere) return;
    const scale = createScale({ from, to, width: WIDTH, breaks: whole?.breaks ?? [] });
    const busy = scale.pieces.reduce((sum, { isBreak, ...each }) => {
      return isBreak ? sum : sum + each.to - each.from;
    }, 0);
    const perMs = WIDTH / Math.max(1_000, Math.min(busy, LONGEST_MS));
    const { moment } = past.store.getState();
    let x = moment === null || moment.at >= to ? 0 : scale.x(moment.at);
    let before = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      x += (now - before) * perMs;
      before = now;
      if (x >= WIDTH) {
        past.look(null);
        setPlaying(false);
        return;
      }
      lookAt(past, scale.at(x));
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
    // The axis is taken once: a run that goes on is played as far as it had come.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isPlaying, isThere, past]);
  return [isPlaying, setPlaying];
}
