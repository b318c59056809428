/**
 * What a retry will execute and what it keeps: a pure function of the plan and the states, the same for the
 * preview and the deed.
 */
import type { Link } from "./plan";
import { isMendable, type FindElement, type RetryElement, type RetryTarget } from "./retry-targets";

export interface RetryPlan {
  /** Elements that run again when all goes well. */
  willRun: Set<number>;
  /** Elements of callbacks that fired for the outcome that is taken back: they wait for the next one. */
  rearmed: Set<number>;
  /** Elements that are gone then: they were born under what runs anew, and others may come in their places. */
  dropped: Set<number>;
}

/** What becomes of everything when these get a new decision, each by what {@link targetsOf} says. */
export function planRetry(targets: readonly RetryTarget[], element: FindElement): RetryPlan {
  const staying = new Set<number>();
  for (;;) {
    const walk = new RetryWalk(element, staying);
    for (const [op, first, last] of targets) {
      for (let number = first; number <= last; number += 1) walk.visit(op, number);
    }
    const found = runnable(element, walk);
    const more = stayingOf(element, walk, found).filter((number) => !staying.has(number));
    // What follows one that stays is not reached by way of it: then another may stay, too.
    if (more.length === 0) return planOf(element, walk, found);
    for (const number of more) staying.add(number);
  }
}

function planOf(element: FindElement, walk: RetryWalk, found: ReadonlySet<number>): RetryPlan {
  const { executed, marked, rearmed } = walk;
  const dropped = droppedBy(element, new Set([...executed, ...marked]));
  const willRun = [...executed].filter(
    (number) => found.has(number) && !rearmed.has(number) && !dropped.has(number),
  );
  return { willRun: new Set(willRun), rearmed, dropped };
}

/**
 * Exits of optional containers that stay failed for something else, though what they wait for begins anew:
 * what they let go on hears nothing.
 */
function stayingOf(element: FindElement, walk: RetryWalk, found: ReadonlySet<number>): number[] {
  return [...walk.waiting].filter((number) => {
    if (found.has(number) || walk.waved.has(number)) return false;
    const one = element(number);
    return one?.planned.kind === "join" && one.state === "failed" && one.goesOn;
  });
}

/** What was born under these, and under that. */
function droppedBy(element: FindElement, executed: ReadonlySet<number>): Set<number> {
  const dropped = new Set<number>();
  const births = [...executed].flatMap((number) => {
    const found = element(number);
    return found?.born && found.state !== "skipped" && found.state !== "pending"
      ? [found.born]
      : [];
  });
  for (let born = births.pop(); born; born = births.pop()) {
    for (const number of range(born[0], born[1])) {
      dropped.add(number);
      const below = element(number)?.born;
      if (below) births.push(below);
    }
  }
  return dropped;
}

/**
 * Of what waits again, that which nothing else keeps from running: another failure beside the one that is
 * mended goes on skipping what it skips.
 */
function runnable(element: FindElement, walk: RetryWalk): Set<number> {
  const { waiting, executed, marked } = walk;
  const bad = new Map([...waiting].map((number) => [number, element(number)?.bad ?? 0]));
  for (const number of executed) {
    const bearer = element(number);
    // What was born under it is dropped, with all that it has told: a map's exit hears of the map alone.
    if (bearer?.born && bearer.planned.kind === "map") bad.set(bearer.planned.exit, 1);
    else if (bearer?.born) bad.set(number, 0);
  }
  // Nothing keeps from going on what a person says has succeeded.
  for (const number of marked) bad.set(number, 0);
  const free = [...waiting].filter((number) => bad.get(number) === 0);
  const found = new Set(free);
  for (let number = free.pop(); number !== undefined; number = free.pop()) {
    const settled = element(number);
    for (const next of settled ? releasedBy(settled, executed.has(number)) : []) {
      const left = (bad.get(next) ?? 0) - 1;
      if (!bad.has(next) || found.has(next)) continue;
      bad.set(next, left);
      if (left > 0) continue;
      found.add(next);
      free.push(next);
    }
  }
  dropBlocked(element, waiting, found);
  return found;
}

/**
 * What waits and is kept from running keeps from running what waits for it, whatever it had sent before. The
 * exit of an optional container that stays failed lets it go on, unless the container is not reached at all.
 */
function dropBlocked(element: FindElement, waiting: ReadonlySet<number>, found: Set<number>): void {
  const isBlocked = (number: number) => waiting.has(number) && !found.has(number);
  const blocks = (number: number) => {
    const one = element(number);
    if (one?.planned.kind !== "join" || !one.goesOn) return true;
    return one.planned.entry !== undefined && isBlocked(one.planned.entry);
  };
  const blocked = [...waiting].filter((number) => isBlocked(number) && blocks(number));
  for (let number = blocked.pop(); number !== undefined; number = blocked.pop()) {
    const planned = element(number)?.planned;
    for (const next of planned ? numbersOf([...planned.next, ...planned.onSuccess]) : []) {
      if (found.delete(next)) blocked.push(next);
    }
  }
}

