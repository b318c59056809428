/** I3 and I4 of every run, steered ones too: what waits for something begins when that has ended. Pure. */
import type { RunEvent } from "@/core/events";
import type { Workflow, WorkflowNode } from "@/core/node";
import { isTerminal } from "@/core/states";

/** Steps and those that wait for all of them. */
interface Wait {
  before: string[];
  after: string[];
}

/** One line for each step that began too early. */
export function checkOrder({ root }: Workflow, events: readonly RunEvent[]): string[] {
  const waits = waitsOf(root);
  const waitsBy = new Map<string, Wait[]>();
  for (const wait of waits) {
    for (const id of wait.after) waitsBy.set(id, [...(waitsBy.get(id) ?? []), wait]);
  }
  const open = new Set(waits.flatMap(({ before }) => before));
  const lines: string[] = [];
  for (const event of events) {
    if (event.type !== "step.changed") continue;
    const { nodeId: id, state, seq } = event;
    // A step that was claimed and has ended within one call tells its end alone.
    if (state === "running" || state === "succeeded") {
      const early = (waitsBy.get(id) ?? []).flatMap(({ before }) =>
        before.filter((each) => open.has(each)),
      );
      if (early.length > 0) {
        lines.push(
          `I3, I4: ${id} was ${state} at event ${seq}, before the end of ${early.join(", ")}`,
        );
      }
    }
    if (isTerminal(state)) open.delete(id);
    else if (waits.some(({ before }) => before.includes(id))) open.add(id);
  }
  return lines;
}

function waitsOf(node: WorkflowNode): Wait[] {
  switch (node.kind) {
    case "task":
    case "map":
      return [];
    case "chain":
      return [...oneAfterTheOther(node.children), ...node.children.flatMap(waitsOf)];
    case "group":
      return node.children.flatMap(waitsOf);
    case "chord": {
      const parts = [...node.header, node.body];
      const wait = { before: node.header.flatMap(stepsOf), after: stepsOf(node.body) };
      return [wait, ...parts.flatMap(waitsOf)];
    }
    case "tree":
      return [
        { before: stepsOf(node.root), after: node.children.flatMap(stepsOf) },
        ...node.children.flatMap(waitsOf),
      ];
  }
}

/** Each waits for all before it. */
function oneAfterTheOther(children: readonly WorkflowNode[]): Wait[] {
  return children.map((child, at) => ({
    before: children.slice(0, at).flatMap(stepsOf),
    after: stepsOf(child),
  }));
}

/**
 * Steps that have an id in the document. Those in an optional container are not waited for once one of them has
 * failed; copies of a map have other ids.
 */
function stepsOf(node: WorkflowNode): string[] {
  if (node.kind === "task") return node.id === undefined ? [] : [node.id];
  if (node.optional) return [];
  switch (node.kind) {
    case "map":
      return [];
    case "chord":
      return [...node.header, node.body].flatMap(stepsOf);
    case "tree":
      return [node.root, ...node.children].flatMap(stepsOf);
    default:
      return node.children.flatMap(stepsOf);
  }
}
