/** Whose results a step receives, read off the plan. */
import type { Expression, Link, PlanNode } from "@/core/plan";
import type { ReceivedFrom } from "./port";
import type { RunIndex } from "./run-index";

/** How many nodes are named. */
const NAMED = 20;

/** Undefined for what receives nothing. */
export function receivedFrom(index: RunIndex, node: PlanNode): ReceivedFrom | undefined {
  const element = index.element(node.element ?? -1);
  if (element?.kind !== "step") return undefined;
  if (element.received !== undefined) return fromMap(index, node);
  const { input } = element;
  if (input === undefined) return undefined;
  const what = typeof input === "object" && "failure" in input ? "failure" : "result";
  const { numbers, count } = sourcesOf(index, input);
  const nodeIds = numbers.flatMap((number) => index.causeNode(number)?.id ?? []);
  return { what, nodeIds: [...new Set(nodeIds)], count };
}

/** The item goes to the steps that a copy starts with: their map is the one around the copy. */
function fromMap(index: RunIndex, node: PlanNode): ReceivedFrom | undefined {
  for (let each: PlanNode | undefined = node; each && each.parentId !== null;) {
    each = index.node(each.parentId);
    if (each?.kind === "map") return { what: "item", nodeIds: [each.id], count: 1 };
  }
  return undefined;
}

/** A join that stands for no node, as the header of a chord does, is what it lists. */
function sourcesOf(index: RunIndex, expression: Expression): { numbers: number[]; count: number } {
  if (typeof expression === "number") {
    const element = index.element(expression);
    const isNameless = element?.kind === "join" && !index.causeNode(expression);
    return isNameless && element.value !== undefined
      ? sourcesOf(index, element.value)
      : { numbers: [expression], count: 1 };
  }
  if ("failure" in expression) return { numbers: [expression.failure], count: 1 };
  if ("stride" in expression) {
    const [first, step, count] = expression.stride;
    const numbers = Array.from({ length: Math.min(count, NAMED) }, (_, i) => first + i * step);
    return { numbers, count };
  }
  return listed(expression.list);
}

function listed(links: readonly Link[]): { numbers: number[]; count: number } {
  const numbers: number[] = [];
  let count = 0;
  for (const link of links) {
    const [first, last] = typeof link === "number" ? [link, link] : link;
    count += last - first + 1;
    for (let number = first; number <= last && numbers.length < NAMED; number += 1) {
      numbers.push(number);
    }
  }
  return { numbers, count };
}
