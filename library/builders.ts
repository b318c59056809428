/** Builders of nodes in code; what can be said about a node afterwards stands in `node-builder.ts`. */
import type { Chain, Chord, Group, Json, MapNode, Signature, Tree } from "@/core/node";
import { isNodeValue, isSignatureValue, type NodeValue, type SignatureValue } from "@/core/task";
import { toJson, writeArguments } from "./arguments";
import { ContainerBuilder, nodeOf, nodesOf, SignatureBuilder } from "./node-builder";
import type {
  AllTake,
  EachReceived,
  FirstReceived,
  LastResult,
  Nodes,
  ReceivedOf,
  ResultOf,
  Results,
  StepList,
  Steps,
  Takes,
} from "./node-types";

/**
 * The call of a task by its name, for tasks that other processes define. Nothing about its arguments is
 * known to the types; `Result` may be given.
 * @throws TypeError for an argument that is not JSON.
 * @example callOf<number>("math.add", [2, 3])
 */
export function callOf<Result = unknown>(
  task: string,
  args: readonly unknown[] = [],
): SignatureBuilder<{ [name: string]: unknown }, unknown, Result> {
  return new SignatureBuilder({ kind: "task", task, args: writeArguments(args, task) });
}

/**
 * A builder around a signature that a handler received, or around one from a document (a copy of it).
 * @throws TypeError for what is no signature.
 * @example signature(args.then).immutable().set({ priority: 1 })
 */
export function signature<Result = unknown>(
  source: Signature | SignatureValue<Result>,
): SignatureBuilder<{ [name: string]: unknown }, unknown, Result> {
  if (isSignatureValue(source)) return new SignatureBuilder(source.node);
  const { kind, task } = source;
  if (kind !== "task" || typeof task !== "string")
    throw new TypeError('A signature has a task: { "kind": "task", "task": "math.add" }.');
  return new SignatureBuilder(structuredClone(source));
}

/**
 * One after the other; each receives the result of the one before. The result is that of the last.
 * @example chain(add.s(2, 3), mul.s(10)) // 50
 */
export function chain<const T extends readonly NodeValue[]>(
  ...children: Steps<T>
): ContainerBuilder<Chain, FirstReceived<T>, LastResult<T>>;
export function chain<const C extends Nodes>(
  children: C & StepList<C>,
): ContainerBuilder<Chain, FirstReceived<C>, LastResult<C>>;
export function chain(...children: (NodeValue | Nodes)[]): ContainerBuilder<Chain> {
  return new ContainerBuilder<Chain>({
    kind: "chain",
    children: nodesOf(flat(children), "a chain"),
  });
}

/**
 * All at once. The result is the list of results in the order given, also of one and of none.
 * @example group([add.s(1, 1), add.s(2, 2)]) // [2, 4]
 */
export function group<const C extends Nodes>(
  children: C,
): ContainerBuilder<Group, EachReceived<C>, Results<C>>;
export function group<const C extends readonly NodeValue[]>(
  ...children: C
): ContainerBuilder<Group, EachReceived<C>, Results<C>>;
export function group(...children: (NodeValue | Nodes)[]): ContainerBuilder<Group> {
  return new ContainerBuilder<Group>({
    kind: "group",
    children: nodesOf(flat(children), "a group"),
  });
}

/**
 * All of `header` at once, then `body` once with the header's list of results as one argument. The result
 * is the body's.
 * @example chord([add.s(1, 1), add.s(2, 2)], sum.s()) // 6
 */
export function chord<const H extends Nodes, B extends NodeValue>(
  header: H,
  body: B & Takes<B, Results<H>>,
): ContainerBuilder<Chord, EachReceived<H>, ResultOf<B>> {
  return new ContainerBuilder<Chord, EachReceived<H>, ResultOf<B>>({
    kind: "chord",
    header: nodesOf(header, "a chord's header"),
    body: nodeOf(body as NodeValue, "The body of a chord"),
  });
}

/**
 * `root`, then all of `children` at once. They receive nothing, or root's result with `passResult`. The
 * result is root's; the children's are reached by their handles.
 * @example tree(makeFolder.s("a"), [makeFolder.s("a/b"), makeFolder.s("a/c")])
 */
export function tree<R extends NodeValue<Signature>, const C extends readonly NodeValue[]>(
  root: R,
  children: AllTake<C, ResultOf<R>>,
  options: { passResult: true },
): ContainerBuilder<Tree, ReceivedOf<R>, ResultOf<R>>;
export function tree<R extends NodeValue<Signature>>(
  root: R,
  children: Nodes,
  options?: { passResult?: false },
): ContainerBuilder<Tree, ReceivedOf<R>, ResultOf<R>>;
export function tree(
  root: NodeValue<Signature>,
  children: Nodes,
  { passResult = false }: { passResult?: boolean } = {},
): ContainerBuilder<Tree> {
  const node: Tree = {
    kind: "tree",
    root: nodeOf(root, "The root of a tree"),
    children: nodesOf(children, "a tree"),
  };
  return new ContainerBuilder<Tree>(passResult ? { ...node, passResult } : node);
}

/** How the copies of a map's body are made. */
export interface MapOptions {
  /** The items, where the map receives no list. */
  over?: readonly unknown[];
  /** How many copies may run at once. @default no bound */
  window?: number;
  /** Items given to one copy, the last may be fewer; above 1 a copy receives a list. @default 1 */
  chunkSize?: number;
}

/** What one item is: what the body takes, or one of the list it takes when items come in chunks. */
type ItemOf<B, O> = O extends { chunkSize: number }
  ? ReceivedOf<B> extends readonly (infer Item)[]
    ? Item
    : ReceivedOf<B>
  : ReceivedOf<B>;

/** A map receives its list, or has it and then can take nothing. */
type ListOf<B, O> = O extends { over: readonly unknown[] } ? never : readonly ItemOf<B, O>[];

/**
 * One copy of `body` for each item of the list that the map receives, or of `over`. The result is the list
 * of results in the order of the items.
 * @throws TypeError for an item that is not JSON.
 * @example chain(listFiles.s("*.md"), map(countWords.s(), { window: 10 }))
 * @example map(double.s(), { over: [1, 2, 3] }) // [2, 4, 6]
 */
export function map<B extends NodeValue, const O extends MapOptions = Record<never, never>>(
  body: B,
  options?: O & { over?: readonly ItemOf<B, O>[] },
): ContainerBuilder<MapNode, ListOf<B, O>, ResultOf<B>[]> {
  const { over, ...bounds }: MapOptions = options ?? {};
  const node: MapNode = { kind: "map", body: nodeOf(body, "The body of a map"), ...bounds };
  if (over !== undefined) node.over = toJson(over, "the list that a map goes over") as Json[];
  return new ContainerBuilder(node);
}

// Nodes one by one or all in one list: Celery's programs write both.
function flat(given: (NodeValue | Nodes)[]): Iterable<NodeValue> {
  const [only] = given;
  if (given.length === 1 && only !== undefined && !isNodeValue(only)) return only;
  return given as NodeValue[];
}
