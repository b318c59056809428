import type { EngineTimings } from "@/engine/index";

/** The protocol's times, scaled down so that tests need not wait. */
export const TIMINGS: EngineTimings = {
  leaseMs: 1500,
  beatMs: 250,
  sweepMs: 100,
  queuedMs: 1500,
  graceMs: 800,
  bullLockMs: 1500,
  bullStalledMs: 500,
};
