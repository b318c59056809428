/** Which elements a retry of a node begins with: a pure function of the plan and the states. */
import type { PlanElement } from "./plan";
import type { StepState } from "./states";

/** An element as it stands. */
export interface RetryElement {
  planned: PlanElement;
  state: StepState;
  /** Nodes born under it, as element numbers `[first, last]`. */
  born?: [first: number, last: number];
  /** How many of its links have told it to skip or to stop. */
  bad: number;
  /** What follows it was told to go on: it succeeded, or it is optional. */
  goesOn: boolean;
}

export interface RetryRequest {
  scope: "failed" | "node" | "from";
  /** The elements of the node that is retried, `[first, end)`; of a run all. */
  range: [first: number, end: number];
  /** The element whose state is the node's own: a step, a map, an empty container. */
  own?: number;
  /** The node is a task. */
  isTask: boolean;
  /** What keeps `own` from running, as ranges of elements; asked for only when something does. */
  causes: readonly [first: number, last: number][];
  element: FindElement;
}

export type FindElement = (number: number) => RetryElement | undefined;

/**
 * `t` failed and revoked ones in a range · `y` this one · `z` this one and all after it · `m` this one is
 * marked as succeeded, which is no target of a retry but takes the same things back.
 */
export type RetryTarget = [op: "t" | "y" | "z" | "m", first: number, last: number];

/** It stands for something in the drawing; other joins follow from what is before them. */
const hasTurn = (planned: PlanElement) => planned.kind !== "join" || planned.visible;

export const isMendable = (state: StepState | undefined) =>
  state === "failed" || state === "revoked";
const isOver = (state: StepState) => state === "succeeded" || isMendable(state);

/** What of a node gets a new decision; empty when nothing in it can be retried. */
export function targetsOf(request: RetryRequest): RetryTarget[] {
  const { scope, range, own, isTask, causes, element } = request;
  const [first, end] = range;
  const found = scope !== "failed" && own !== undefined ? element(own) : undefined;
  if (scope === "from" && found?.state !== "skipped") {
    // What is under way comes to its own end first: its handler must not run beside itself.
    const isUnderWay = isTask && found && !isOver(found.state);
    return isUnderWay || !wasExecuted(request) ? [] : [["z", first, end - 1]];
  }
  // It starts with what keeps it from running.
  const before = causes
    .filter(([from, to]) => from !== own && someMendable(request, from, to))
    .map(([from, to]): RetryTarget => ["t", from, to]);
  if (found?.state === "skipped") return before;
  if (isTask && isMendable(found?.state)) return [...before, ["y", first, first]];
  return someMendable(request, first, end - 1) ? [...before, ["t", first, end - 1]] : [];
}

/** Something in it has been started or ended by somebody. */
function wasExecuted({ range, element }: RetryRequest): boolean {
  const [first, end] = range;
  for (let number = first; number < end; number += 1) {
    const found = element(number);
    if (!found || !hasTurn(found.planned)) continue;
    if (found.state !== "pending" && found.state !== "skipped") return true;
  }
  return false;
}

function someMendable(request: RetryRequest, first: number, last: number): boolean {
  for (let number = first; number <= last; number += 1) {
    const found = request.element(number);
    if (!found) continue;
    if (hasTurn(found.planned) && isMendable(found.state)) return true;
    if (found.born && someMendable(request, found.born[0], found.born[1])) return true;
  }
  return false;
}
