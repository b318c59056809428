/** The rows of a drawing, straight from the tree: what a compiled plan's rows have to say, too. */
import type { NodeRow } from "@/core/events";
import { callbacksOf, membersOf, type NodeRole, type WorkflowNode } from "@/core/node";

/** Where a node hangs. */
export interface Hook {
  role: NodeRole | null;
  parentId: string | null;
  index: number;
}

const ROOT: Hook = { role: null, parentId: null, index: 0 };

/** Rows of a node and of everything in it, parents first. Every node needs an id. The body of a map is no row. */
export function rowsOf(node: WorkflowNode, hook: Hook = ROOT): NodeRow[] {
  const id = node.id;
  if (id === undefined) throw new Error("A node without id: give every node of the tree one.");
  const members = node.kind === "map" ? [] : membersOf(node);
  const row: NodeRow = {
    ...{ id, kind: node.kind, ...hook },
    ...(node.kind === "task" ? { task: node.task } : {}),
    ...(node.label === undefined ? {} : { label: node.label }),
    ...(node.kind === "task" || node.name === undefined ? {} : { name: node.name }),
    ...(node.optional ? { optional: true } : {}),
    declaredSteps: node.kind === "task" ? 1 : 0,
    hasOwnStep: node.kind !== "task" && members.length === 0,
  };
  const inside = [...members, ...callbacksOf(node)].flatMap((member) =>
    rowsOf(member.node, { role: member.role, parentId: id, index: member.index }),
  );
  return [row, ...inside];
}
