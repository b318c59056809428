/**
 * The verbs of the editor: where a detached node goes when a person says Then, Before, Alongside, Join
 * or Inside of another. Each wraps as needed, so that a person thinks of order and of "at the same
 * time", never of containers.
 */
import type { NodeOwn } from "./document";
import {
  attach,
  createContainer,
  detach,
  hasCallbacks,
  idsOf,
  isLoose,
  listRoleOf,
  placeOf,
  wrapInPlace,
  type Draft,
} from "./draft";
import { splice } from "./normalise";

export const VERBS = ["then", "before", "alongside", "join", "inside", "insideFirst"] as const;
export type Verb = (typeof VERBS)[number] | "onSuccess" | "onFailure";

/** A place as a person names it. `first` is the only one in an empty document. */
export type Slot = { verb: "first" } | { verb: Verb; nodeId: string };

/** Why a command is refused, with what to do instead. */
export type Refusal = string;

/** Puts the detached node `id` into the slot. */
export function place(draft: Draft, id: string, slot: Slot): Refusal | null {
  if (slot.verb === "first") return placeFirst(draft, id);
  if (!draft.has(slot.nodeId)) return "The node it was meant for is gone. Select another one.";
  return PLACERS[slot.verb](draft, id, slot.nodeId);
}

type Placer = (draft: Draft, id: string, target: string) => Refusal | null;

const PLACERS: { [V in Verb]: Placer } = {
  then: placeThen,
  before: placeBefore,
  alongside: placeAlongside,
  join: placeJoin,
  inside: (draft, id, target) => placeInside(draft, id, { target }),
  insideFirst: (draft, id, target) => placeInside(draft, id, { target, index: 0 }),
  onSuccess: (draft, id, target) => append(draft, id, { target, role: "onSuccess" }),
  onFailure: (draft, id, target) => append(draft, id, { target, role: "onFailure" }),
};

function placeFirst(draft: Draft, id: string): Refusal | null {
  if (draft.rootId !== null)
    return "The workflow has a first node already. Use Then or Alongside on it.";
  attach(draft, id, { parentId: null, role: null, index: 0 });
  return null;
}

function append(
  draft: Draft,
  id: string,
  { target, role }: { target: string; role: "child" | "header" | "onSuccess" | "onFailure" },
): null {
  attach(draft, id, { parentId: target, role, index: idsOf(draft.get(target), role).length });
  return null;
}

function beside(draft: Draft, id: string, { target, by }: { target: string; by: 0 | 1 }): null {
  const at = placeOf(draft, target);
  attach(draft, id, { ...at, index: at.index + by });
  if (draft.get(id).own.kind === "chain") splice(draft, id);
  return null;
}

function isChainChild(draft: Draft, id: string): boolean {
  const { parentId, role } = draft.get(id);
  return parentId !== null && role === "child" && draft.get(parentId).own.kind === "chain";
}

function placeThen(draft: Draft, id: string, target: string): Refusal | null {
  const node = draft.get(target);
  if (node.own.kind === "group") return placeJoin(draft, id, target);
  if (isChainChild(draft, target)) return beside(draft, id, { target, by: 1 });
  if (node.role === "body" && node.parentId !== null && isLoose(draft, node.parentId, "chord"))
    return placeThen(draft, id, node.parentId);
  if (node.role === "root" && node.parentId !== null)
    return append(draft, id, { target: node.parentId, role: "child" });
  const chain = isLoose(draft, target, "chain") ? target : wrapInPlace(draft, target, "chain");
  append(draft, id, { target: chain, role: "child" });
  splice(draft, id);
  return null;
}

function placeBefore(draft: Draft, id: string, target: string): Refusal | null {
  const node = draft.get(target);
  if (isChainChild(draft, target)) return beside(draft, id, { target, by: 0 });
  if (node.role === "root" && node.parentId !== null) return placeBefore(draft, id, node.parentId);
  const chain = isLoose(draft, target, "chain") ? target : wrapInPlace(draft, target, "chain");
  attach(draft, id, { parentId: chain, role: "child", index: 0 });
  splice(draft, id);
  return null;
}

function isParallel(draft: Draft, id: string): boolean {
  const { parentId, role } = draft.get(id);
  if (parentId === null) return false;
  if (role === "child") return draft.get(parentId).own.kind !== "chain";
  return role === "header" || role === "onSuccess" || role === "onFailure";
}

function placeAlongside(draft: Draft, id: string, target: string): Refusal | null {
  const node = draft.get(target);
  if (isParallel(draft, target)) return beside(draft, id, { target, by: 1 });
  if (node.role === "root" && node.parentId !== null)
    return placeAlongside(draft, id, node.parentId);
  const group = isLoose(draft, target, "group") ? target : wrapInPlace(draft, target, "group");
  return append(draft, id, { target: group, role: "child" });
}

function placeJoin(draft: Draft, id: string, target: string): Refusal | null {
  const node = draft.get(target);
  if (node.own.kind === "group") {
    // The chord's result is its body's: what hangs on the group's own outcome has to stay with the group.
    if (hasCallbacks(node) || node.own.optional === true) return followGroup(draft, id, target);
    becomeChord(draft, target, id);
    return null;
  }
  const parent = node.parentId === null ? null : draft.get(node.parentId);
  if (parent?.own.kind === "group" && node.role === "child") return placeJoin(draft, id, parent.id);
  if (node.own.kind === "chord" || node.role === "header")
    return "This chord has a body already. Use Before or Then on the body.";
  return "Join needs nodes that run at the same time. Add one alongside first.";
}

function followGroup(draft: Draft, id: string, group: string): null {
  if (isChainChild(draft, group)) return beside(draft, id, { target: group, by: 1 });
  append(draft, id, { target: wrapInPlace(draft, group, "chain"), role: "child" });
  splice(draft, id);
  return null;
}

function becomeChord(draft: Draft, groupId: string, bodyId: string): void {
  const group = draft.get(groupId);
  const { child = [], ...callbacks } = group.members;
  const own = { ...group.own, kind: "chord" } as NodeOwn;
  draft.put({ ...group, own, members: { ...callbacks, header: child } });
  for (const member of child) draft.put({ ...draft.get(member), role: "header" });
  attach(draft, bodyId, { parentId: groupId, role: "body", index: 0 });
}

function placeInside(
  draft: Draft,
  id: string,
  { target, index }: { target: string; index?: number },
): Refusal | null {
  const node = draft.get(target);
  const role = listRoleOf(node.own.kind);
  if (role !== null) {
    const last = idsOf(node, role).length;
    attach(draft, id, { parentId: target, role, index: Math.min(index ?? last, last) });
    if (draft.get(id).own.kind === "chain") splice(draft, id);
    return null;
  }
  const [body] = idsOf(node, "body");
  if (body === undefined)
    return "A task holds no other nodes. Use Then or Alongside, or wrap it in a tree first.";
  return index === 0 ? placeBefore(draft, id, body) : placeThen(draft, id, body);
}

/** Puts a new container where the first of `ids` stands, with all of `ids` inside. Gives its id. */
export function gather(draft: Draft, ids: readonly string[], own: NodeOwn): string {
  const [first] = ids;
  if (first === undefined) throw new Error("Nothing to gather");
  const at = placeOf(draft, first);
  for (const id of ids) detach(draft, id);
  const container = createContainer(draft, own);
  attach(draft, container, at);
  return container;
}
