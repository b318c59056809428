/** A node by itself as a workflow: to test it without what is before and after it. */
import type { Json, Workflow, WorkflowNode } from "@/core/node";
import { nodeOf, toNode, type EditorDocument } from "./document";
import { freshId } from "./document";
import { sourceOf } from "./walk";

/** True when the place of a node gives it something, which it takes. */
export function takesInput(document: EditorDocument, id: string): boolean {
  const { own } = nodeOf(document, id);
  return sourceOf(document, id) !== null && !(own.kind === "task" && own.immutable === true);
}

/** At once, and with its failure shown: without what delays or excuses it, and what hangs on its end. */
function bare(node: WorkflowNode): WorkflowNode {
  const { onSuccess: _onSuccess, onFailure: _onFailure, optional: _optional, ...rest } = node;
  if (rest.kind !== "task") {
    const { delayMs: _delayMs, eta: _eta, ...container } = rest;
    return container as WorkflowNode;
  }
  const { delayMs: _delayMs, eta: _eta, ...options } = rest.options ?? {};
  return { ...rest, options };
}

/**
 * The workflow that runs a node with all in it, and nothing else. `input` is what it receives in place of
 * the result before it, by a `flow.echo` in front of it; every node keeps its id.
 */
export function trialWorkflow(
  document: EditorDocument,
  id: string,
  input: { value: Json } | null,
): Workflow {
  const node = bare(toNode(document, id));
  const name = `Test of ${node.label ?? ("name" in node ? node.name : undefined) ?? nameOf(node)}`;
  if (input === null) return { version: 1, name: name.slice(0, 500), root: node };
  let count = 0;
  const taken = (candidate: string) => document.nodes[candidate] !== undefined;
  const createId = () => freshId(() => `input${(count += 1)}`, taken);
  const root: WorkflowNode = {
    kind: "chain",
    id: createId(),
    children: [
      {
        kind: "task",
        id: createId(),
        task: "flow.echo",
        label: "Pinned input",
        kwargs: { value: input.value },
      },
      node,
    ],
  };
  return { version: 1, name: name.slice(0, 500), root };
}

function nameOf(node: WorkflowNode): string {
  return node.kind === "task" ? node.task : `a ${node.kind}`;
}
