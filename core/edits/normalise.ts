/**
 * What becomes of a container when it loses a member, so that the rest joins up.
 *
 * A chain or group with one member left gives way to it, with none left it goes; a chord without body
 * is a group, without header it is its body; a tree without root is a group of its children; a map
 * without body goes. A pinned container (a name, a label, callbacks, `optional`, a delay) stays as far
 * as the workflow document allows. Only what an edit touches is looked at: a group of one that was
 * asked for stays until something is taken out of it.
 */
import type { NodeRole } from "@/core/node";
import type { EditorNode, NodeOwn } from "./document";
import { attach, detach, idsOf, isLoose, isPinned, placeOf, prune, type Draft } from "./draft";

/** Puts a container that lost a member in order, and what is above it. */
export function settle(draft: Draft, id: string): void {
  const node = draft.get(id);
  switch (node.own.kind) {
    case "task":
      return;
    case "chain":
    case "group":
      return settleList(draft, node);
    case "chord":
      if (idsOf(node, "body").length === 0) return becomeGroup(draft, node, "header");
      if (idsOf(node, "header").length === 0 && !isPinned(node)) giveWay(draft, id, "body");
      return;
    case "tree":
      if (idsOf(node, "root").length === 0) return becomeGroup(draft, node, "child");
      if (idsOf(node, "child").length === 0 && !isPinned(node)) giveWay(draft, id, "root");
      return;
    case "map":
      if (idsOf(node, "body").length === 0) vanish(draft, id);
  }
}

function settleList(draft: Draft, node: EditorNode): void {
  const children = idsOf(node, "child");
  if (children.length > 1 || isPinned(node)) return;
  if (children.length === 1) giveWay(draft, node.id, "child");
  else vanish(draft, node.id);
}

function vanish(draft: Draft, id: string): void {
  const { parentId } = detach(draft, id);
  prune(draft, id);
  if (parentId !== null) settle(draft, parentId);
}

/** Replaces a container by its only member of that role. */
export function giveWay(draft: Draft, id: string, role: NodeRole): void {
  const [member] = idsOf(draft.get(id), role);
  if (member === undefined) throw new Error(`Container ${id} has no ${role} to give way to`);
  detach(draft, member);
  const place = detach(draft, id);
  prune(draft, id);
  attach(draft, member, place);
  splice(draft, member);
}

/** A chain directly in a chain, or a group in a group or header, dissolves into it, unless pinned. */
export function splice(draft: Draft, id: string): void {
  const { parentId, role, index } = placeOf(draft, id);
  if (parentId === null || role === null) return;
  const parent = draft.get(parentId).own.kind;
  const inChain = parent === "chain" && role === "child" && isLoose(draft, id, "chain");
  const inGroup =
    ((parent === "group" && role === "child") || role === "header") && isLoose(draft, id, "group");
  if (!inChain && !inGroup) return;
  const children = idsOf(draft.get(id), "child");
  detach(draft, id);
  children.forEach((child, offset) => {
    detach(draft, child);
    attach(draft, child, { parentId, role, index: index + offset });
  });
  prune(draft, id);
}

function becomeGroup(draft: Draft, node: EditorNode, from: "header" | "child"): void {
  const { id, parentId, role } = node;
  const { child: _child, header: _header, ...callbacks } = node.members;
  const ids = [...idsOf(node, from)];
  draft.put({ id, parentId, role, own: asGroup(node.own), members: { ...callbacks, child: ids } });
  for (const member of ids) draft.put({ ...draft.get(member), role: "child" });
  settleList(draft, draft.get(id));
  if (draft.has(id)) splice(draft, id);
}

function asGroup(own: NodeOwn): NodeOwn {
  const { passResult: _passResult, ...rest } = own as NodeOwn & { passResult?: boolean };
  return { ...rest, kind: "group" } as NodeOwn;
}
