/** The tree of a run as the model sees it: the drawing, with the copies of unfolded maps in place of their templates. */
import { callbacksOf, membersOf, type MapNode, type Member, type WorkflowNode } from "@/core/node";
import type { Json } from "@/core/node";

/** Copies of the maps that are unfolded, by the id of the map. */
export type Copies = ReadonlyMap<string, readonly WorkflowNode[]>;

/** Id of a node; the model needs every node to have one. */
export function idOf(node: WorkflowNode): string {
  if (node.id === undefined)
    throw new Error("A node without id: the model needs one on every node.");
  return node.id;
}

/** True for what can be claimed or has at least a turn of its own: steps, maps, empty containers. */
export function hasTurn(node: WorkflowNode): boolean {
  return node.kind === "task" || node.kind === "map" || membersOf(node).length === 0;
}

/** What a node is made of: of a map its copies. */
export function partsOf(node: WorkflowNode, copies: Copies): WorkflowNode[] {
  if (node.kind === "map") return [...(copies.get(idOf(node)) ?? [])];
  return membersOf(node).map((member) => member.node);
}

const hangingOn = (node: WorkflowNode) => callbacksOf(node).map((member: Member) => member.node);

/** A node, everything in it and the callbacks in it; its own callbacks not. In the order drawn. */
export function insideOf(node: WorkflowNode, copies: Copies): WorkflowNode[] {
  return [node, ...partsOf(node, copies).flatMap((part) => withCallbacks(part, copies))];
}

/** A node with everything in it and everything that hangs on it. */
export function withCallbacks(node: WorkflowNode, copies: Copies): WorkflowNode[] {
  const hung = hangingOn(node).flatMap((callback) => withCallbacks(callback, copies));
  return [...insideOf(node, copies), ...hung];
}

/** A node and everything that comes after it: its callbacks, its followers, and those of the containers around it. */
export function fromOn(root: WorkflowNode, target: WorkflowNode, copies: Copies): WorkflowNode[] {
  const found = [...withCallbacks(target, copies)];
  let node = target;
  for (let owner = ownerOf(root, node, copies); owner; owner = ownerOf(root, node, copies)) {
    for (const follower of followersOf(owner, node)) found.push(...withCallbacks(follower, copies));
    found.push(...hangingOn(owner).flatMap((callback) => withCallbacks(callback, copies)));
    node = owner;
  }
  return found;
}

/** The container that `node` is a part of; a callback and the root are part of none. */
function ownerOf(root: WorkflowNode, node: WorkflowNode, copies: Copies): WorkflowNode | undefined {
  return withCallbacks(root, copies).find((other) => partsOf(other, copies).includes(node));
}

/** What in `owner` waits for `part`. */
function followersOf(owner: WorkflowNode, part: WorkflowNode): WorkflowNode[] {
  switch (owner.kind) {
    case "chain":
      return owner.children.slice(owner.children.indexOf(part) + 1);
    case "chord":
      return part === owner.body ? [] : [owner.body];
    case "tree":
      return part === owner.root ? owner.children : [];
    default:
      return [];
  }
}

/** The copies of a map over these items, named as everywhere: `m.0`, and inside it `m.0.<id in the template>`. */
export function copiesOf(map: MapNode, items: readonly Json[]): WorkflowNode[] {
  return chunksOf(map, items).map((_, index) => {
    const id = `${idOf(map)}.${index}`;
    return { ...renamed(map.body, `${id}.`), id };
  });
}

/** What the copies of a map receive, one each. */
export function chunksOf(map: MapNode, items: readonly Json[]): Json[] {
  const size = map.chunkSize ?? 1;
  if (size === 1) return [...items];
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** The same node with a prefix before every id in it. The template of a map inside keeps its ids. */
function renamed<T extends WorkflowNode>(node: T, prefix: string): T {
  const again = (nodes: WorkflowNode[]) => nodes.map((other) => renamed(other, prefix));
  return {
    ...node,
    id: prefix + idOf(node),
    ...("children" in node ? { children: again(node.children) } : {}),
    ...(node.kind === "chord"
      ? { header: again(node.header), body: renamed(node.body, prefix) }
      : {}),
    ...(node.kind === "tree" ? { root: renamed(node.root, prefix) } : {}),
    ...(node.onSuccess ? { onSuccess: again(node.onSuccess) } : {}),
    ...(node.onFailure ? { onFailure: again(node.onFailure) } : {}),
  };
}
