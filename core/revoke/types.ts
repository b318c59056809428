/** An element of a run as a revoke finds it, and what a revoke makes of a run. */
import type { PlanElement } from "@/core/plan";
import type { StepState } from "@/core/states";

/** What kept an element from running: the element that caused it, and how. */
export interface RevokeCause {
  element: number;
  kind: string;
  /** Which link told it. */
  from?: number;
}

/** An element as it stands. */
export interface RevokeElement {
  planned: PlanElement;
  state: StepState;
  /** Links that have not sent ok; that are bad; that stopped by choice. */
  open: number;
  bad: number;
  stopped: number;
  /** The first of the bad links, and of those that stopped. */
  badCauses: readonly RevokeCause[];
  stopCauses: readonly RevokeCause[];
  /** Why it is what it is, as it was sent on. */
  cause?: RevokeCause;
  /** A worker has executed it already. */
  hasBegun: boolean;
  /** It stopped by choice; it expired. */
  byChoice: boolean;
  expired: boolean;
  /** It was replaced by a container and waits for that. */
  isReplaced: boolean;
  /** Nodes born under it, as element numbers. */
  born?: readonly [first: number, last: number];
  /** Its place in the order of ends. */
  order: number;
  /** Of a map's exit: the copies that have not started. */
  pool?: RevokePool;
  /** Of a copy's exit: it has started the next one. */
  hasStartedNext: boolean;
}

export interface RevokePool {
  cursor: number;
  count: number;
  first: number;
  stride: number;
  starts: readonly number[];
}

export type FindRevokeElement = (number: number) => RevokeElement | undefined;

/** Elements that stand for something in the drawing. */
export interface RevokePlan {
  /** They have not begun, and never will. */
  revoked: Set<number>;
  /** They run, and are asked to stop. */
  asked: Set<number>;
  /** Beside those: what needed them. */
  skipped: Set<number>;
  /** What goes on because of it: callbacks for failures, the next copies of a map. */
  starts: Set<number>;
}
