/** Wrapping siblings in a container, and taking a container away from around its members. */
import type { Container } from "@/core/node";
import { idsBelow } from "./document";
import {
  attach,
  createContainer,
  detach,
  hasCallbacks,
  idsOf,
  placeOf,
  prune,
  type Draft,
} from "./draft";
import { giveWay, settle, splice } from "./normalise";
import { gather, type Refusal } from "./place";

export type ContainerKind = Container["kind"];

/** Wraps siblings, given in the order drawn; gives the new container's id or why not. */
export function wrapSiblings(
  draft: Draft,
  ids: readonly string[],
  kind: ContainerKind,
): { containerId: string } | Refusal {
  const [first = ""] = ids;
  if (draft.get(first).role === "root")
    return "The root of a tree is a task. Wrap the tree instead.";
  if (kind === "chord" && ids.length < 2)
    return "A chord has a header and a body. Select at least two nodes; the last becomes the body.";
  if (kind === "tree" && draft.get(first).own.kind !== "task")
    return "A tree begins with a task. Select a task first, then what follows it.";
  const parentId = draft.get(first).parentId;
  const containerId =
    kind === "map" ? wrapInMap(draft, ids) : fill(draft, gather(draft, ids, { kind }), ids);
  if (parentId !== null) settle(draft, parentId);
  return { containerId };
}

function fill(draft: Draft, containerId: string, ids: readonly string[]): string {
  const { kind } = draft.get(containerId).own;
  ids.forEach((id, index) => {
    const parentId = containerId;
    if (kind === "chord" && index === ids.length - 1)
      attach(draft, id, { parentId, role: "body", index: 0 });
    else if (kind === "chord") attach(draft, id, { parentId, role: "header", index });
    else if (kind === "tree" && index === 0)
      attach(draft, id, { parentId, role: "root", index: 0 });
    else attach(draft, id, { parentId, role: "child", index });
  });
  return containerId;
}

function wrapInMap(draft: Draft, ids: readonly string[]): string {
  const { parentId } = draft.get(ids[0] ?? "");
  const inChain = parentId !== null && draft.get(parentId).own.kind === "chain";
  const map = gather(draft, ids, { kind: "map" });
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    attach(draft, only, { parentId: map, role: "body", index: 0 });
    return map;
  }
  const body = createContainer(draft, { kind: inChain ? "chain" : "group" });
  attach(draft, body, { parentId: map, role: "body", index: 0 });
  fill(draft, body, ids);
  return map;
}

const SEVERAL = "There is room for one node only where it stands. Remove members first.";

/** Takes a container away and leaves its members in its place; gives their ids or why not. */
export function unwrapContainer(draft: Draft, id: string): string[] | Refusal {
  const node = draft.get(id);
  if (node.own.kind === "task") return "A task holds nothing that could be unwrapped.";
  if (hasCallbacks(node))
    return "Callbacks hang on this container. Move or remove them first, then unwrap it.";
  if (node.own.kind === "chord") return unwrapChord(draft, id);
  const members = idsBelow(node);
  if (members.length === 0) return "The container is empty. Remove it instead.";
  const { role } = node;
  if (members.length === 1) {
    giveWay(draft, id, node.members.body ? "body" : node.members.root ? "root" : "child");
    return members.filter((member) => draft.has(member));
  }
  if (role === null || role === "body") return SEVERAL;
  const place = detach(draft, id);
  members.forEach((member, offset) => {
    detach(draft, member);
    attach(draft, member, { ...place, index: place.index + offset });
  });
  prune(draft, id);
  for (const member of members) splice(draft, member);
  return members.filter((member) => draft.has(member));
}

/** A chord becomes what it means: its header as a group, then its body. */
function unwrapChord(draft: Draft, id: string): string[] {
  const [body = ""] = idsOf(draft.get(id), "body");
  const header = [...idsOf(draft.get(id), "header")];
  const place = placeOf(draft, id);
  detach(draft, body);
  for (const member of header) detach(draft, member);
  detach(draft, id);
  prune(draft, id);
  const group = createContainer(draft, { kind: "group" });
  fill(draft, group, header);
  const chain = createContainer(draft, { kind: "chain" });
  attach(draft, chain, place);
  fill(draft, chain, [group, body]);
  settle(draft, group);
  for (const member of [body, chain]) if (draft.has(member)) splice(draft, member);
  return [group, body].filter((member) => draft.has(member));
}
