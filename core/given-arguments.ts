/** A workflow with arguments put in place of those that its nodes have. */
import { EngineError } from "./errors";
import type { Json, Workflow, WorkflowNode } from "./node";

/** By node id. What is not given stays as it is. */
export interface GivenArguments {
  [nodeId: string]: { args?: Json[]; kwargs?: { [name: string]: Json } };
}

type Loose = { [key: string]: unknown };

/** The workflow itself is not changed. @throws EngineError NODE_NOT_FOUND for an id that is no task of it */
export function withArguments(workflow: Workflow, given: GivenArguments): Workflow {
  const left = new Set(Object.keys(given));
  if (left.size === 0) return workflow;
  const visitAll = (nodes: unknown) => (nodes as WorkflowNode[]).map(visit);
  function visit(node: WorkflowNode): WorkflowNode {
    const copy: Loose = { ...node };
    if (node.kind === "task" && node.id !== undefined && left.delete(node.id)) {
      Object.assign(copy, given[node.id]);
    }
    for (const key of ["children", "header", "onSuccess", "onFailure"]) {
      if (copy[key] !== undefined) copy[key] = visitAll(copy[key]);
    }
    for (const key of ["body", "root"]) {
      if (copy[key] !== undefined) copy[key] = visit(copy[key] as WorkflowNode);
    }
    return copy as unknown as WorkflowNode;
  }
  const root = visit(workflow.root);
  const [unknown] = left;
  if (unknown !== undefined) {
    throw new EngineError(
      "NODE_NOT_FOUND",
      `Arguments are given for "${unknown.slice(0, 80)}", and the workflow has no task of that id.`,
    );
  }
  return { ...workflow, root };
}
