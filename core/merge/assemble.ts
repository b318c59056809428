/** The document of merged places and contents, and what in it cannot be. */
import type { EditorDocument, EditorNode, NodeOwn } from "@/core/edits/document";
import { ROLES } from "@/core/edits/rules";
import type { NodeRole } from "@/core/node";
import { mergeOrder } from "./order";
import { roleIn, type Spot } from "./places";
import { isSame } from "./same";
import type { Side, Versions } from "./types";

/** What is decided of each node that there is. */
export interface Parts {
  owns: ReadonlyMap<string, NodeOwn>;
  spots: ReadonlyMap<string, Spot>;
  /** Whose order the members of a node have, when it was chosen. */
  sideOf: (id: string) => Side;
}

export interface Assembled {
  document: EditorDocument;
  /** Nodes whose members both put into another order. */
  reordered: string[];
  /** Each a set of nodes whose places do not go together. */
  faults: string[][];
}

const CALLBACKS = ["onSuccess", "onFailure"] as const;

export function assemble(versions: Versions, name: string, parts: Parts): Assembled {
  const { owns, spots } = parts;
  const faults: string[][] = [];
  const reordered: string[] = [];
  const members = new Map<string, Map<NodeRole, Set<string>>>();
  const roots: string[] = [];
  const roleOf = new Map<string, NodeRole | null>();

  for (const [id, { parentId, role }] of spots) {
    if (parentId === null || role === null) {
      roots.push(id);
      roleOf.set(id, null);
      continue;
    }
    const parent = owns.get(parentId);
    const fitting = parent === undefined ? null : roleIn(parent.kind, role);
    if (fitting === null) {
      faults.push([id, parentId]);
      continue;
    }
    roleOf.set(id, fitting);
    const lists = members.get(parentId) ?? new Map<NodeRole, Set<string>>();
    lists.set(fitting, (lists.get(fitting) ?? new Set()).add(id));
    members.set(parentId, lists);
  }
  if (roots.length !== 1 && spots.size > 0) faults.push([...roots, ...rootsOf(versions)]);

  const nodes: { [id: string]: EditorNode } = {};
  for (const [id, own] of owns) {
    const lists: EditorNode["members"] = {};
    const there = members.get(id);
    for (const role of rolesAt(versions, id, { own, filled: new Set(there?.keys()) })) {
      const wanted = there?.get(role) ?? new Set();
      const order = mergeOrder(listsOf(versions, id, { role, own }), wanted, parts.sideOf(id));
      if (order.clash) reordered.push(id);
      lists[role] = order.ids;
      if (isSingle(own, role) && order.ids.length !== 1)
        faults.push([id, ...order.ids, ...candidatesOf(versions, id, role)]);
    }
    const [root] = lists.root ?? [];
    if (root !== undefined && owns.get(root)?.kind !== "task") faults.push([id, root]);
    const spot = spots.get(id);
    const parentId = spot?.parentId ?? null;
    const node: EditorNode = { id, parentId, role: roleOf.get(id) ?? null, own, members: lists };
    nodes[id] =
      [versions.mine.nodes[id], versions.theirs.nodes[id]].find((n) => isSame(n, node)) ?? node;
  }
  faults.push(...circlesOf(spots));
  return { document: { name, rootId: roots[0] ?? null, nodes }, reordered, faults };
}

function rootsOf({ base, mine, theirs }: Versions): string[] {
  return [base, mine, theirs].flatMap(({ rootId }) => rootId ?? []);
}

function isSingle(own: NodeOwn, role: NodeRole): boolean {
  return role in ROLES[own.kind] && ROLES[own.kind][role] === "one";
}

/** The lists that the node has: those of its kind always, callbacks where there are some, or an empty list was kept. */
function rolesAt(
  { base, mine, theirs }: Versions,
  id: string,
  { own, filled }: { own: NodeOwn; filled: ReadonlySet<NodeRole> },
): NodeRole[] {
  const kept = CALLBACKS.filter((role) => {
    if (filled.has(role)) return true;
    const [was, a, b] = [base, mine, theirs].map((side) => {
      return side.nodes[id]?.members[role] !== undefined;
    });
    return was === true ? a === true && b === true : a === true || b === true;
  });
  return [...(Object.keys(ROLES[own.kind]) as NodeRole[]), ...kept];
}

function listsOf(versions: Versions, id: string, { role, own }: { role: NodeRole; own: NodeOwn }) {
  const listIn = ({ nodes }: EditorDocument) =>
    Object.entries(nodes[id]?.members ?? {}).flatMap(([given, ids]) =>
      roleIn(own.kind, given as NodeRole) === role ? ids : [],
    );
  const { base, mine, theirs } = versions;
  return { base: listIn(base), mine: listIn(mine), theirs: listIn(theirs) };
}

function candidatesOf({ base, mine, theirs }: Versions, id: string, role: NodeRole): string[] {
  return [base, mine, theirs].flatMap(({ nodes }) => nodes[id]?.members[role] ?? []);
}

/** Nodes that stand inside each other. */
function circlesOf(spots: ReadonlyMap<string, Spot>): string[][] {
  const done = new Set<string>();
  const circles: string[][] = [];
  for (const start of spots.keys()) {
    const trail: string[] = [];
    let at: string | null = start;
    while (at !== null && !done.has(at) && !trail.includes(at)) {
      trail.push(at);
      at = spots.get(at)?.parentId ?? null;
    }
    if (at !== null && !done.has(at)) circles.push(trail.slice(trail.indexOf(at)));
    for (const id of trail) done.add(id);
  }
  return circles;
}
