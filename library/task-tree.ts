/** Growing a tree of calls step by step, as celery-tasktree does. */
import type { Signature, WorkflowNode } from "@/core/node";
import { NodeValue } from "@/core/task";
import type { ApplyOptions, Espalier } from "./connect";
import type { RunHandle } from "./handles/run-handle";
import { nodeOf } from "./node-builder";

/** One call in a {@link TaskTree}, with the calls that start after it. */
export class TreeNode {
  readonly signature: NodeValue<Signature>;
  readonly #children: TreeNode[];

  /** @internal Made by `addTask` and `push`. */
  constructor(signature: NodeValue<Signature>, children: TreeNode[]) {
    this.signature = signature;
    this.#children = children;
  }

  /** The calls that start at once when this one has succeeded, in the order in which they were added. */
  get children(): readonly TreeNode[] {
    return [...this.#children];
  }

  /**
   * Adds a call that starts after this one and receives nothing from it. Answers its place.
   * @throws TypeError for what is no signature.
   */
  addTask(signature: NodeValue<Signature>): TreeNode {
    return grow(this.#children, signature).node;
  }
}

/**
 * A tree of calls in which only the order counts: a call starts when the one above it has succeeded, and
 * receives nothing. Callbacks that a signature has of its own stay. The tree is a plan: it may be applied
 * again and again, and changed in between.
 *
 * @example
 * const tree = new TaskTree();
 * tree.addTask(makeFolder.s("logs"));
 * const data = tree.addTask(makeFolder.s("data"));
 * data.addTask(makeFolder.s("data/raw"));
 * const run = await tree.applyAsync(espalier);
 * const [logs, dataFolder] = await run.join();
 *
 * @example As a queue: one after the other.
 * const tree = new TaskTree();
 * tree.push(download.s("a.zip"));
 * tree.push(unpack.s("a.zip"));
 */
export class TaskTree {
  readonly #top: TreeNode[] = [];
  /** The pushed calls, the last one at the end. */
  readonly #stack: Grown[] = [];

  /**
   * Adds a call that starts at once. Answers its place, where more can be added.
   * @throws TypeError for what is no signature.
   */
  addTask(signature: NodeValue<Signature>): TreeNode {
    return grow(this.#top, signature).node;
  }

  /**
   * Adds a call that starts after the one pushed last; the first one pushed starts at once. Answers its place.
   * @throws TypeError for what is no signature.
   */
  push(signature: NodeValue<Signature>): TreeNode {
    const grown = grow(this.#stack.at(-1)?.children ?? this.#top, signature);
    this.#stack.push(grown);
    return grown.node;
  }

  /**
   * Takes the call pushed last out of the tree, with all that was added below it, and answers it.
   * @throws RangeError when nothing is pushed.
   */
  pop(): TreeNode {
    const last = this.#stack.pop();
    if (last === undefined) {
      throw new RangeError(
        "There is nothing to pop: push() comes first. addTask() adds what stays.",
      );
    }
    last.siblings.splice(last.siblings.indexOf(last.node), 1);
    return last.node;
  }

  /**
   * The tree as it stands, as a node that can be part of others: calls that were pushed one after the other
   * are a chain of immutable signatures, calls with others below them are trees, and what starts at once is
   * a group, also when it is one call, or none.
   */
  toNode(): NodeValue {
    const pushed = new Set(this.#stack.map(({ node }) => node));
    const children = this.#top.map((node) => compile(node, pushed));
    const [only] = children;
    const isQueue = children.length === 1 && pushed.size > 0;
    return new NodeValue(isQueue && only ? only : { kind: "group", children });
  }

  /**
   * Submits the tree as it stands.
   * @throws EngineError as `espalier.apply`
   */
  applyAsync(espalier: Espalier, options?: ApplyOptions): Promise<RunHandle> {
    return espalier.apply(this.toNode(), options);
  }
}

interface Grown {
  node: TreeNode;
  /** The node's own. */
  children: TreeNode[];
  /** The list in which the node stands. */
  siblings: TreeNode[];
}

function grow(siblings: TreeNode[], signature: NodeValue<Signature>): Grown {
  const { kind } = nodeOf<WorkflowNode>(signature, "What is added to a TaskTree");
  if (kind !== "task") {
    throw new TypeError(`A TaskTree is made of signatures; this is a ${kind}.`);
  }
  const children: TreeNode[] = [];
  const node = new TreeNode(signature, children);
  siblings.push(node);
  return { node, children, siblings };
}

/** The node for a call with all below it. A queue is one chain, however long: no level for each of its calls. */
function compile(first: TreeNode, pushed: ReadonlySet<TreeNode>): WorkflowNode {
  const steps: WorkflowNode[] = [];
  let last = first;
  for (let next = nextInQueue(last, pushed); next; next = nextInQueue(last, pushed)) {
    steps.push(last.signature.node);
    last = next;
  }
  steps.push(withChildren(last, pushed));
  const [only] = steps;
  if (steps.length === 1 && only) return only;
  return { kind: "chain", children: steps.map((step, i) => (i === 0 ? step : immutable(step))) };
}

function nextInQueue(node: TreeNode, pushed: ReadonlySet<TreeNode>): TreeNode | undefined {
  const [only, ...others] = node.children;
  return only && others.length === 0 && pushed.has(only) ? only : undefined;
}

function withChildren(node: TreeNode, pushed: ReadonlySet<TreeNode>): WorkflowNode {
  const root = node.signature.node;
  if (node.children.length === 0) return root;
  return { kind: "tree", root, children: node.children.map((child) => compile(child, pushed)) };
}

/** Order is all that a task tree passes on; a chain would pass results. */
function immutable(step: WorkflowNode): WorkflowNode {
  if (step.kind === "task") return { ...step, immutable: true };
  if (step.kind === "tree") return { ...step, root: { ...step.root, immutable: true } };
  return step;
}
