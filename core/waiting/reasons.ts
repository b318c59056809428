/** Why a node is not running: what is known from the run's events and what the engine adds, as a list of reasons. */
import { idleIn, waitsFor, type RunView, type WaitsFor } from "@/core/run-view";
import type { NodeView } from "@/core/snapshot";
import type { StepFacts, WaitingFacts } from "./facts";

/** Times: milliseconds since 1970, by Redis' clock. */
export type Reason =
  | { because: "before"; waits: WaitsFor; size?: number }
  | { because: "run-paused" }
  | { because: "delayed"; nodeId?: string; until: number }
  /** It failed, and is executed again by then. `of`: how often it may be at all. */
  | { because: "attempt"; attempt: number; of?: number; until?: number }
  | { because: "ready-list"; ahead: number; atOnce: number }
  | { because: "sending" }
  | { because: "queue"; queue: string; ahead: number }
  | { because: "taken" }
  | { because: "job-missing"; queue: string; until?: number }
  | { because: "queue-paused"; queue: string }
  | { because: "rate"; queue: string; until: number }
  | { because: "no-worker"; queue: string }
  /** Its workers do not know the format of the run: `workers` of them hand it back. */
  | { because: "other-version"; queue: string; workers: number }
  /** `elsewhere`: workers register it that serve other queues. */
  | { because: "not-registered"; task: string; queue: string; elsewhere: number }
  | { because: "busy"; queue: string; running: number; slots: number }
  | { because: "worker-lost"; worker: string; until: number }
  /** Taken away by force then. */
  | { because: "revoking"; worker?: string; until?: number }
  /** So many workers in a row were lost while they executed it. */
  | { because: "lost-before"; times: number }
  /** A container whose turn has come, with no step at work: what it goes on with. */
  | { because: "idle"; steps: string[]; count: number }
  | { because: "expires"; until: number };

/**
 * The reasons, what a person can do something about first. Empty for what runs well or has ended.
 *
 * @param facts undefined as long as the engine has not answered: what the events tell is there at once.
 */
export function waitingReasons(view: RunView, nodeId: string, facts?: WaitingFacts): Reason[] {
  const node = view.nodes.get(nodeId);
  if (!node) return [];
  if (node.kind !== "task" && node.state !== "pending") {
    const idle = idleIn(view, nodeId);
    return idle === undefined ? [] : [...paused(view), { because: "idle", ...idle }];
  }
  const own = node.kind === "task" ? node : (node.own ?? node);
  switch (own.state) {
    case "pending":
      return [
        ...paused(view),
        ...before(view, nodeId, facts),
        ...hands(facts, false),
        ...ends(facts),
      ];
    case "held":
      return [{ because: "run-paused" }, ...hands(facts, false), ...ends(facts)];
    case "scheduled":
      return [...paused(view), ...due(own, facts), ...delivery(own, facts), ...ends(facts)];
    case "retrying":
      return [...paused(view), attempt(own, facts), ...delivery(own, facts)];
    case "queued":
      return [...paused(view), ...delivery(own, facts), ...ends(facts)];
    case "running":
      return own.revoking ? [revoking(own, facts)] : lost(facts);
    default:
      return [];
  }
}

type Own = Pick<NodeView, "attempt" | "claims" | "dueAt" | "revoking" | "state" | "worker">;

function paused({ run }: RunView): Reason[] {
  return run.paused ? [{ because: "run-paused" }] : [];
}

/** Until the delay of a container is over all in it waits for that, whatever is before it in there. */
function before(view: RunView, nodeId: string, facts: WaitingFacts | undefined): Reason[] {
  if (facts?.delay !== undefined) return [{ because: "delayed", ...facts.delay }];
  const waits = waitsFor(view, nodeId);
  if (waits === undefined) return [];
  const window = facts?.window;
  const size = waits.for === "window" && window?.nodeId === waits.nodeId ? window?.size : undefined;
  return [{ because: "before", waits, ...(size === undefined ? {} : { size }) }];
}

function due({ dueAt }: Own, facts: WaitingFacts | undefined): Reason[] {
  const until = dueAt ?? facts?.delay?.until;
  return until === undefined ? [] : [{ because: "delayed", until }];
}

/** `attempt` counts the one that comes. */
function attempt(own: Own, facts: WaitingFacts | undefined): Reason {
  return {
    because: "attempt",
    attempt: own.attempt,
    ...(facts?.attempts === undefined ? {} : { of: facts.attempts }),
    ...(own.dueAt === undefined ? {} : { until: own.dueAt }),
  };
}

/** Where it stands among what its workers are given, once it is not held back any more. */
function delivery(own: Own, facts: WaitingFacts | undefined): Reason[] {
  const at = facts?.step?.place.at;
  const isWaitingForHands = own.state === "queued" || (at !== "delayed" && at !== "none");
  return [...hands(facts, isWaitingForHands), ...place(facts), ...lostBefore(own)];
}

/** A claim whose step waits again has come to no end. */
function lostBefore({ claims }: Own): Reason[] {
  return claims === 0 ? [] : [{ because: "lost-before", times: claims }];
}

/** What is wrong with the queue and its workers; of `busy` ones only who waits for them wants to hear. */
function hands(facts: WaitingFacts | undefined, isQueued: boolean): Reason[] {
  const { step } = facts ?? {};
  if (step === undefined) return [];
  const { queue, task, serving, otherVersion, able, registering } = step;
  const reasons: Reason[] = [];
  if (step.queuePaused) reasons.push({ because: "queue-paused", queue });
  if (serving === 0 && otherVersion > 0)
    reasons.push({ because: "other-version", queue, workers: otherVersion });
  else if (serving === 0) reasons.push({ because: "no-worker", queue });
  else if (able === 0 && task !== undefined)
    reasons.push({ because: "not-registered", task, queue, elsewhere: registering });
  else if (isQueued) reasons.push(...load(step));
  return reasons;
}

function load({ queue, running, slots, limitedUntil }: StepFacts): Reason[] {
  if (limitedUntil !== undefined) return [{ because: "rate", queue, until: limitedUntil }];
  return running >= slots ? [{ because: "busy", queue, running, slots }] : [];
}

function place(facts: WaitingFacts | undefined): Reason[] {
  const { step } = facts ?? {};
  if (step === undefined) return [];
  const { queue, place: at } = step;
  switch (at.at) {
    case "ready":
      return [{ because: "ready-list", ahead: at.ahead, atOnce: at.atOnce }];
    case "outbox":
      return [{ because: "sending" }];
    case "queue":
      return [{ because: "queue", queue, ahead: at.ahead }];
    case "taken":
      return [{ because: "taken" }];
    case "missing":
      return [
        { because: "job-missing", queue, ...(at.until === undefined ? {} : { until: at.until }) },
      ];
    case "none":
    case "delayed":
      return [];
  }
}

function ends(facts: WaitingFacts | undefined): Reason[] {
  const until = facts?.expiresAt;
  return until === undefined ? [] : [{ because: "expires", until }];
}

function revoking({ worker }: Own, facts: WaitingFacts | undefined): Reason {
  const lease = facts?.step?.lease;
  return {
    because: "revoking",
    ...(worker === undefined ? {} : { worker }),
    ...(lease === undefined ? {} : { until: lease.until }),
  };
}

function lost(facts: WaitingFacts | undefined): Reason[] {
  const lease = facts?.step?.lease;
  if (lease === undefined || lease.online) return [];
  return [{ because: "worker-lost", worker: lease.worker, until: lease.until }];
}
