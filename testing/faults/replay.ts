/**
 * The history of a run, as its events tell it, done again by the slow model: each claim has to be possible
 * there, and at the end all states agree. So nothing started before what it waits for, joins fired once and
 * after their members, and the outcome is that of a run in which nothing went wrong.
 */
import type { RunEvent } from "@/core/events";
import type { Json, Workflow, WorkflowNode } from "@/core/node";
import type { ReadRun } from "@/engine/snapshots";
import { compareStates } from "../driver/compare";
import { createModel, type Model } from "../model/model";
import type { ModelInput } from "../model/signals";

type StepEvent = Extract<RunEvent, { type: "step.changed" }>;

/** One line for each difference; empty when there is none. For runs of `flow.echo` that nobody revokes or retries. */
export function replay(workflow: Workflow, events: readonly RunEvent[], end: ReadRun): string[] {
  const { model, complaint } = replayEvents(workflow, events);
  return complaint === undefined ? compareStates(end, model.evaluate()) : [complaint];
}

/** The model after these events, or the first of them that is not possible there. */
export function replayEvents(workflow: Workflow, events: readonly RunEvent[]) {
  const history = new Replay(createModel(workflow));
  const { model } = history;
  for (const event of events) {
    if (event.type !== "step.changed") continue;
    try {
      history.apply(event);
    } catch (error) {
      const told = error instanceof Error ? error.message : String(error);
      const { seq, nodeId, state } = event;
      return { model, complaint: `I3, I4: event ${seq} (${nodeId} ${state}): ${told}` };
    }
  }
  return { model };
}

class Replay {
  readonly model: Model;
  readonly #inputs = new Map<string, ModelInput>();

  constructor(model: Model) {
    this.model = model;
  }

  apply({ nodeId: id, state }: StepEvent): void {
    const node = this.model.nodes().find((one) => one.id === id);
    // An empty container has a turn and is never claimed.
    if (node?.kind !== "task" && node?.kind !== "map") return;
    const isRunning = this.model.running().includes(id);
    switch (state) {
      case "queued":
      case "scheduled":
      case "held":
      case "running":
        if (isRunning) this.model.lose(id);
        if (state === "running") this.#inputs.set(id, this.model.claim(id));
        return;
      case "retrying":
        return this.model.finish(id, { kind: "again" });
      case "succeeded":
      case "failed":
        return this.#end(node, state);
      default:
    }
  }

  #end(node: WorkflowNode, state: "succeeded" | "failed"): void {
    const id = node.id ?? "";
    // Claimed and ended within one call.
    if (!this.model.running().includes(id)) this.#inputs.set(id, this.model.claim(id));
    if (node.kind === "map") {
      const came = this.model.unfold(id);
      const wanted = state === "succeeded" ? "unfolded" : "failed";
      if (came !== wanted) throw new Error(`the map has ${state}, in the model it is ${came}`);
      return;
    }
    if (state === "failed") return this.model.finish(id, { kind: "failed" });
    this.model.finish(id, { kind: "succeeded", value: valueOf(node, this.#inputs.get(id)) });
  }
}

/** What `flow.echo` gives back. */
function valueOf(node: WorkflowNode, input: ModelInput | undefined): Json {
  if (node.kind !== "task") return null;
  if (input?.kind === "value" && !node.immutable) return input.value;
  // What it is exactly matters to nobody but a map, for which it is no list.
  if (input?.kind === "failure" && !node.immutable) return { failed: true };
  return node.args?.[0] ?? null;
}
