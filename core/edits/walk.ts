/** Ways through a document: in the order drawn, and to what a node receives. */
import type { NodeRole } from "@/core/node";
import { idsBelow, nodeOf, type EditorDocument, type EditorNode } from "./document";

export interface Visit {
  node: EditorNode;
  /** 1 for the root. */
  depth: number;
  /** Position among all that belongs to the same node, callbacks too, from 1. */
  position: number;
  siblings: number;
}

/** All nodes in the order drawn: a container before its members, callbacks after them. */
export function walk(document: EditorDocument): Visit[] {
  const visits: Visit[] = [];
  function visit(ids: readonly string[], depth: number): void {
    ids.forEach((id, index) => {
      const node = nodeOf(document, id);
      visits.push({ node, depth, position: index + 1, siblings: ids.length });
      visit(idsBelow(node), depth + 1);
    });
  }
  if (document.rootId !== null) visit([document.rootId], 1);
  return visits;
}

/**
 * What stands in front of a node's positional arguments. `result`: of `nodeId`. `list`: of all results
 * of the chord's header. `item`: one of a list, in a map. `failure`: the report on `nodeId`.
 */
export interface Source {
  kind: "result" | "list" | "item" | "failure";
  nodeId: string;
}

function previousOf(parent: EditorNode, role: NodeRole, id: string): string | undefined {
  const ids = parent.members[role] ?? [];
  return ids[ids.indexOf(id) - 1];
}

/** What the place of a node gives it; null when nothing. An immutable signature takes none of it. */
export function sourceOf(document: EditorDocument, id: string): Source | null {
  const { parentId, role } = nodeOf(document, id);
  if (parentId === null || role === null) return null;
  const parent = nodeOf(document, parentId);
  const { own } = parent;
  switch (role) {
    case "onSuccess":
      return { kind: "result", nodeId: parentId };
    case "onFailure":
      return { kind: "failure", nodeId: parentId };
    case "root":
    case "header":
      return sourceOf(document, parentId);
    case "body":
      return { kind: own.kind === "map" ? "item" : "list", nodeId: parentId };
    case "child": {
      if (own.kind === "tree") {
        const [root] = parent.members.root ?? [];
        return own.passResult === true && root !== undefined
          ? { kind: "result", nodeId: root }
          : null;
      }
      const before = own.kind === "chain" ? previousOf(parent, role, id) : undefined;
      return before === undefined
        ? sourceOf(document, parentId)
        : { kind: "result", nodeId: before };
    }
  }
}
