/**
 * What a run is made of, by node and by element: the compiled workflow and the nodes born since.
 *
 * Only documents are stored. Compiling is deterministic, so every process makes the same index, and keeps it:
 * births are only ever appended.
 */
import { compile, compileBirth, compileCopies, idsOf, withoutSharing } from "@/core/compile";
import {
  callbacksOf,
  membersOf,
  type MapNode,
  type Workflow,
  type WorkflowNode,
} from "@/core/node";
import type { Plan, PlanElement, PlanNode } from "@/core/plan";

/** How a birth is written down, for whoever draws it. */
export type BirthDocument =
  | { element: number; base: number; kind: "copies"; count: number }
  | { element: number; base: number; kind: "replacement"; node: WorkflowNode };

export interface Birth {
  document: BirthDocument;
  parentId: string;
  nodes: PlanNode[];
  size: number;
}

export class RunIndex {
  readonly workflow: Workflow;
  readonly nodes: PlanNode[];
  readonly births: Birth[] = [];
  readonly #declared: ReadonlyMap<string, number>;
  readonly #elements = new Map<number, PlanElement>();
  readonly #byId = new Map<string, PlanNode>();
  readonly #byElement = new Map<number, PlanNode>();
  readonly #byExit = new Map<number, PlanNode>();
  readonly #documentNodes: ReadonlyMap<string, WorkflowNode>;
  readonly plan: Plan;

  /** `declared`: how many steps the tasks count for that do not count for one. */
  constructor(workflow: Workflow, declared: ReadonlyMap<string, number>) {
    const root = withoutSharing(workflow.root);
    this.workflow = { ...workflow, root };
    this.#declared = declared;
    const ids = idsOf(root);
    this.#documentNodes = new Map([...ids].map(([node, id]) => [id, node]));
    this.plan = compile(this.workflow);
    this.nodes = this.#add(this.plan);
  }

  #add(plan: Plan): PlanNode[] {
    plan.elements.forEach((element, index) => this.#elements.set(plan.base + index, element));
    for (const node of plan.nodes) {
      const steps = node.task === undefined ? undefined : this.#declared.get(node.task);
      if (steps !== undefined) node.declaredSteps = steps;
      this.#byId.set(node.id, node);
      if (node.element !== null) this.#byElement.set(node.element, node);
      // A chain may share the exit of its last member: the innermost, which has made it, comes last.
      this.#byExit.set(node.exit, node);
    }
    return plan.nodes;
  }

  addBirth(document: BirthDocument): void {
    const parent = this.#byElement.get(document.element);
    const element = this.#elements.get(document.element);
    if (!parent || !element) throw new Error(`Element ${document.element} bears and is not known`);
    const at = {
      base: document.base,
      parentId: parent.id,
      shielded: element.shielded,
      exitTo: element.kind === "map" ? element.exit : document.element,
    };
    const plan =
      document.kind === "copies"
        ? compileCopies(mapOf(element), new Array<null>(document.count).fill(null), at)
        : compileBirth(document.node, { ...at, index: 0 });
    const nodes = this.#add(plan);
    this.births.push({ document, parentId: parent.id, nodes, size: plan.size });
  }

  node(id: string): PlanNode | undefined {
    return this.#byId.get(id);
  }

  element(number: number): PlanElement | undefined {
    return this.#elements.get(number);
  }

  /** The node that an element's transitions belong to. */
  nodeOf(element: number): PlanNode | undefined {
    return this.#byElement.get(element);
  }

  /** The node that caused something: a step, or the container whose exit the element is. */
  causeNode(element: number): PlanNode | undefined {
    return this.#byElement.get(element) ?? this.#byExit.get(element);
  }

  /** How many nodes the run would have if `element` bore `more`, in place of what it has borne. */
  countWith(element: number, more: number): number {
    const before = this.births.findLast(({ document }) => document.element === element);
    return this.#byId.size - (before?.nodes.length ?? 0) + more;
  }

  /** The node as it stands in the workflow; undefined for nodes that were born. */
  documentNode(id: string): WorkflowNode | undefined {
    return this.#documentNodes.get(id);
  }

  /** Tasks in the order drawn, each once, up to `limit`. */
  taskNames(limit: number): string[] {
    const names = new Set<string>();
    for (const node of this.nodes) {
      if (node.task !== undefined) names.add(node.task);
      if (names.size === limit) break;
    }
    collectTemplateTasks(this.workflow.root, names);
    return [...names].slice(0, limit);
  }
}

/** The tasks inside the bodies of maps, which are no nodes before they unfold. */
function collectTemplateTasks(node: WorkflowNode, names: Set<string>): void {
  if (node.kind === "task") names.add(node.task);
  for (const member of [...membersOf(node), ...callbacksOf(node)]) {
    collectTemplateTasks(member.node, names);
  }
}

function mapOf(element: PlanElement): MapNode {
  if (element.kind !== "map") throw new Error("Copies were born of something that is no map");
  return element.node;
}
