/** A run that could have been: events with times for a random drawing, in the order that the engine keeps. */
import type { RunEvent, StepStatus } from "@/core/events";
import { layoutTreeOfRows, type LayoutTree } from "@/core/layout/tree";
import type { WorkflowNode } from "@/core/node";
import { createRunView, INITIAL_STATUS, type RunView } from "@/core/run-view";
import type { Random } from "@/testing/random";
import { rowsOf } from "@/testing/rows";
import { emptyRun } from "@/testing/run-view/test-run";

export interface Simulated {
  events: RunEvent[];
  /** The run as it was submitted. */
  submitted: () => RunView;
  /** The drawing with what was born. */
  tree: LayoutTree;
  endedAt: number;
}

type Said = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "seq"> : never) : never;

export const SUBMITTED_AT = 1_000;

/** Every step succeeds in the end, some after further attempts; each waits in a queue first. */
export function simulateRun(random: Random, root: WorkflowNode): Simulated {
  const rows = rowsOf(root);
  const story = new Story(random);
  const tree = layoutTreeOfRows(rows);
  if (tree === null) throw new Error("A drawing of nothing");
  story.node(tree, SUBMITTED_AT);
  const sorted = story.said.toSorted((a, b) => a.at - b.at);
  const events = sorted.map((event, index) => ({ ...event, seq: index + 1 }) as RunEvent);
  const born = sorted.flatMap((event) => (event.type === "nodes.born" ? event.nodes : []));
  const run = { ...emptyRun(rows[0]?.id ?? ""), submittedAt: SUBMITTED_AT };
  return {
    events,
    submitted: () => createRunView({ run, rows, seq: 0, gen: "g" }),
    tree: layoutTreeOfRows([...rows, ...born]) ?? tree,
    endedAt: sorted.at(-1)?.at ?? SUBMITTED_AT,
  };
}

class Story {
  readonly said: Said[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Runs a node that is ready; answers when it ended, its callbacks not among it. */
  node(tree: LayoutTree, ready: number): number {
    const end = this.#inside(tree, ready);
    for (const callback of tree.onSuccess) this.node(callback, end);
    return end;
  }

  #inside(tree: LayoutTree, ready: number): number {
    switch (tree.kind) {
      case "task":
        return this.#step(tree.id, ready);
      case "chain":
        return tree.members.reduce((at, member) => this.node(member, at), ready);
      case "group":
        return this.#together(tree.members, ready);
      case "chord": {
        const header = tree.members.filter(({ role }) => role === "header");
        const body = tree.members.filter(({ role }) => role === "body");
        return this.#together(body, this.#together(header, ready));
      }
      case "tree": {
        const root = tree.members.filter(({ role }) => role === "root");
        const others = tree.members.filter(({ role }) => role !== "root");
        return this.#together(others, this.#together(root, ready));
      }
      case "map":
        return this.#map(tree.id, ready);
    }
  }

  #together(trees: readonly LayoutTree[], ready: number): number {
    return Math.max(ready, ...trees.map((each) => this.node(each, ready)));
  }

  #map(id: string, ready: number): number {
    const at = this.#step(id, ready);
    const nodes = Array.from({ length: this.#random.int(4) }, (_, index) => ({
      ...{ id: `${id}.${index}`, kind: "task" as const, role: "child" as const, parentId: id },
      ...{ index, declaredSteps: 1, hasOwnStep: false, task: "flow.echo" },
    }));
    this.said.push({ type: "nodes.born", parentId: id, nodes, at });
    // The script that lets a map unfold makes its copies ready, too.
    return Math.max(at, ...nodes.map((node) => this.#step(node.id, at, 0)));
  }

  #step(nodeId: string, ready: number, lag = this.#random.int(3)): number {
    const random = this.#random;
    let at = ready + lag;
    const attempts = random.chance(0.2) ? 1 + random.int(3) : 1;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      this.#change(nodeId, { state: "queued", attempt }, at);
      at += random.chance(0.1) ? 500 + random.int(5_000) : random.int(20);
      this.#change(nodeId, { state: "running", attempt, startedAt: at }, at);
      const startedAt = at;
      at += 1 + random.int(60);
      const isLast = attempt === attempts;
      const state = isLast ? ("succeeded" as const) : ("retrying" as const);
      const ended = isLast ? { startedAt, finishedAt: at } : {};
      this.#change(nodeId, { state, attempt, ...ended }, at);
      if (!isLast) at += 1 + random.int(30);
    }
    return at;
  }

  #change(nodeId: string, status: Partial<StepStatus> & Pick<StepStatus, "state">, at: number) {
    this.said.push({ type: "step.changed", nodeId, ...INITIAL_STATUS, ...status, at });
  }
}
