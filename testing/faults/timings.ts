import type { EngineTimings } from "@/engine/index";

/** The protocol's times, scaled down to a twentieth; the sweeper's to a third. */
export const FAULT_TIMINGS: EngineTimings = {
  leaseMs: 1500,
  beatMs: 250,
  sweepMs: 300,
  queuedMs: 1500,
  graceMs: 500,
  bullLockMs: 1500,
  bullStalledMs: 500,
};