/** What it no longer keeps from running, once it runs itself. */
function releasedBy(element: RetryElement, isExecuted: boolean): number[] {
  const { planned, born } = element;
  const isUnfolded = isExecuted && born !== undefined && planned.kind === "map";
  return isUnfolded ? [planned.exit] : numbersOf(badLinks(element));
}

/** Links over which it has sent that there is nothing to go on with. */
function badLinks({ planned, state, goesOn }: RetryElement): Link[] {
  const { next, onSuccess, onFailure } = planned;
  switch (state) {
    case "succeeded":
      return goesOn ? onFailure : [...next, ...onFailure];
    case "failed":
    case "revoked":
      return goesOn ? onSuccess : [...next, ...onSuccess];
    case "skipped":
      return [...next, ...onSuccess, ...onFailure];
    default:
      return [];
  }
}

/** `u` waits again · `r` re-armed */
type Visit = [op: RetryTarget[0] | "u" | "r", number: number];

/** Follows what a retry sets off along the links. */
class RetryWalk {
  /** What gets a new decision, or waits for its links again. */
  readonly waiting = new Set<number>();
  /** Of that, what is executed when its turn comes. */
  readonly executed = new Set<number>();
  /** Said to have succeeded: what follows goes on, and it is not executed itself. */
  readonly marked = new Set<number>();
  readonly rearmed = new Set<number>();
  /** Begun anew with all that comes after it, whatever was told to it. */
  readonly waved = new Set<number>();
  readonly #element: FindElement;
  /** These stay what they are when something before them begins anew. */
  readonly #staying: ReadonlySet<number>;
  readonly #seen = new Set<string>();

  constructor(element: FindElement, staying: ReadonlySet<number>) {
    this.#element = element;
    this.#staying = staying;
  }

  visit(op: RetryTarget[0], start: number): void {
    const pending: Visit[] = [[op, start]];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [kind, number] = next;
      const key = `${kind}${number}`;
      const found = this.#element(number);
      if (!found || this.#seen.has(key)) continue;
      this.#seen.add(key);
      pending.push(...this.#step(kind, number, found));
    }
  }

  #step(op: Visit[0], number: number, element: RetryElement): Visit[] {
    const { planned, state, born } = element;
    const isStep = planned.kind !== "join";
    switch (op) {
      case "t": {
        const inside = born ? visits("t", [born]) : [];
        const mendsInside = planned.kind === "step" && born !== undefined;
        if (!isMendable(state) || mendsInside || this.#staying.has(number)) return inside;
        return [...inside, ...this.#execute(number, element, "u")];
      }
      case "y":
        return this.#execute(number, element, "u");
      case "m":
        this.marked.add(number);
        return this.#wait(number, element, "u");
      case "z":
        this.waved.add(number);
        return this.#execute(number, element, "z");
      case "u":
        if (this.#staying.has(number)) return [];
        // What it was replaced by is mended: it waits for that, and is not executed itself.
        if (planned.kind === "step" && born && isMendable(state)) {
          return this.#wait(number, element, "u");
        }
        // What was skipped waits again, and joins; what has run keeps its result.
        if (isStep && state !== "skipped" && state !== "pending") return [];
        // An empty container that a person revoked stays so: it follows from nothing before it.
        if (!isStep && state === "revoked") return [];
        return this.#execute(number, element, "u");
      case "r":
        this.rearmed.add(number);
        return visits("r", [...planned.next, ...planned.onSuccess, ...planned.onFailure]);
    }
  }

  #execute(number: number, element: RetryElement, after: "u" | "z"): Visit[] {
    if (element.planned.kind !== "join") this.executed.add(number);
    return this.#wait(number, element, after);
  }

  #wait(number: number, { planned, state }: RetryElement, after: "u" | "z"): Visit[] {
    this.waiting.add(number);
    return [
      ...visits(after, planned.next),
      // Those that fired for a success that is taken back run again.
      ...visits(state === "succeeded" ? "z" : after, planned.onSuccess),
      ...visits("r", planned.onFailure),
    ];
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function numbersOf(links: readonly Link[]): number[] {
  return links.flatMap((link) => (typeof link === "number" ? [link] : range(link[0], link[1])));
}

function visits(op: Visit[0], links: readonly Link[]): Visit[] {
  return numbersOf(links).map((number): Visit => [op, number]);
}
