/**
 * What a person can do to the structure of a document. A command changes nothing: it computes the edit,
 * or says why it is refused and what to do instead.
 */
import type { WorkflowNode } from "@/core/node";
import { toNode, type CreateId, type EditorDocument } from "./document";
import {
  beginDraft,
  detach,
  graft,
  idsBelow,
  idsOf,
  placeOf,
  prune,
  type Draft,
  type Place,
} from "./draft";
import type { Edit } from "./edit";
import { settle, splice } from "./normalise";
import { place, type Refusal, type Slot } from "./place";
import { unwrapContainer, wrapSiblings, type ContainerKind } from "./wrap";

/** What a command is given: the document, and where fresh ids come from. */
export interface EditContext {
  document: EditorDocument;
  createId: CreateId;
}

/** An edit and the node to look at after it (null: the document is empty), or why there is none. */
export type Outcome =
  { ok: true; edit: Edit; focusId: string | null } | { ok: false; reason: Refusal };

function refuse(reason: Refusal): Outcome {
  return { ok: false, reason };
}

function finish(draft: Draft, candidates: readonly (string | null)[]): Outcome {
  const focusId = candidates.find((id) => id !== null && draft.has(id)) ?? draft.rootId;
  return { ok: true, edit: draft.finish(), focusId };
}

const GONE = "This node is gone. Select another one.";

/** Puts a node, with all below it, into a slot. Its ids are kept where they are free. */
export function insert(
  { document, createId }: EditContext,
  slot: Slot,
  node: WorkflowNode,
): Outcome {
  const draft = beginDraft(document, createId);
  const id = graft(draft, node);
  const first = idsBelow(draft.get(id))[0] ?? null;
  const refusal = place(draft, id, slot);
  // A chain that was put into a chain dissolves; its first member is what came in.
  return refusal === null ? finish(draft, [id, first]) : refuse(refusal);
}

/** Puts a node right after another: next in the chain, into a new chain, or as the body of a group. */
export function insertThen(context: EditContext, nodeId: string, node: WorkflowNode): Outcome {
  return insert(context, { verb: "then", nodeId }, node);
}

/** Puts a node right before another. */
export function insertBefore(context: EditContext, nodeId: string, node: WorkflowNode): Outcome {
  return insert(context, { verb: "before", nodeId }, node);
}

/** Puts a node beside another, to run at the same time. */
export function insertAlongside(context: EditContext, nodeId: string, node: WorkflowNode): Outcome {
  return insert(context, { verb: "alongside", nodeId }, node);
}

/** Makes a group (or the group that the node is in) a chord with this body. */
export function join(context: EditContext, groupId: string, body: WorkflowNode): Outcome {
  return insert(context, { verb: "join", nodeId: groupId }, body);
}

/** Puts a node into a container, last. */
export function insertInside(context: EditContext, nodeId: string, node: WorkflowNode): Outcome {
  return insert(context, { verb: "inside", nodeId }, node);
}

/** Hangs a node on another, to start when that one succeeded or failed. */
export function addCallback(
  context: EditContext,
  at: { nodeId: string; on: "onSuccess" | "onFailure" },
  node: WorkflowNode,
): Outcome {
  return insert(context, { verb: at.on, nodeId: at.nodeId }, node);
}

function isWithin(document: EditorDocument, id: string, ancestor: string): boolean {
  for (let at: string | null = id; at !== null; at = document.nodes[at]?.parentId ?? null)
    if (at === ancestor) return true;
  return false;
}

/** Why `id` cannot be moved into the slot; null when it can. */
export function whyNotMove(document: EditorDocument, id: string, slot: Slot): Refusal | null {
  if (document.nodes[id] === undefined) return GONE;
  if (slot.verb === "first") return "Nothing else is drawn yet.";
  if (slot.nodeId === id) return "A node cannot be moved to itself.";
  if (isWithin(document, slot.nodeId, id)) return "A container cannot be moved into itself.";
  return null;
}

/** Moves a node, with all below it, into a slot; what it leaves joins up. */
export function move({ document, createId }: EditContext, id: string, slot: Slot): Outcome {
  const reason = whyNotMove(document, id, slot);
  if (reason !== null) return refuse(reason);
  const draft = beginDraft(document, createId);
  const from = detach(draft, id);
  const refusal = place(draft, id, slot);
  if (refusal !== null) return refuse(refusal);
  const first = idsBelow(draft.get(id))[0] ?? null;
  settleLeft(draft, from);
  if (draft.has(id)) splice(draft, id);
  return finish(draft, [id, first]);
}

function settleLeft(draft: Draft, from: Place): void {
  // A callback too: a container may have stayed for its sake alone.
  if (from.parentId !== null && draft.has(from.parentId)) settle(draft, from.parentId);
}

/** Removes nodes with all below them; the rest joins up. Looks at the neighbour that stays. */
export function remove({ document, createId }: EditContext, ids: readonly string[]): Outcome {
  const draft = beginDraft(document, createId);
  const known = ids.filter((id) => draft.has(id));
  const [first] = known;
  if (first === undefined) return refuse(GONE);
  const candidates = neighboursOf(draft, first);
  for (const id of known) {
    // It may have gone with a container that was removed before it.
    if (!draft.has(id)) continue;
    const from = detach(draft, id);
    prune(draft, id);
    settleLeft(draft, from);
  }
  return finish(draft, candidates);
}

/** What to look at when `id` is gone: the next beside it, the one before, then what is around it. */
function neighboursOf(draft: Draft, id: string): string[] {
  const { parentId, role, index } = placeOf(draft, id);
  if (parentId === null || role === null) return [];
  const ids = idsOf(draft.get(parentId), role);
  const before = ids.slice(0, index).reverse();
  return [...ids.slice(index + 1), ...before, parentId, ...neighboursOf(draft, parentId)];
}

/** Puts a copy with fresh ids beside a node: next in a chain, otherwise to run at the same time. */
export function duplicate(context: EditContext, id: string): Outcome {
  const { document } = context;
  const node = document.nodes[id];
  if (node === undefined) return refuse(GONE);
  const parent = node.parentId === null ? undefined : document.nodes[node.parentId];
  const isNext = parent === undefined || parent.own.kind === "chain" || node.role === "body";
  return insert(context, { verb: isNext ? "then" : "alongside", nodeId: id }, toNode(document, id));
}

/** Wraps neighbours in a container. */
export function wrap(
  { document, createId }: EditContext,
  ids: readonly string[],
  kind: ContainerKind,
): Outcome {
  if (ids.some((id) => document.nodes[id] === undefined)) return refuse(GONE);
  const draft = beginDraft(document, createId);
  const wrapped = wrapSiblings(draft, ids, kind);
  return typeof wrapped === "string" ? refuse(wrapped) : finish(draft, [wrapped.containerId]);
}

/** Takes a container away and leaves its members in its place. */
export function unwrap({ document, createId }: EditContext, id: string): Outcome {
  if (document.nodes[id] === undefined) return refuse(GONE);
  const draft = beginDraft(document, createId);
  const left = unwrapContainer(draft, id);
  return typeof left === "string" ? refuse(left) : finish(draft, left);
}
