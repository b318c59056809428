/** A run under test: a drawing, and events by hand. For the tests of `core/run-view`. */
import type { RunEvent, StepStatus } from "@/core/events";
import type { WorkflowNode } from "@/core/node";
import type { NodeView } from "@/core/snapshot";
import type { StepState } from "@/core/states";
import { rowsOf, type Hook } from "@/testing/rows";
import { applyEvents, createRunView, INITIAL_STATUS, type RunView } from "@/core/run-view/index";

const RUN = {
  ...{ runId: "r1", name: "test", rootId: "", state: "pending", settled: false, paused: false },
  ...{ submittedAt: 0, counts: {}, totalNodes: 0, tasks: [], revoked: false, pinned: false },
} as const;

/** The summary of a run that nothing is known of yet. */
export function emptyRun(rootId: string): RunView["run"] {
  return { ...RUN, state: "pending", counts: {}, tasks: [], rootId };
}

/** A signature of `id`. */
export function task(id: string, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return { kind: "task", id, task: "flow.echo", ...more } as WorkflowNode;
}

/** What an event says but for its number. */
export type Said = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, "seq" | "at">
    : never
  : never;

/** A view with shorthands for what happens to it. */
export class TestRun {
  readonly view: RunView;
  #seq = 0;

  constructor(root: WorkflowNode) {
    const rows = rowsOf(root);
    this.view = createRunView({ run: emptyRun(rows[0]!.id), rows, seq: 0, gen: "g" });
  }

  say(...events: Said[]): Set<string> {
    const numbered = events.map((event) => ({ ...event, seq: ++this.#seq, at: this.#seq }));
    return applyEvents(this.view, numbered as RunEvent[]);
  }

  /** Steps reach a state, in this order. */
  set(states: {
    [id: string]: StepState | (Partial<StepStatus> & { state: StepState });
  }): Set<string> {
    const events = Object.entries(states).map(([nodeId, said]): Said => {
      const status = typeof said === "string" ? { state: said } : said;
      return { type: "step.changed", nodeId, ...INITIAL_STATUS, ...status };
    });
    return this.say(...events);
  }

  report(
    nodeId: string,
    said: { completed?: number; total?: number; label?: string },
  ): Set<string> {
    return this.say({ type: "step.reported", nodeId, ...said });
  }

  bear(parentId: string, node: WorkflowNode, hook: Omit<Hook, "parentId">): Set<string> {
    return this.say({ type: "nodes.born", parentId, nodes: rowsOf(node, { ...hook, parentId }) });
  }

  node(id: string): NodeView {
    return this.view.nodes.get(id)!;
  }

  /** `state completed/total`, with a full stop once settled. */
  show(id: string): string {
    const { state, settled, completedSteps, totalSteps } = this.node(id);
    return `${state} ${completedSteps}/${totalSteps}${settled ? "." : ""}`;
  }
}
