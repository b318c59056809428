/** Which nodes of a run a filter finds. */
import type { NodeView } from "../snapshot";
import type { FilterTerm } from "./parse";

export interface Found {
  /** In the order drawn. */
  matches: string[];
  /** The matches, what is around them, and what is in those of them that are containers. */
  lit: ReadonlySet<string>;
  /** Nodes that could have been found. */
  of: number;
}

/** Words that people give to containers too; by the others only steps are meant. */
const OF_CONTAINERS: ReadonlySet<FilterTerm["key"]> = new Set(["text", "name", "id", "kind"]);

/**
 * Steps that fit; containers too where the filter speaks of what they have: a failed step makes all around
 * it failed, and nobody looks for these.
 *
 * @param nodes parents before their members
 */
export function findNodes(nodes: Iterable<NodeView>, terms: readonly FilterTerm[]): Found {
  const takesContainers = terms.some(({ key, not }) => !not && OF_CONTAINERS.has(key));
  const matches: string[] = [];
  const lit = new Set<string>();
  const inside = new Set<string>();
  const parents = new Map<string, string | null>();
  let of = 0;
  for (const node of nodes) {
    parents.set(node.id, node.parentId);
    const isStep = node.kind === "task";
    if (isStep) of += 1;
    const isFound = (isStep || takesContainers) && terms.every((term) => fits(node, term));
    const isInside = node.parentId !== null && inside.has(node.parentId);
    if (isFound) {
      matches.push(node.id);
      lightUp(node.id, parents, lit);
    }
    if (isInside) lit.add(node.id);
    if (isInside || (isFound && !isStep)) inside.add(node.id);
  }
  return { matches, lit, of };
}

function lightUp(id: string, parents: ReadonlyMap<string, string | null>, lit: Set<string>): void {
  for (let each: string | null | undefined = id; each && !lit.has(each); each = parents.get(each)) {
    lit.add(each);
  }
}

function fits(node: NodeView, term: FilterTerm): boolean {
  return holds(node, term) !== term.not;
}

function holds(node: NodeView, term: FilterTerm): boolean {
  switch (term.key) {
    case "state":
      return (
        term.values.includes(node.state) || (node.revoking && term.values.includes("revoking"))
      );
    case "kind":
      return term.values.includes(node.kind);
    case "attempt":
      return node.kind === "task" && compared(node.attempt, term);
    case "took":
      return node.startedAt !== undefined && node.finishedAt !== undefined
        ? compared(node.finishedAt - node.startedAt, term)
        : false;
    default: {
      const texts = textsOf(node)[term.key];
      return term.patterns.some((pattern) =>
        texts.some((text) => text !== undefined && pattern.test(text)),
      );
    }
  }
}

function compared(
  number: number,
  { compare, value }: Extract<FilterTerm, { key: "attempt" | "took" }>,
): boolean {
  if (compare === ">") return number > value;
  return compare === "<" ? number < value : number === value;
}

function textsOf({ id, task, label, name, worker, error }: NodeView) {
  return {
    text: [name, label, task, id],
    name: [name, label],
    task: [task],
    id: [id],
    worker: [worker],
    error: [error?.message, error?.code, error?.name],
  };
}
