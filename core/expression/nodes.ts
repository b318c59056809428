/** The nodes that a text says. */
import { callbacksOf, membersOf, type WorkflowNode } from "../node";
import type { Parsed, Span } from "./parse";

export interface Reading {
  text: string;
  /** Every node has an id. */
  root: WorkflowNode;
  /** Where each node stands in the text; nodes inside of a `#id` have no place. */
  spans: ReadonlyMap<string, Span>;
}

/** The nodes of a tree by their ids. */
export function nodesById(root: WorkflowNode): Map<string, WorkflowNode> {
  const nodes = new Map<string, WorkflowNode>();
  const visit = (node: WorkflowNode) => {
    if (node.id !== undefined) nodes.set(node.id, node);
    for (const { node: member } of [...membersOf(node), ...callbacksOf(node)]) visit(member);
  };
  visit(root);
  return nodes;
}

/** Every id that stays with what `#id` stands for. */
export function keptIds({ kept }: Parsed): Set<string> {
  return new Set([...kept].flatMap((node) => [...nodesById(node).keys()]));
}
