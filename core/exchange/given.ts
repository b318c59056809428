/** What the library's types know of the values that nodes receive: enough to tell where they refuse one. */
import type { MapNode, WorkflowNode } from "../node";

/** `other`: what is surely no list, or may be null in place of one. */
export type Given = "unknown" | "list" | "other";

/** What a node gives when it succeeds. */
export function gives(node: WorkflowNode): Given {
  const own = givesAlone(node);
  return own === "list" && node.optional === true ? "other" : own;
}

function givesAlone(node: WorkflowNode): Given {
  switch (node.kind) {
    case "task":
    case "tree":
      return "unknown";
    case "group":
    case "map":
      return "list";
    case "chord":
      return gives(node.body);
    case "chain": {
      const last = node.children.at(-1);
      return last === undefined ? "unknown" : gives(last);
    }
  }
}

/** What the child of a chain at `index` receives. */
export function givenTo(children: readonly WorkflowNode[], index: number, given: Given): Given {
  const before = children[index - 1];
  return before === undefined ? given : gives(before);
}

/** What the body of a map receives. */
export function itemOf({ over, chunkSize = 1 }: MapNode): Given {
  if (over === undefined || chunkSize > 1) return "unknown";
  return over.every(Array.isArray) ? "list" : "other";
}

/** True for a node that begins with a map without a list of its own. */
export function needsList(node: WorkflowNode): boolean {
  switch (node.kind) {
    case "task":
    case "tree":
      return false;
    case "map":
      return node.over === undefined;
    case "chain":
      return node.children[0] !== undefined && needsList(node.children[0]);
    case "group":
      return node.children.some(needsList);
    case "chord":
      return node.header.some(needsList);
  }
}
