/** The plan under construction: numbers elements in the order drawn and joins them by links. */
import type { ElementBase, Expression, JoinElement, Link, PlanElement, PlanNode } from "../plan";
import type { Json, NodeRole, WorkflowNode } from "../node";

/** What the place of a node gives it. */
export interface Place {
  /** What is received there. */
  input?: Expression;
  /** A literal that is received there: the item of a map's copy. */
  received?: { value: Json };
  /** Something before it sends a signal; else it starts with the plan. */
  hasBefore: boolean;
  /** An optional node stands above it. */
  shielded: boolean;
  /** The entry of the nearest container above it that has one. */
  scope?: number;
  parentId: string | null;
  role: NodeRole | null;
  index: number;
}

/** Where a compiled node starts, and the element whose outcome is its own. */
export interface Ends {
  starts: Link[];
  exit: number;
}

export class PlanBuilder {
  readonly elements: PlanElement[] = [];
  readonly nodes: PlanNode[] = [];
  readonly base: number;
  readonly ids: ReadonlyMap<WorkflowNode, string>;

  constructor(base: number, ids: ReadonlyMap<WorkflowNode, string>) {
    this.base = base;
    this.ids = ids;
  }

  /** The number that the next element will have. */
  get next(): number {
    return this.base + this.elements.length;
  }

  add(element: PlanElement): number {
    this.elements.push(element);
    return this.next - 1;
  }

  addJoin(join: Partial<JoinElement> & { need: number }, place: Place): number {
    return this.add({ ...base(place), kind: "join", visible: false, ...join });
  }

  element(number: number): PlanElement {
    const element = this.elements[number - this.base];
    if (!element) throw new Error(`No element ${number} in this plan`);
    return element;
  }

  /** `from` sends its outcome to `to`. */
  link(from: number, to: readonly Link[]): void {
    appendLinks(this.element(from).next, to);
  }

  idOf(node: WorkflowNode): string {
    const id = this.ids.get(node);
    if (id === undefined) throw new Error("A node without an id reached the compiler");
    return id;
  }
}

/** What every element has when nothing else is said. */
export function base(place: Place): ElementBase {
  const element: ElementBase = {
    need: place.hasBefore ? 1 : 0,
    next: [],
    onSuccess: [],
    onFailure: [],
    optional: false,
    shielded: place.shielded,
  };
  if (place.scope !== undefined) element.scope = place.scope;
  return element;
}

/** Adds links, neighbours drawn together into ranges so that a list of many stays short. */
export function appendLinks(list: Link[], more: readonly Link[]): void {
  for (const link of more) {
    const [first, last] = typeof link === "number" ? [link, link] : link;
    const previous = list.at(-1);
    const end =
      previous === undefined ? NaN : typeof previous === "number" ? previous : previous[1];
    if (first === end + 1) {
      const start = typeof previous === "number" ? previous : (previous?.[0] ?? first);
      list[list.length - 1] = [start, last];
    } else {
      list.push(link);
    }
  }
}
