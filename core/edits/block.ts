/**
 * Several nodes side by side, handled as one: they travel in a container of the kind they came from, so
 * that what ran one after the other goes on doing so; where they fit without it, it dissolves.
 */
import type { WorkflowNode } from "@/core/node";
import { attach, createContainer, detach, graft, type Draft, type Place } from "./draft";
import { splice } from "./normalise";

/** How several nodes stand to each other: one after the other, or all at once. */
export type Relation = "chain" | "group";

export interface Block {
  /** The detached node to be placed: the only one, or a container around all. */
  id: string;
  members: readonly string[];
}

/** The relation of members of this container and role. */
export function relationIn(draft: Draft, id: string): Relation {
  const { parentId, role } = draft.get(id);
  if (parentId === null) return "chain";
  return role === "child" && draft.get(parentId).own.kind === "chain" ? "chain" : "group";
}

function around(draft: Draft, members: readonly string[], kind: Relation): Block {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return { id: only, members };
  const id = createContainer(draft, { kind });
  members.forEach((member, index) => attach(draft, member, { parentId: id, role: "child", index }));
  return { id, members };
}

/** Takes siblings out of their place; gives the block and where its first member stood. */
export function takeBlock(draft: Draft, ids: readonly string[]): { block: Block; from: Place } {
  const [first] = ids;
  if (first === undefined) throw new Error("Nothing to take");
  const relation = relationIn(draft, first);
  const from = detach(draft, first);
  for (const id of ids.slice(1)) detach(draft, id);
  return { block: around(draft, ids, relation), from };
}

/** Adds the records of nodes as a detached block. */
export function graftBlock(
  draft: Draft,
  nodes: readonly WorkflowNode[],
  relation: Relation,
): Block {
  return around(
    draft,
    nodes.map((node) => graft(draft, node)),
    relation,
  );
}

/** Takes the container of a placed block away where its members fit without it. */
export function dissolveBlock(draft: Draft, { id }: Block): void {
  if (draft.has(id)) splice(draft, id);
}
