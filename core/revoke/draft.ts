/** One element while a revoke is worked out: what it is told, and what follows for itself alone. */
import type { Link } from "@/core/plan";
import type { RevokeCause, RevokeElement } from "./types";

export type Signal = "ok" | "bad" | "stop";

export interface Message {
  sign: "+" | "-" | "?";
  signal: Signal;
  to: number;
  from: number;
  cause: RevokeCause;
}

/** One element while this is worked out. */
export interface Draft extends Omit<RevokeElement, "badCauses" | "stopCauses"> {
  number: number;
  badCauses: RevokeCause[];
  stopCauses: RevokeCause[];
}

/** It stands for something in the drawing; other joins follow from what is before them. */
export const hasTurn = ({ planned }: Draft) => planned.kind !== "join" || planned.visible;

/** Only what nobody has executed or revoked is a function of its links. */
export function isDerived({ state, planned }: Draft): boolean {
  if (state === "pending" || state === "skipped") return true;
  return planned.kind === "join" && (state === "failed" || state === "succeeded");
}

export function causeOf({ state, planned, cause, number, expired }: Draft): RevokeCause {
  if (state === "skipped" || (state === "failed" && planned.kind === "join"))
    return cause ?? { element: number, kind: "failed" };
  if (state === "revoked") return { element: number, kind: expired ? "expired" : "revoked" };
  return { element: number, kind: "failed" };
}

/** A failure or expiry of an optional node counts as success; a person's revoke does not. */
export function isSoft({ planned, state, expired, cause }: Draft): boolean {
  if (!planned.optional) return false;
  return state === "revoked" ? expired : cause?.kind !== "revoked";
}

export function count(one: Draft, { sign, signal, from, cause }: Message): void {
  const by = sign === "+" ? 1 : -1;
  if (signal === "ok") {
    one.open -= by;
    return;
  }
  const causes = signal === "bad" ? one.badCauses : one.stopCauses;
  if (signal === "bad") one.bad += by;
  else one.stopped += by;
  if (by > 0) {
    causes.push({ ...cause, from });
    return;
  }
  const at = causes.findIndex((each) => each.from === from);
  if (at >= 0) causes.splice(at, 1);
}

export function numbersOf(links: readonly Link[]): number[] {
  return links.flatMap((link) =>
    typeof link === "number"
      ? [link]
      : Array.from({ length: link[1] - link[0] + 1 }, (_, at) => link[0] + at),
  );
}
