/**
 * What every node is, worked out from scratch: recursion over the tree, from what has happened to each
 * step. A node is given its turn, and answers with its outcome; callbacks are given theirs by the outcome
 * of what they hang on and answer to nobody.
 */
import {
  callbacksOf,
  type Chain,
  type Chord,
  type MapNode,
  type Tree,
  type WorkflowNode,
} from "@/core/node";
import type { Fact } from "./facts";
import {
  going,
  inTime,
  joined,
  NOTHING,
  OPEN,
  valueOf,
  type ModelCause,
  type ModelInput,
  type Signal,
} from "./signals";
import { chunksOf, hasTurn, idOf, type Copies } from "./tree";

/** What a step, a map or an empty container is. */
export interface ModelState {
  /** `ready`: should be scheduled, queued, held or between attempts. */
  state: "pending" | "ready" | "running" | "succeeded" | "failed" | "revoked" | "skipped";
  /** Asked to stop. */
  revoking?: boolean;
  /** Of a skipped one, and of a revoked one. */
  cause?: { kind: ModelCause["kind"]; nodeId: string };
  /** Every node that is a reason for skipping; `cause` names the first in time. */
  causes?: string[];
}

/** An outcome before `optional` softens it. `self`: of this step's own stop; `own`: what is bad and happened inside. */
export type Outcome = Signal & { self?: boolean; own?: ModelCause[] };

export interface World {
  root: WorkflowNode;
  facts: ReadonlyMap<string, Fact>;
  copies: Copies;
}

export interface Evaluation {
  /** Of steps, maps and empty containers. */
  states: Map<string, ModelState>;
  /** What each ready one receives. */
  inputs: Map<string, ModelInput>;
  /** Of every node. */
  outcomes: Map<string, Outcome>;
  /** Callbacks whose case has come. */
  fired: Set<string>;
}

/** Works everything out. */
export function evaluate(world: World): Evaluation {
  const evaluator = new Evaluator(world);
  evaluator.node(world.root, { kind: "go", input: NOTHING });
  return evaluator.found;
}

class Evaluator {
  readonly found: Evaluation = {
    states: new Map(),
    inputs: new Map(),
    outcomes: new Map(),
    fired: new Set(),
  };
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Gives a node its turn; answers what follows gets. */
  node(node: WorkflowNode, turn: Signal): Signal {
    const outcome = withOrigin(this.#outcome(node, turn), turn);
    this.found.outcomes.set(idOf(node), outcome);
    for (const { node: callback, role } of callbacksOf(node)) {
      const called = role === "onSuccess" ? onSuccess(node, outcome) : onFailure(node, outcome);
      if (called.kind === "go") this.found.fired.add(idOf(callback));
      this.node(callback, called);
    }
    return soften(node, outcome);
  }

  #outcome(node: WorkflowNode, turn: Signal): Outcome {
    if (node.kind === "map") return this.#map(node, turn);
    if (hasTurn(node))
      return node.kind === "task" ? this.#step(node, turn) : this.#empty(node, turn);
    switch (node.kind) {
      case "chain":
        return this.#chain(node, turn);
      case "chord":
        return this.#chord(node, turn);
      case "tree":
        return this.#tree(node, turn);
      case "group":
        return joined(node.children.map((child) => this.node(child, turn)));
      case "task":
        return OPEN;
    }
  }

