/** Ids for the nodes that have none: `n1`, `n2` … in the order drawn, past those that are taken. */
import { callbacksOf, membersOf, type WorkflowNode } from "../node";

function collect(node: WorkflowNode, visit: (node: WorkflowNode) => void): void {
  visit(node);
  for (const member of membersOf(node)) collect(member.node, visit);
  for (const callback of callbacksOf(node)) collect(callback.node, visit);
}

/**
 * The tree with every node an object of its own. One signature may stand in many places of a tree that was
 * built in code; elements and ids belong to places.
 */
export function withoutSharing<T extends WorkflowNode>(root: T): T {
  const seen = new Set<WorkflowNode>();
  let isShared = false;
  collect(root, (node) => {
    isShared ||= seen.has(node);
    seen.add(node);
  });
  return isShared ? (JSON.parse(JSON.stringify(root)) as T) : root;
}

/**
 * Gives every node of a tree an id; the same tree always gets the same ids, so web process and worker
 * agree without storing them. `prefix` is put in front of all, given ids too: the copies of a template.
 */
export function idsOf(root: WorkflowNode, prefix = ""): Map<WorkflowNode, string> {
  const taken = new Set<string>();
  collect(root, (node) => node.id !== undefined && taken.add(node.id));
  const ids = new Map<WorkflowNode, string>();
  let counter = 0;
  collect(root, (node) => {
    let id = node.id;
    while (id === undefined) {
      counter += 1;
      if (!taken.has(`n${counter}`)) id = `n${counter}`;
    }
    ids.set(node, prefix + id);
  });
  return ids;
}
