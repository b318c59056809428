/**
 * Where a worker is killed: between two of its calls to Redis. The points are told on the wire, by the
 * worker's own proxy, so the engine holds nothing for tests: whatever a process does between two calls, for
 * everybody else it died between them.
 */
import type { WireCommand } from "../redis-wire";
import { argumentsOf, scriptOf } from "./script-names";

/** Before what the worker is gone. What is named has not reached Redis. */
export const CRASH_POINTS = {
  /** BullMQ has delivered, the engine knows nothing of it. */
  claim: (command) => moves(command).includes("c"),
  /** The handler has ended. */
  finish: (command) => moves(command).includes("f"),
  /** The step has ended; what became ready lies in the outbox. With `nth` n: after n - 1 of the jobs. */
  add: (command) => /^add(Standard|Prioritized|Delayed)Job$/.test(scriptOf(command) ?? ""),
  /** BullMQ has the jobs, the outbox does not know. */
  acknowledge: (command) => scriptOf(command) === "ackDispatch",
  /** All is done but for the job itself. */
  complete: (command) => scriptOf(command) === "moveToFinished",
} satisfies { [name: string]: (command: WireCommand) => boolean };

export type CrashPoint = keyof typeof CRASH_POINTS;

/** How many arguments the moves of `moveSteps` have, by their first. */
const LENGTHS: { [kind: string]: number } = { c: 4, f: 11 };
/** Clock, context, worker. */
const BEFORE_MOVES = 3;

/** The kinds of moves that a call of `moveSteps` holds. */
function moves(command: WireCommand): string[] {
  if (scriptOf(command) !== "moveSteps") return [];
  const args = argumentsOf(command);
  const kinds: string[] = [];
  for (let at = BEFORE_MOVES; at < args.length; at += LENGTHS[kinds.at(-1) ?? ""] ?? Infinity) {
    kinds.push(args[at] ?? "");
  }
  return kinds;
}
