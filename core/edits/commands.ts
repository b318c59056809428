/**
 * What a person can do to the structure of a document. A command changes nothing: it computes the edit,
 * or says why it is refused and what to do instead.
 */
import type { WorkflowNode } from "@/core/node";
import { idsBelow, toNode, type CreateId, type EditorDocument } from "./document";
import { beginDraft, detach, graft, idsOf, placeOf, prune, type Draft, type Place } from "./draft";
import { dissolveBlock, graftBlock, takeBlock, type Block, type Relation } from "./block";
import type { Edit } from "./edit";
import { settle } from "./normalise";
import { place, type Refusal, type Slot } from "./place";
import { blockOf, isWithin } from "./siblings";
import { unwrapContainer, wrapSiblings, type ContainerKind } from "./wrap";

/** What a command is given: the document, and where fresh ids come from. */
export interface EditContext {
  document: EditorDocument;
  createId: CreateId;
}

/**
 * An edit and the node to look at after it (null: the document is empty), with all that is to be selected
 * when there are several; or why there is none.
 */
export type Outcome =
  | { ok: true; edit: Edit; focusId: string | null; selectIds?: readonly string[] }
  | { ok: false; reason: Refusal };

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

/** Why `id` cannot be moved into the slot; null when it can. */
export function whyNotMove(document: EditorDocument, id: string, slot: Slot): Refusal | null {
  if (document.nodes[id] === undefined) return GONE;
  if (slot.verb === "first") return "Nothing else is drawn yet.";
  if (slot.nodeId === id) return "A node cannot be moved to itself.";
  if (isWithin(document, slot.nodeId, id)) return "A container cannot be moved into itself.";
  return null;
}

/** Moves a node, with all below it, into a slot; what it leaves joins up. */
export function move(context: EditContext, id: string, slot: Slot): Outcome {
  return moveAll(context, [id], slot);
}

/** Moves neighbours together into a slot; they keep their order, and run one after the other if they did. */
export function moveAll(
  { document, createId }: EditContext,
  ids: readonly string[],
  slot: Slot,
): Outcome {
  const chosen = blockOf(document, ids);
  if (typeof chosen === "string") return refuse(chosen);
  const reason = chosen.map((id) => whyNotMove(document, id, slot)).find((why) => why !== null);
  if (reason !== undefined) return refuse(reason);
  const draft = beginDraft(document, createId);
  const { block, from } = takeBlock(draft, chosen);
  // A chain that is put into a chain dissolves; its first member is what moved.
  const first = idsBelow(draft.get(block.id))[0] ?? null;
  const refusal = place(draft, block.id, slot);
  if (refusal !== null) return refuse(refusal);
  settleLeft(draft, from);
  dissolveBlock(draft, block);
  return finishBlock(draft, block, first);
}

function finishBlock(draft: Draft, { id, members }: Block, first: string | null): Outcome {
  const left = members.filter((member) => draft.has(member));
  const outcome = finish(draft, [left.length > 0 ? (left.at(-1) ?? null) : id, first]);
  return outcome.ok && left.length > 1 ? { ...outcome, selectIds: left } : outcome;
}

/** Puts nodes that belong together into a slot. Their ids are kept where they are free. */
export function insertAll(
  { document, createId }: EditContext,
  slot: Slot,
  { nodes, relation }: { nodes: readonly WorkflowNode[]; relation: Relation },
): Outcome {
  if (nodes.length === 0) return refuse("There is nothing to insert.");
  const draft = beginDraft(document, createId);
  const block = graftBlock(draft, nodes, relation);
  const first = idsBelow(draft.get(block.id))[0] ?? null;
  const refusal = place(draft, block.id, slot);
  if (refusal !== null) return refuse(refusal);
  if (block.members.length > 1) dissolveBlock(draft, block);
  return finishBlock(draft, block, first);
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
  return duplicateAll(context, [id]);
}

/** Puts copies of neighbours behind them: next in a chain, otherwise to run at the same time. */
export function duplicateAll(context: EditContext, ids: readonly string[]): Outcome {
  const { document } = context;
  const chosen = blockOf(document, ids);
  if (typeof chosen === "string") return refuse(chosen);
  const nodeId = chosen.at(-1) ?? "";
  const node = document.nodes[nodeId];
  const parent = node?.parentId ? document.nodes[node.parentId] : undefined;
  const isNext = parent === undefined || parent.own.kind === "chain" || node?.role === "body";
  const nodes = chosen.map((id) => toNode(document, id));
  const slot: Slot = { verb: isNext ? "then" : "alongside", nodeId };
  return insertAll(context, slot, { nodes, relation: isNext ? "chain" : "group" });
}

/** Wraps neighbours in a container. */
export function wrap(
  { document, createId }: EditContext,
  ids: readonly string[],
  kind: ContainerKind,
): Outcome {
  const chosen = blockOf(document, ids);
  if (typeof chosen === "string") return refuse(chosen);
  const draft = beginDraft(document, createId);
  const wrapped = wrapSiblings(draft, chosen, kind);
  return typeof wrapped === "string" ? refuse(wrapped) : finish(draft, [wrapped.containerId]);
}

/** Takes a container away and leaves its members in its place. */
export function unwrap({ document, createId }: EditContext, id: string): Outcome {
  if (document.nodes[id] === undefined) return refuse(GONE);
  const draft = beginDraft(document, createId);
  const left = unwrapContainer(draft, id);
  return typeof left === "string" ? refuse(left) : finish(draft, left);
}

/** Takes several containers away at once; refused when one of them cannot go. */
export function unwrapAll({ document, createId }: EditContext, ids: readonly string[]): Outcome {
  const chosen = ids.filter((id) => document.nodes[id] !== undefined);
  if (chosen.length === 0) return refuse(GONE);
  const draft = beginDraft(document, createId);
  const left: string[] = [];
  for (const id of chosen) {
    // It may have dissolved into a container that was unwrapped before it.
    if (!draft.has(id)) continue;
    const members = unwrapContainer(draft, id);
    if (typeof members === "string") return refuse(members);
    left.push(...members);
  }
  const selectIds = left.filter((id) => draft.has(id));
  return {
    ...finish(draft, [selectIds.at(-1) ?? null]),
    ...(selectIds.length > 1 && { selectIds }),
  };
}
