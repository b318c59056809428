/** Runs a model by hand: builders of small workflows, and a worker that does what their tasks are named after. */
import type { Json, Signature, Workflow, WorkflowNode } from "@/core/node";
import type { ModelOutcome } from "./facts";
import { createModel, type Model } from "./model";
import type { ModelInput } from "./signals";

type Extra = Omit<Partial<Signature>, "kind" | "task">;
type Flags = Pick<WorkflowNode, "id" | "optional" | "onSuccess" | "onFailure">;

/** A call of a task of this hand, for example `call("add", 2)`. */
export function call(task: string, ...args: Json[]): Signature {
  return { kind: "task", task, args };
}

/** The same node with an id, flags or callbacks. */
export function having<T extends WorkflowNode>(node: T, extra: Extra & Flags): T {
  return { ...node, ...extra };
}

export function chain(...children: WorkflowNode[]): WorkflowNode {
  return { kind: "chain", children };
}

export function group(...children: WorkflowNode[]): WorkflowNode {
  return { kind: "group", children };
}

export function chord(header: WorkflowNode[], body: WorkflowNode): WorkflowNode {
  return { kind: "chord", header, body };
}

/** A workflow in which every node has an id: its own, or `<task or kind><number>` in the order drawn. */
export function workflowOf(root: WorkflowNode): Workflow {
  let count = 0;
  const named = <T extends WorkflowNode>(node: T): T => {
    count += 1;
    const id = node.id ?? `${node.kind === "task" ? node.task : node.kind}${count}`;
    return {
      ...node,
      id,
      ...("children" in node ? { children: node.children.map(named) } : {}),
      ...("header" in node ? { header: node.header.map(named) } : {}),
      ...("root" in node ? { root: named(node.root) } : {}),
      ...("body" in node ? { body: named(node.body) } : {}),
      ...(node.onSuccess ? { onSuccess: node.onSuccess.map(named) } : {}),
      ...(node.onFailure ? { onFailure: node.onFailure.map(named) } : {}),
    };
  };
  return { version: 1, name: "by hand", root: named(root) };
}

const number = (value: Json | undefined): number =>
  typeof value === "number" ? value : Number.NaN;
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

const TASKS: { [task: string]: (args: Json[]) => Json } = {
  add: ([x, y]) => number(x) + number(y),
  mul: ([x, y]) => number(x) * number(y),
  sum: ([numbers]) => list(numbers).reduce((sum: number, one) => sum + number(one), 0),
  ident: ([value]) => value ?? null,
  ran: (args) => args.at(-1) ?? null,
};

/** One run, driven to its end in the order drawn. */
export class Hand {
  readonly model: Model;
  /** Ids in the order they were claimed. */
  readonly claimed: string[] = [];
  /** What each received, last claim counts. */
  readonly received = new Map<string, ModelInput>();
  /** Steps of the task `fail` succeed with this once it is set. */
  repaired: Json | undefined;

  constructor(root: WorkflowNode) {
    this.model = createModel(workflowOf(root));
  }

  claim(id: string): void {
    this.received.set(id, this.model.claim(id));
    this.claimed.push(id);
  }

  /** Executes a ready or running step, or unfolds a map. */
  run(id: string): void {
    const node = this.model.nodes().find((other) => other.id === id);
    if (node?.kind === "map") return void this.model.unfold(id);
    if (node?.kind !== "task") throw new Error(`${id} is no step.`);
    if (!this.model.running().includes(id)) this.claim(id);
    this.model.finish(id, this.#outcomeOf(node));
  }

  /** Runs what is ready until nothing is. */
  runAll(): this {
    for (let id = this.model.ready()[0]; id; id = this.model.ready()[0]) this.run(id);
    return this;
  }

  #outcomeOf(node: Signature): ModelOutcome {
    if (node.task === "stop") return { kind: "stopped" };
    if (node.task === "fail") {
      const value = this.repaired;
      return value === undefined ? { kind: "failed" } : { kind: "succeeded", value };
    }
    const input = this.received.get(node.id ?? "");
    const before = input?.kind === "value" ? [input.value] : [];
    const task = TASKS[node.task];
    if (!task) throw new Error(`This hand has no task ${node.task}.`);
    return { kind: "succeeded", value: task([...before, ...(node.args ?? [])]) };
  }

  /** The value of the whole run. */
  result(): Json | undefined {
    const outcome = this.model.evaluate().outcomes.get(this.model.root.id ?? "");
    if (outcome?.kind !== "go") return undefined;
    return outcome.input.kind === "value" ? outcome.input.value : null;
  }

  /** States as letters in the order drawn, for example `S F K`: S R F K as in the semantics, P Q for pending and ready, X running. */
  letters(...ids: string[]): string {
    const { states } = this.model.evaluate();
    const shown = ids.length > 0 ? ids : [...states.keys()];
    return shown.map((id) => LETTERS[states.get(id)?.state ?? ""] ?? "?").join(" ");
  }

  /** `kind of node` for a skipped step. */
  cause(id: string): string | undefined {
    const cause = this.model.evaluate().states.get(id)?.cause;
    return cause && `${cause.kind} ${cause.nodeId}`;
  }
}

const LETTERS: { [state: string]: string } = {
  ...{ pending: "P", ready: "Q", running: "X" },
  ...{ succeeded: "S", failed: "F", revoked: "R", skipped: "K" },
};
