/**
 * What a run means, slowly and from scratch: the model that the engine is compared with, step by step.
 * It holds what has happened to each step from outside, and works everything else out on each question.
 * It knows of no plan, no join and no count. Steps that are replaced by containers are not in it.
 */
import type { Json, Workflow, WorkflowNode } from "@/core/node";
import { evaluate, type Evaluation, type ModelState } from "./evaluate";
import type { Fact, ModelOutcome } from "./facts";
import type { ModelInput } from "./signals";
import { copiesOf, fromOn, hasTurn, idOf, insideOf, withCallbacks } from "./tree";

export type ModelRetryScope = "failed" | "node" | "from";

type FactBody<F = Fact> = F extends Fact ? Omit<F, "at"> : never;

/** A run. Every operation throws when it is not possible now; whoever drives the model asks it first. */
export class Model {
  readonly root: WorkflowNode;
  paused = false;
  readonly #facts = new Map<string, Fact>();
  readonly #copies = new Map<string, WorkflowNode[]>();
  #clock = 0;

  constructor(workflow: Workflow) {
    this.root = workflow.root;
  }

  /** What everything is now. */
  evaluate(): Evaluation {
    return evaluate({ root: this.root, facts: this.#facts, copies: this.#copies });
  }

  /** Every node there is, copies of maps included, in the order drawn. */
  nodes(): WorkflowNode[] {
    return withCallbacks(this.root, this.#copies);
  }

  /** Ids of what could be claimed: of steps, and of maps. */
  ready(): string[] {
    return this.#idsIn("ready");
  }

  /** Ids of what is running: of steps, and of maps that unfold. */
  running(): string[] {
    return this.#idsIn("running");
  }

  /** Starts a ready step or map, and answers what it receives. */
  claim(id: string): ModelInput {
    if (this.paused)
      throw new Error(`${id} cannot be claimed: the run is paused. Resume it first.`);
    const input = this.evaluate().inputs.get(id);
    if (!input) throw new Error(`${id} cannot be claimed: it is not ready.`);
    this.#set(id, { kind: "running", revoking: false, input });
    return input;
  }

  /** Ends what runs; what was asked to stop is revoked, whatever the outcome. */
  finish(id: string, outcome: ModelOutcome): void {
    const fact = this.#runningFact(id);
    if (fact.revoking) return this.#set(id, { kind: "revoked" });
    if (outcome.kind === "again") return this.#set(id, { kind: "waiting", input: fact.input });
    this.#set(id, outcome);
  }

  /** A worker lost what it ran, or handed it back: it is claimed anew, unless it was asked to stop. */
  lose(id: string): void {
    const fact = this.#runningFact(id);
    this.#set(id, fact.revoking ? { kind: "revoked" } : { kind: "waiting", input: fact.input });
  }

  /** A ready step was not started in time. */
  expire(id: string): void {
    if (!isUnstarted(this.evaluate().states.get(id)))
      throw new Error(`${id} cannot expire: it has started or ended.`);
    this.#set(id, { kind: "expired" });
  }

  /** A map that is ready, or claimed, makes its copies. It fails when what it received is no list. */
  unfold(id: string): "unfolded" | "failed" | "revoked" {
    const node = this.#node(id);
    if (node.kind !== "map") throw new Error(`${id} cannot unfold: it is no map.`);
    if (this.#facts.get(id)?.kind !== "running") this.claim(id);
    const { input, revoking } = this.#runningFact(id);
    if (revoking) {
      this.#set(id, { kind: "revoked" });
      return "revoked";
    }
    const items: Json = input.kind === "value" ? input.value : null;
    if (!Array.isArray(items)) {
      this.#set(id, { kind: "failed" });
      return "failed";
    }
    this.#copies.set(id, copiesOf(node, items));
    this.#set(id, { kind: "unfolded", items });
    return "unfolded";
  }

  /** Revokes a node, or the whole run: what has not started at once, what runs when it ends. */
  revoke(id: string | null): { revoked: string[]; revoking: string[] } {
    const turns = this.#scope(id).filter(hasTurn).map(idOf);
    const { states } = this.evaluate();
    const revoked = turns.filter((turn) => isUnstarted(states.get(turn)));
    const revoking = turns.filter((turn) => this.#isRevocable(turn));
    for (const turn of revoked) this.#set(turn, { kind: "revoked" });
    for (const turn of revoking) this.#set(turn, { ...this.#runningFact(turn), revoking: true });
    return { revoked, revoking };
  }

  /**
   * Gives steps a new decision; answers which had one before, callbacks that fired for the old outcome among
   * them. `null` when there is nothing to retry.
   */
  retry(scope: ModelRetryScope, id: string | null): string[] | null {
    const before = this.evaluate();
    const targets = this.#targets(scope, id, before);
    const isSkipped = id !== null && before.states.get(id)?.state === "skipped";
    if (scope !== "failed" && isSkipped) targets.push(...this.#causes(id, before));
    if (targets.length === 0) return null;
    const reset = this.#reset(targets);
    const startsBefore = scope === "node" || (scope === "from" && isSkipped);
    if (startsBefore && id !== null) reset.push(...this.#resetCauses(id));
    const all = new Set([...reset, ...this.#rearm(before)]);
    return this.nodes()
      .map(idOf)
      .filter((turn) => all.has(turn));
  }

  /**
   * A person says what a step has come to that ended badly or has not begun. Callbacks that fired for the end
   * that is taken back wait for another. False: it is no such step.
   */
  succeed(id: string, value: Json): boolean {
    const before = this.evaluate();
    const state = before.states.get(id)?.state;
    const isOpen = state === "failed" || state === "revoked" || state === "ready";
    if (this.#node(id).kind !== "task" || !isOpen) return false;
    this.#set(id, { kind: "succeeded", value });
    this.#rearm(before);
    return true;
  }

  /** Takes back what happened to callbacks whose case, as it is now, has not come; answers whose. */
  #rearm(before: Evaluation): string[] {
    const { fired } = this.evaluate();
    const rearmed = this.nodes().filter(
      (node) => before.fired.has(idOf(node)) && !fired.has(idOf(node)),
    );
    const behind = rearmed.flatMap((callback) => withCallbacks(callback, this.#copies));
    return this.#reset(behind.map(idOf));
  }

  #reset(ids: string[]): string[] {
    const had = ids.filter((id) => this.#facts.has(id));
    for (const id of had) this.#forget(id);
    return had;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  #targets(scope: ModelRetryScope, id: string | null, now: Evaluation): string[] {
    if (scope === "from") {
      if (!this.#scope(id).some((node) => hasHadTurn(node, now))) return [];
      if (id !== null && this.#isUnderWay(id, now)) return [];
      if (id === null) return this.nodes().map(idOf);
      return fromOn(this.root, this.#node(id), this.#copies).map(idOf);
    }
    return this.#scope(id)
      .map(idOf)
      .filter((turn) => this.#isHarmed(turn));
  }

  /** What keeps a skipped one from running. A callback whose case did not come was kept from nothing. */
  #causes(id: string, now: Evaluation): string[] {
    const state = now.states.get(id);
    if (state?.state !== "skipped" || state.cause?.kind === "unneeded") return [];
    return (state.causes ?? []).filter((cause) => this.#isHarmed(cause));
  }

  /** Behind what kept it may stand others that would: until nothing does. */
  #resetCauses(id: string): string[] {
    const reset: string[] = [];
    for (;;) {
      const causes = this.#causes(id, this.evaluate());
      if (causes.length === 0) return reset;
      reset.push(...this.#reset(causes));
    }
  }

  /** A task whose turn has come and that has not ended: its handler must not run beside itself. */
  #isUnderWay(id: string, now: Evaluation): boolean {
    const state = now.states.get(id)?.state;
    return this.#node(id).kind === "task" && (state === "ready" || state === "running");
  }

  #scope(id: string | null): WorkflowNode[] {
    return id === null ? this.nodes() : insideOf(this.#node(id), this.#copies);
  }

  #isHarmed(id: string): boolean {
    const kind = this.#facts.get(id)?.kind;
    return kind === "failed" || kind === "revoked" || kind === "expired";
  }

  #isRevocable(id: string): boolean {
    const fact = this.#facts.get(id);
    return fact?.kind === "running" && !fact.revoking;
  }

  /** Takes back what has happened to a step; a map loses its copies, and what happened to them. */
  #forget(id: string): void {
    for (const copy of this.#copies.get(id) ?? []) {
      for (const node of withCallbacks(copy, this.#copies)) this.#forget(idOf(node));
    }
    this.#copies.delete(id);
    this.#facts.delete(id);
  }

  #set(id: string, fact: FactBody): void {
    this.#clock += 1;
    this.#facts.set(id, { ...fact, at: this.#clock });
  }

  #runningFact(id: string): Fact & { kind: "running" } {
    const fact = this.#facts.get(id);
    if (fact?.kind !== "running") throw new Error(`${id} does not run.`);
    return fact;
  }

  #node(id: string): WorkflowNode {
    const node = this.nodes().find((other) => idOf(other) === id);
    if (!node) throw new Error(`The run has no node ${id}.`);
    return node;
  }

  #idsIn(state: "ready" | "running"): string[] {
    const found = [...this.evaluate().states];
    return found.filter(([, one]) => one.state === state).map(([id]) => id);
  }
}

function isUnstarted(state: ModelState | undefined): boolean {
  return state?.state === "pending" || state?.state === "ready";
}

/** A step or map whose turn has come, or that was revoked before: there is something to run again. */
function hasHadTurn(node: WorkflowNode, now: Evaluation): boolean {
  if (!hasTurn(node)) return false;
  const state = now.states.get(idOf(node))?.state;
  return state !== undefined && state !== "pending" && state !== "skipped";
}

/** The model of a run of `workflow`, just submitted. Every node needs an id. */
export function createModel(workflow: Workflow): Model {
  return new Model(workflow);
}
