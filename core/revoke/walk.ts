/** A revoke, signal by signal. */
import type { Link } from "@/core/plan";
import { isTerminal, type StepState } from "@/core/states";
import {
  causeOf,
  count,
  hasTurn,
  isDerived,
  isSoft,
  numbersOf,
  type Draft,
  type Message,
  type Signal,
} from "./draft";
import type { FindRevokeElement, RevokeCause, RevokePlan } from "./types";

/** Works out what a revoke does as the scripts do it (lua/includes), but that nothing is left running. */
export class RevokeWalk {
  readonly #element: FindRevokeElement;
  readonly #drafts = new Map<number, Draft>();
  readonly #asked = new Set<number>();
  readonly #messages: Message[] = [];
  #order = Number.MAX_SAFE_INTEGER / 2;

  constructor(element: FindRevokeElement) {
    this.#element = element;
  }

  /** As revokeElement in lua/includes/process.lua, but that nothing is left running. */
  revoke([first, last]: readonly [number, number]): void {
    for (let number = first; number <= last; number += 1) {
      const one = this.#draft(number);
      if (!one) continue;
      const isOver = isTerminal(one.state);
      if (one.born && (!isOver || one.planned.kind === "map")) this.revoke(one.born);
      if (isOver || !hasTurn(one) || one.isReplaced) continue;
      if (one.state === "running") this.#asked.add(number);
      this.#settle(one, "revoked", { element: number, kind: "revoked" });
    }
  }

  settled(): RevokePlan {
    for (let at = 0; at < this.#messages.length; at += 1) this.#take(this.#messages[at]);
    const plan: RevokePlan = {
      ...{ revoked: new Set(), asked: this.#asked, skipped: new Set(), starts: new Set() },
    };
    for (const [number, one] of this.#drafts) {
      const before = this.#element(number)?.state;
      if (!hasTurn(one) || before === one.state || this.#asked.has(number)) continue;
      if (one.state === "revoked") plan.revoked.add(number);
      else if (one.state === "skipped") plan.skipped.add(number);
      else if (one.state === "queued" || one.state === "scheduled") plan.starts.add(number);
    }
    return plan;
  }

  #draft(number: number): Draft | undefined {
    const known = this.#drafts.get(number);
    if (known) return known;
    const found = this.#element(number);
    if (!found) return undefined;
    const { badCauses, stopCauses } = found;
    const draft: Draft = {
      ...{ ...found, number },
      ...{ badCauses: [...badCauses], stopCauses: [...stopCauses] },
    };
    this.#drafts.set(number, draft);
    return draft;
  }

  #settle(one: Draft, state: StepState, cause?: RevokeCause): void {
    one.state = state;
    if (cause) one.cause = cause;
    if (hasTurn(one)) one.order = this.#order += 1;
    this.#send("+", one);
    this.#startNext(one);
  }

  /** A copy of a map with a window has ended: the next one may start. */
  #startNext(one: Draft): void {
    const { pool: exitNumber } = one.planned;
    const exit = exitNumber === undefined ? undefined : this.#draft(exitNumber);
    if (!exit?.pool || one.hasStartedNext) return;
    one.hasStartedNext = true;
    const { cursor, count, first, stride, starts } = exit.pool;
    if (cursor >= count) return;
    exit.pool = { ...exit.pool, cursor: cursor + 1 };
    const cause = { element: exit.number, kind: "ok" };
    for (const offset of starts) {
      const to = first + cursor * stride + offset;
      this.#messages.push({ sign: "+", signal: "ok", to, from: exit.number, cause });
    }
  }

