/** What nodes of the model tell those that wait for them. */
import type { Json } from "@/core/node";

/** What a node receives where it starts. */
export type ModelInput =
  | { kind: "nothing" }
  | { kind: "value"; value: Json }
  /** What an `onFailure` receives; any of these may be the step it names, the first is the one that was first. */
  | { kind: "failure"; nodeIds: string[] };

/** Why something is skipped, or what is bad inside a container. */
export interface ModelCause {
  kind: "failed" | "revoked" | "expired" | "choice" | "unneeded";
  nodeId: string;
  /** Order in time; what never happened by itself is 0. */
  at: number;
}

/** A turn, and an outcome: not known yet, go on, skip (with everything that is a reason), skip by choice (alike). */
export type Signal =
  | { kind: "open" }
  | { kind: "go"; input: ModelInput }
  | { kind: "bad"; causes: ModelCause[] }
  | { kind: "stop"; causes: ModelCause[] };

export const OPEN: Signal = { kind: "open" };
export const NOTHING: ModelInput = { kind: "nothing" };

/** Goes on with a value. */
export function going(value: Json): Signal {
  return { kind: "go", input: { kind: "value", value } };
}

/** What comes of several that must all go: any bad one, else any stop, else what is open, else the list of values. */
export function joined(signals: readonly Signal[]): Signal {
  const causes = signals.flatMap((signal) => (signal.kind === "bad" ? signal.causes : []));
  if (causes.length > 0) return { kind: "bad", causes: inTime(causes) };
  const stops = signals.flatMap((signal) => (signal.kind === "stop" ? signal.causes : []));
  if (stops.length > 0) return { kind: "stop", causes: inTime(stops) };
  if (signals.some((signal) => signal.kind === "open")) return OPEN;
  return going(signals.map(valueOf));
}

/** The value that a signal carries; null when it carries none. */
export function valueOf(signal: Signal): Json {
  return signal.kind === "go" && signal.input.kind === "value" ? signal.input.value : null;
}

/** Causes once each, the first in time first. */
export function inTime(causes: readonly ModelCause[]): ModelCause[] {
  return [...new Set(causes)].toSorted((a, b) => a.at - b.at);
}
