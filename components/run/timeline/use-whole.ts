import { useEffect, useMemo, useState } from "react";
import { breaksOf, type Stretch } from "@/core/timeline";
import { useRunState } from "../context";
import { usePastState, usePastStore } from "./context";

/** Often enough for bars that grow, seldom enough for a machine that has other things to do. */
const TICK_MS = 100;
const CALM_TICK_MS = 1_000;

export interface Whole extends Stretch {
  /** Long stretches without anything at work. */
  breaks: Stretch[];
  /** It goes on. */
  isLive: boolean;
  /** What goes on is drawn up to here. */
  until: number;
}

/** All of the run over time, from its submission to its end or to now; `null` before it is there. */
export function useWhole(): Whole | null {
  const past = usePastStore();
  const submittedAt = useRunState(({ live }) => live?.submittedAt);
  const finishedAt = useRunState(({ live }) => (live?.settled ? (live.finishedAt ?? 0) : null));
  const isReady = usePastState(({ status }) => status === "ready");
  const version = usePastState((state) => state.version);
  const now = useTicks(finishedAt === null && isReady, () => past.now());
  return useMemo(() => {
    if (submittedAt === undefined || !isReady) return null;
    const { loads, lastAt } = past.lines();
    const until = Math.max(finishedAt ?? now, lastAt);
    const whole = { from: submittedAt, to: Math.max(until, submittedAt + 1) };
    return { ...whole, breaks: breaksOf(loads, whole), isLive: finishedAt === null, until };
    // The lines are changed in place: the version stands for them.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [past, submittedAt, finishedAt, isReady, now, version]);
}

function useTicks(isOn: boolean, read: () => number): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!isOn) return;
    const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const tick = () => setNow(read());
    tick();
    const timer = setInterval(tick, isCalm ? CALM_TICK_MS : TICK_MS);
    return () => clearInterval(timer);
    // It reads the clock, whichever function does that.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isOn]);
  return now;
}
