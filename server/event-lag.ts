import "server-only";
import { Histogram } from "prom-client";

// On globalThis: the engine of the process tells, and the route that asks has a module of its own.
const LAG = Symbol.for("espalier.event-lag");
const shared = globalThis as { [LAG]?: Histogram };

/** How old events are when they reach the viewers of this process. */
export function eventLag(): Histogram {
  shared[LAG] ??= new Histogram({
    name: "espalier_event_lag_seconds",
    help: "From a transition in Redis to the viewers of this process, by the newest event of each read.",
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    registers: [],
  });
  return shared[LAG];
}
