/** What is true of every document, whatever was done to it. */
import type { NodeKind, NodeRole } from "@/core/node";
import { idsBelow, type EditorDocument, type EditorNode } from "./document";

/** How many members of each role a kind has. Callbacks hang on any node. */
export const ROLES: { readonly [K in NodeKind]: { [R in NodeRole]?: "one" | "many" } } = {
  task: {},
  chain: { child: "many" },
  group: { child: "many" },
  chord: { header: "many", body: "one" },
  tree: { root: "one", child: "many" },
  map: { body: "one" },
};

function faultsOfRoles(node: EditorNode): string[] {
  const roles = { ...ROLES[node.own.kind], onSuccess: "many", onFailure: "many" } as const;
  const allowed: { [role: string]: "one" | "many" | undefined } = roles;
  const faults = Object.entries(node.members).flatMap(([role, ids]) =>
    allowed[role] === undefined
      ? [`${node.own.kind} ${node.id} has members as ${role}: ${ids.join(", ")}`]
      : [],
  );
  for (const [role, count] of Object.entries(ROLES[node.own.kind])) {
    const ids = node.members[role as NodeRole];
    if (count === "one" && ids?.length !== 1) faults.push(`${node.id} has not one ${role}`);
    if (count === "many" && ids === undefined) faults.push(`${node.id} has no list of ${role}`);
  }
  return faults;
}

function faultsOfMembers(document: EditorDocument, node: EditorNode): string[] {
  return Object.entries(node.members).flatMap(([role, ids]) =>
    ids.flatMap((id) => {
      const member = document.nodes[id];
      if (member === undefined) return [`${node.id} has a member ${id} that is not there`];
      if (member.parentId !== node.id || member.role !== role)
        return [`${id} does not know that it is ${role} of ${node.id}`];
      if (role === "root" && member.own.kind !== "task") return [`${id} is a root, but no task`];
      return [];
    }),
  );
}

function reachable(document: EditorDocument): Set<string> {
  const seen = new Set<string>();
  const open = document.rootId === null ? [] : [document.rootId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = document.nodes[id];
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    open.push(...idsBelow(node));
  }
  return seen;
}

/** What is wrong with the structure of a document; empty for every one that commands made. */
export function faultsOf(document: EditorDocument): string[] {
  const nodes = Object.entries(document.nodes);
  const seen = reachable(document);
  const root = document.rootId === null ? undefined : document.nodes[document.rootId];
  const faults = nodes.flatMap(([id, node]) => [
    ...(node.id === id ? [] : [`The record of ${id} says it is ${node.id}`]),
    ...(seen.has(id) ? [] : [`${id} is not part of the drawing`]),
    ...faultsOfRoles(node),
    ...faultsOfMembers(document, node),
  ]);
  if (document.rootId !== null && root === undefined) faults.push("The root is not there");
  if (root !== undefined && root.parentId !== null) faults.push("The root belongs to a node");
  return faults;
}
