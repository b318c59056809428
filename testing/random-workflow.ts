/** Random workflows that are valid: every construct, every nesting, every flag, small enough to read. */
import type { Json, NodeKind, Signature, Workflow, WorkflowNode } from "@/core/node";
import type { Random } from "./random";

export interface RandomWorkflowOptions {
  /** About how many nodes at most; a node that is begun is completed. */
  maxNodes: number;
  maxDepth: number;
}

/** A workflow of `flow.echo` signatures. Every node has an id: `n1`, `n2` and so on, in the order drawn. */
export function randomWorkflow(random: Random, options: RandomWorkflowOptions): Workflow {
  const drawing = new Drawing(random, options.maxNodes);
  const root = drawing.node({ depth: options.maxDepth, receives: false, callbacks: true });
  return { version: 1, name: "random", root };
}

interface Place {
  /** Levels left. */
  depth: number;
  /** What is before gives a value. */
  receives: boolean;
  /** Callbacks may hang here. */
  callbacks: boolean;
}

const CONTAINERS: readonly NodeKind[] = ["chain", "chain", "group", "chord", "tree", "map"];

class Drawing {
  readonly #random: Random;
  #left: number;
  #count = 0;

  constructor(random: Random, nodes: number) {
    this.#random = random;
    this.#left = nodes;
  }

  node(place: Place): WorkflowNode {
    const random = this.#random;
    const leaf = place.depth <= 1 || this.#left <= 1 || random.chance(0.35);
    const id = this.#id();
    const body = leaf ? this.#task(id, place) : this.#container(id, place);
    return this.#dress(body, place);
  }

  #id(): string {
    this.#count += 1;
    this.#left -= 1;
    return `n${this.#count}`;
  }

  #task(id: string, place: Place): Signature {
    const immutable = place.receives && this.#random.chance(0.2);
    // `flow.echo` has one parameter: what is received fills it.
    const args: Json[] = place.receives && !immutable ? [] : [this.#random.int(100)];
    return { kind: "task", id, task: "flow.echo", args, ...(immutable ? { immutable } : {}) };
  }

  #container(id: string, place: Place): WorkflowNode {
    const kind = this.#random.pick(CONTAINERS);
    const inside = { ...place, depth: place.depth - 1 };
    const after = { ...inside, receives: true };
    switch (kind) {
      case "chain": {
        const first = this.node(inside);
        return { kind, id, children: [first, ...this.#some(0, 2, after)] };
      }
      case "chord":
        return { kind, id, header: this.#some(0, 3, inside), body: this.node(after) };
      case "tree": {
        const passResult = this.#random.chance(0.5);
        const root = this.#dress(this.#task(this.#id(), place), inside);
        const children = this.#some(0, 2, { ...inside, receives: passResult });
        return { kind, id, root, children, ...(passResult ? { passResult } : {}) };
      }
      case "map":
        return this.#map(id, place);
      default:
        return { kind: "group", id, children: this.#some(0, 3, inside) };
    }
  }

  #map(id: string, place: Place): WorkflowNode {
    const body = this.node({ ...place, depth: place.depth - 1, receives: true });
    const chunk = this.#random.chance(0.2) ? { chunkSize: 2 } : {};
    if (place.receives) return { kind: "map", id, body, ...chunk };
    const over = Array.from({ length: this.#random.int(4) }, (_, index): Json => index);
    return { kind: "map", id, body, over, ...chunk };
  }

  #some(least: number, more: number, place: Place): WorkflowNode[] {
    const count = least + this.#random.int(more + 1);
    return Array.from({ length: this.#left > 0 ? count : least }, () => this.node(place));
  }

  /** Puts flags and callbacks on a node. */
  #dress<T extends WorkflowNode>(node: T, place: Place): T {
    const random = this.#random;
    const dressed = { ...node };
    if (random.chance(0.15)) dressed.optional = true;
    if (!place.callbacks || this.#left <= 0) return dressed;
    // One level of callbacks on callbacks is enough to meet every rule about them.
    const hung = {
      depth: Math.min(place.depth, 2),
      receives: true,
      callbacks: random.chance(0.15),
    };
    if (random.chance(0.12)) dressed.onSuccess = [this.node(hung)];
    if (random.chance(0.12)) dressed.onFailure = [this.node(hung)];
    return dressed;
  }
}
