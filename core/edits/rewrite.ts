/** Another node in the place of one, as a whole: what somebody wrote as JSON. */
import type { WorkflowNode } from "@/core/node";
import type { EditContext, Outcome } from "./commands";
import { attach, beginDraft, detach, graft, prune } from "./draft";
import { splice } from "./normalise";

/**
 * Puts `node` where `id` stands, with all that belongs to it. Ids that are free stay; a node without one
 * keeps `id`. Looks at the new node.
 */
export function rewrite(
  { document, createId }: EditContext,
  id: string,
  node: WorkflowNode,
): Outcome {
  const before = document.nodes[id];
  if (before === undefined) return { ok: false, reason: "The node is gone." };
  if (before.role === "root" && node.kind !== "task")
    return { ok: false, reason: `The root of a tree is a task, not a ${node.kind}.` };
  const draft = beginDraft(document, createId);
  const place = detach(draft, id);
  prune(draft, id);
  const next = graft(draft, { ...node, id: node.id ?? id });
  attach(draft, next, place);
  splice(draft, next);
  const focusId = draft.has(next) ? next : place.parentId;
  return { ok: true, edit: draft.finish(), focusId };
}