  #step(node: WorkflowNode & { kind: "task" }, turn: Signal): Outcome {
    const id = idOf(node);
    const fact = this.#world.facts.get(id);
    const heard: Signal =
      node.immutable && turn.kind === "go" ? { kind: "go", input: NOTHING } : turn;
    if (!fact) return this.#derived(id, heard);
    return this.#happened(id, fact);
  }

  /** It has its turn, which it ends at once. */
  #empty(node: WorkflowNode, turn: Signal): Outcome {
    const id = idOf(node);
    const fact = this.#world.facts.get(id);
    if (fact) return this.#happened(id, fact);
    if (turn.kind !== "go") return this.#derived(id, turn);
    this.found.states.set(id, { state: "succeeded" });
    return going([]);
  }

  #map(node: MapNode, turn: Signal): Outcome {
    const id = idOf(node);
    const fact = this.#world.facts.get(id);
    const given = node.over === undefined ? turn : overTurn(node, turn);
    if (!fact) return this.#derived(id, given);
    if (fact.kind !== "unfolded") return this.#happened(id, fact);
    this.found.states.set(id, { state: "succeeded" });
    const items = chunksOf(node, fact.items);
    const copies = this.#world.copies.get(id) ?? [];
    return joined(copies.map((copy, index) => this.node(copy, going(items[index] ?? null))));
  }

  #chain(node: Chain, turn: Signal): Outcome {
    const ends: Signal[] = [];
    for (const child of node.children) ends.push(this.node(child, ends.at(-1) ?? turn));
    return lastOf(ends);
  }

  #chord(node: Chord, turn: Signal): Outcome {
    const ends = node.header.map((member) => this.node(member, turn));
    const empty = turn.kind === "go" ? going([]) : turn;
    const header = ends.length === 0 ? empty : joined(ends);
    return lastOf([header, this.node(node.body, header)]);
  }

  #tree(node: Tree, turn: Signal): Outcome {
    const root = this.node(node.root, turn);
    const given: Signal =
      root.kind === "go" && !node.passResult ? { kind: "go", input: NOTHING } : root;
    const all = joined([root, ...node.children.map((child) => this.node(child, given))]);
    return all.kind === "go" ? going(valueOf(root)) : all;
  }

  /** Nothing has happened to it: what it is follows from its turn. */
  #derived(id: string, turn: Signal): Outcome {
    this.found.states.set(id, stateOf(turn));
    if (turn.kind !== "go") return turn;
    this.found.inputs.set(id, turn.input);
    return OPEN;
  }

  /** Something has happened to it: no turn changes that. */
  #happened(id: string, fact: Fact): Outcome {
    const { states, inputs } = this.found;
    switch (fact.kind) {
      case "running":
        states.set(id, { state: "running", ...(fact.revoking ? { revoking: true } : {}) });
        return OPEN;
      case "waiting":
        states.set(id, { state: "ready" });
        inputs.set(id, fact.input);
        return OPEN;
      case "succeeded":
      case "unfolded":
        states.set(id, { state: "succeeded" });
        return going(fact.kind === "succeeded" ? fact.value : null);
      case "stopped":
        states.set(id, { state: "succeeded" });
        return {
          ...{ kind: "stop", self: true },
          causes: [{ kind: "choice", nodeId: id, at: fact.at }],
        };
      case "failed":
        states.set(id, { state: "failed" });
        return { kind: "bad", causes: [{ kind: "failed", nodeId: id, at: fact.at }] };
      case "revoked":
      case "expired":
        states.set(id, { state: "revoked", cause: { kind: fact.kind, nodeId: id } });
        return { kind: "bad", causes: [{ kind: fact.kind, nodeId: id, at: fact.at }] };
    }
  }
}

function overTurn(node: MapNode, turn: Signal): Signal {
  return turn.kind === "go"
    ? { kind: "go", input: { kind: "value", value: node.over ?? [] } }
    : turn;
}

function stateOf(turn: Signal): ModelState {
  if (turn.kind === "open") return { state: "pending" };
  if (turn.kind === "go") return { state: "ready" };
  const causes = inTime(turn.causes);
  const [first] = causes;
  return {
    state: "skipped",
    ...(first ? { cause: { kind: first.kind, nodeId: first.nodeId } } : {}),
    causes: causes.map((cause) => cause.nodeId),
  };
}

/** The outcome of the last; when it is bad, whatever was bad before it is a reason, too. */
function lastOf(ends: readonly Signal[]): Signal {
  const last = ends.at(-1) ?? OPEN;
  return last.kind === "bad" ? joined(ends) : last;
}

/** Tells what went wrong inside from what the turn brought: only the former is the node's own failure. */
function withOrigin(outcome: Outcome, turn: Signal): Outcome {
  if (outcome.kind !== "bad") return outcome;
  const { kind, causes } = outcome;
  const brought = turn.kind === "bad" ? turn.causes : [];
  const own = inTime(causes.filter((cause) => !brought.includes(cause)));
  return own.length === 0 ? { kind, causes } : { kind, causes, own };
}

/**
 * What follows an optional node goes on with null when it failed or expired; a person's revoke is neither.
 * What happened first decides.
 */
function soften(node: WorkflowNode, { self: _self, own, ...outcome }: Outcome): Signal {
  if (!node.optional || !own) return outcome;
  return own[0]?.kind === "revoked" ? outcome : going(null);
}

function unneeded(node: WorkflowNode): Signal {
  return { kind: "bad", causes: [{ kind: "unneeded", nodeId: idOf(node), at: 0 }] };
}

function onSuccess(node: WorkflowNode, outcome: Outcome): Signal {
  if (outcome.self) return going(null);
  return outcome.own ? unneeded(node) : outcome;
}

function onFailure(node: WorkflowNode, outcome: Outcome): Signal {
  if (outcome.kind === "go" || outcome.kind === "stop") return unneeded(node);
  if (!outcome.own) return outcome;
  const nodeIds = outcome.own.map((cause) => cause.nodeId);
  return { kind: "go", input: { kind: "failure", nodeIds } };
}
