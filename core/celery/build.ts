/** Celery's canvas in our nodes: what runs after what, and the options of both. */
import type { Chain, Group, Json, Signature, WorkflowNode } from "../node";
import { Canvas, jsonOf, type Tell, type Value } from "./values";
import type { Place } from "./tokens";

/** `left | right`: a group before something that is no group is a chord, as in Celery. */
export function pipe(left: WorkflowNode, right: WorkflowNode): WorkflowNode {
  const before = isPlainChain(left) ? left.children : [left];
  const [first, ...rest] = isPlainChain(right) ? right.children : [right];
  if (first === undefined) return left;
  const last = before.at(-1);
  const children =
    last !== undefined && isPlainGroup(last) && first.kind !== "group"
      ? [
          ...before.slice(0, -1),
          { kind: "chord" as const, header: last.children, body: first },
          ...rest,
        ]
      : [...before, first, ...rest];
  const [only] = children;
  return children.length === 1 && only !== undefined ? only : { kind: "chain", children };
}

function isPlainChain(node: WorkflowNode): node is Chain {
  return node.kind === "chain" && Object.keys(node).length === 2;
}

function isPlainGroup(node: WorkflowNode): node is Group {
  return node.kind === "group" && Object.keys(node).length === 2;
}

/** The nodes in a list, a group or by themselves; others are told. */
export function nodesIn(values: readonly Value[], at: Place, tell: Tell): WorkflowNode[] {
  return values.flatMap((value) => {
    if (Array.isArray(value)) return nodesIn(value, at, tell);
    if (value instanceof Canvas) return [value.node];
    tell("Only signatures and what is made of them can stand in a canvas. This was left out.", at);
    return [];
  });
}

const SECONDS = 1000;

/** Options of Celery in ours. Each gives why it cannot be taken, or null. */
const OPTIONS: {
  readonly [name: string]: (node: Signature, value: Json) => string | null;
} = {
  countdown: (node, value) => set(node, "delayMs", seconds(value)),
  eta: (node, value) => set(node, "eta", typeof value === "string" ? value : null),
  expires: (node, value) => set(node, "expiresMs", seconds(value)),
  queue: (node, value) => set(node, "queue", typeof value === "string" ? value : null),
  priority: (node, value) => set(node, "priority", typeof value === "number" ? value : null),
  max_retries: (node, value) => set(node, "attempts", typeof value === "number" ? value + 1 : null),
  time_limit: (node, value) => set(node, "timeoutMs", seconds(value)),
  soft_time_limit: (node, value) => set(node, "timeoutMs", seconds(value)),
};

/** What makes no difference here. */
const NEEDLESS = new Set([
  "serializer",
  "compression",
  "ignore_result",
  "retry",
  "retry_policy",
  "add_to_parent",
]);

function set(node: Signature, key: string, value: Json): string | null {
  if (value === null) return "is of a form that cannot be read";
  node.options = { ...node.options, [key]: value };
  return null;
}

function seconds(value: Json): number | null {
  return typeof value === "number" ? Math.round(value * SECONDS) : null;
}

/** Sets an option by Celery's name; what cannot be taken is told. */
export function setOption(
  node: WorkflowNode,
  [name, value]: [string, Value],
  { at, tell }: { at: Place; tell: Tell },
): void {
  if (name === "link") return addCallbacks(node, "onSuccess", nodesIn([value], at, tell));
  if (name === "link_error") return addCallbacks(node, "onFailure", nodesIn([value], at, tell));
  const json = jsonOf(value, at, tell);
  if (node.kind === "task") return setTaskOption(node, [name, json], { at, tell });
  if (name === "countdown" && typeof json === "number") node.delayMs = json * SECONDS;
  else if (name === "eta" && typeof json === "string") node.eta = json;
  else if (!NEEDLESS.has(name))
    tell(`A ${node.kind} has no ${name} here; set it on its tasks. It was left out.`, at);
}

function setTaskOption(
  node: Signature,
  [name, value]: [string, Json],
  { at, tell }: { at: Place; tell: Tell },
): void {
  if (name === "immutable") {
    if (value === true) node.immutable = true;
    else delete node.immutable;
    return;
  }
  if (name === "shadow" && typeof value === "string") return void (node.label = value);
  if (name === "task_id" && typeof value === "string" && /^[\w-]{1,64}$/.test(value))
    return void (node.id = value);
  const take = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  if (take === undefined) {
    if (!NEEDLESS.has(name)) tell(`There is no option ${name} here. It was left out.`, at);
    return;
  }
  const reason = take(node, value);
  if (reason !== null) tell(`${name} ${reason}. It was left out.`, at);
}

/** Hangs nodes on a node. */
export function addCallbacks(
  node: WorkflowNode,
  key: "onSuccess" | "onFailure",
  nodes: readonly WorkflowNode[],
): void {
  if (nodes.length > 0) node[key] = [...(node[key] ?? []), ...nodes];
}