  /** As outcomeOf in lua/includes/signals.lua. */
  #send(sign: "+" | "-", one: Draft): void {
    const { next, onSuccess, onFailure } = one.planned;
    const cause = causeOf(one);
    const unneeded = { element: one.number, kind: "unneeded" };
    const tell = (links: readonly Link[], signal: Signal, why = cause) => {
      for (const to of numbersOf(links))
        this.#messages.push({ sign, signal, to, from: one.number, cause: why });
    };
    switch (one.state) {
      case "succeeded":
        tell(next, one.byChoice ? "stop" : "ok");
        tell(onSuccess, "ok");
        return tell(onFailure, "bad", unneeded);
      case "skipped": {
        const signal = one.cause?.kind === "choice" ? "stop" : "bad";
        tell(next, signal);
        tell(onSuccess, signal);
        return signal === "stop" ? tell(onFailure, "bad", unneeded) : tell(onFailure, "bad");
      }
      default:
        tell(next, isSoft(one) ? "ok" : "bad");
        tell(onSuccess, "bad", unneeded);
        return tell(onFailure, "ok");
    }
  }

  #take(message: Message | undefined): void {
    const one = message && this.#draft(message.to);
    if (!one) return;
    if (message.sign !== "?") count(one, message);
    this.#evaluate(one);
  }

  /** As evaluate in lua/includes/evaluate.lua. */
  #evaluate(one: Draft): void {
    if (one.isReplaced && one.state === "running") return this.#evaluateReplaced(one);
    this.#loseTurn(one);
    if (!isDerived(one) || one.state === "succeeded") return;
    const [wanted, cause] = this.#wanted(one);
    if (one.state === "skipped" && (wanted === "pending" || wanted === "go")) {
      this.#send("-", one);
      one.state = "pending";
    }
    if (wanted === "pending") return;
    if (wanted === "go") return this.#go(one);
    if (one.state === wanted) return this.#changeReason(one, cause);
    if (one.state !== "pending") this.#send("-", one);
    this.#settle(one, wanted, cause);
  }

  #go(one: Draft): void {
    if (one.state !== "pending") return;
    const { planned } = one;
    if (planned.delayMs !== undefined || planned.etaMs !== undefined) one.state = "scheduled";
    else if (planned.kind === "join") this.#settle(one, "succeeded");
    else one.state = "queued";
  }

  #evaluateReplaced(one: Draft): void {
    if (one.bad > 0) {
      const hasFailed = one.badCauses.some(({ kind }) => kind === "failed");
      if (hasFailed) this.#settle(one, "failed");
      else this.#settle(one, "revoked", { element: one.number, kind: "revoked" });
    } else if (one.stopped > 0 || one.open <= 0) {
      one.byChoice = one.stopped > 0;
      this.#settle(one, "succeeded");
    }
  }

  /** Its turn had come, and is over before it began. */
  #loseTurn(one: Draft): void {
    if (one.bad === 0 && one.stopped === 0) return;
    const { state, planned, hasBegun } = one;
    if (state === "succeeded" && planned.kind === "join") {
      this.#send("-", one);
      one.state = "pending";
    } else if (!hasBegun && ["queued", "scheduled", "held"].includes(state)) one.state = "pending";
  }

  #changeReason(one: Draft, cause: RevokeCause | undefined): void {
    const { element, kind } = cause ?? {};
    if (one.cause?.element === element && one.cause?.kind === kind) return;
    this.#send("-", one);
    if (cause) one.cause = cause;
    this.#send("+", one);
  }

  #wanted(one: Draft): [wanted: "failed" | "skipped" | "pending" | "go", cause?: RevokeCause] {
    if (one.bad > 0) {
      const inside = this.#causeInside(one);
      if (inside) return ["failed", inside];
      const first = this.#first(one, one.badCauses);
      return ["skipped", first ?? { element: one.number, kind: "failed" }];
    }
    if (one.stopped > 0) {
      const first = this.#first(one, one.stopCauses);
      return ["skipped", { element: first?.element ?? one.number, kind: "choice" }];
    }
    return [one.open <= 0 ? "go" : "pending"];
  }

  /** Of an exit: what happened inside and was not brought by its turn. */
  #causeInside(one: Draft): RevokeCause | undefined {
    const { planned } = one;
    const entry =
      planned.kind === "join" && planned.entry !== undefined
        ? this.#draft(planned.entry)
        : undefined;
    if (!entry) return undefined;
    const brought = entry.state === "skipped" ? entry.cause?.element : undefined;
    return this.#first(
      one,
      one.badCauses.filter(({ element }) => element !== brought),
    );
  }

  #first(one: Draft, causes: readonly RevokeCause[]): RevokeCause | undefined {
    let found: RevokeCause | undefined;
    for (const cause of causes)
      if (found === undefined || this.#countsBefore(one, cause, found)) found = cause;
    return found && { element: found.element, kind: found.kind };
  }

  #countsBefore(one: Draft, cause: RevokeCause, other: RevokeCause): boolean {
    const [depth, otherDepth] = [this.#depthOf(one, cause), this.#depthOf(one, other)];
    if (depth !== otherDepth) return depth > otherDepth;
    const isUnneeded = cause.kind === "unneeded";
    if (isUnneeded !== (other.kind === "unneeded")) return isUnneeded;
    const orderOf = ({ element }: RevokeCause) => this.#draft(element)?.order ?? 0;
    return orderOf(cause) < orderOf(other);
  }

  /** How many of the containers around an element a cause lies in. */
  #depthOf({ planned }: Draft, { element }: RevokeCause): number {
    let depth = 0;
    for (let { scope } = planned; scope !== undefined;) {
      if (element >= scope) depth += 1;
      scope = this.#element(scope)?.planned.scope;
    }
    return depth;
  }
}
