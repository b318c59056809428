/** Short forms of workflow nodes for tests: `chain(step("a", "add", 2, 2), step("b", "add", 4))`. */
import type { Chain, Chord, Group, Json, Signature, Tree, WorkflowNode } from "@/core/node";

/** A call with an id. */
export function step(id: string, task: string, ...args: Json[]): Signature {
  return { kind: "task", id, task, args };
}

/** A call that takes nothing from what is before it. */
export function fixed(id: string, task: string, ...args: Json[]): Signature {
  return { ...step(id, task, ...args), immutable: true };
}

/** A call without an id, for places where nobody asks for it. */
export function call(task: string, ...args: Json[]): Signature {
  return { kind: "task", task, args };
}

export function chain(...children: WorkflowNode[]): Chain {
  return { kind: "chain", children };
}

export function group(...children: WorkflowNode[]): Group {
  return { kind: "group", children };
}

export function chord(header: WorkflowNode[], body: WorkflowNode): Chord {
  return { kind: "chord", header, body };
}

export function tree(root: Signature, ...children: WorkflowNode[]): Tree {
  return { kind: "tree", root, children };
}

/** A list of what `make` gives for 0 to `count` - 1. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
