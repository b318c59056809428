/** Small moves in the order drawn: earlier, later, out of the container, into the one beside. */
import type { EditContext, Outcome } from "./commands";
import { beginDraft, attach, detach, idsOf, type Draft } from "./draft";
import { settle, splice } from "./normalise";
import { place, type Refusal } from "./place";
import { blockOf, siblingsOf } from "./siblings";
import { titleOf } from "./titles";

export type Shift = "earlier" | "later" | "out" | "in";

type Shifter = (draft: Draft, ids: readonly string[]) => Refusal | null;

/** Moves neighbours by one: among their siblings, out of their container, or into the one beside them. */
export function shift(
  { document, createId }: EditContext,
  ids: readonly string[],
  way: Shift,
): Outcome {
  const chosen = blockOf(document, ids);
  if (typeof chosen === "string") return { ok: false, reason: chosen };
  const draft = beginDraft(document, createId);
  const siblings = siblingsOf(document, chosen[0] ?? "");
  const refusal = SHIFTERS[way](siblings)(draft, chosen);
  if (refusal !== null) return { ok: false, reason: refusal };
  const left = chosen.filter((id) => draft.has(id));
  const focusId = left.at(-1) ?? draft.rootId;
  return {
    ok: true,
    edit: draft.finish(),
    focusId,
    ...(left.length > 1 && { selectIds: left }),
  };
}

const SHIFTERS: { [S in Shift]: (siblings: readonly string[]) => Shifter } = {
  earlier: (siblings) => (draft, ids) => {
    const before = siblings[siblings.indexOf(ids[0] ?? "") - 1];
    if (before === undefined) return endOf(draft, ids[0] ?? "", "first");
    return hop(draft, before, siblings.indexOf(ids.at(-1) ?? ""));
  },
  later: (siblings) => (draft, ids) => {
    const after = siblings[siblings.indexOf(ids.at(-1) ?? "") + 1];
    if (after === undefined) return endOf(draft, ids.at(-1) ?? "", "last");
    return hop(draft, after, siblings.indexOf(ids[0] ?? ""));
  },
  out: () => moveOut,
  in: (siblings) => (draft, ids) => {
    const before = siblings[siblings.indexOf(ids[0] ?? "") - 1];
    if (before !== undefined && draft.get(before).own.kind !== "task")
      return moveIn(draft, ids, { into: before, verb: "inside" });
    const after = siblings[siblings.indexOf(ids.at(-1) ?? "") + 1];
    if (after !== undefined && draft.get(after).own.kind !== "task")
      return moveIn(draft, ids.toReversed(), { into: after, verb: "insideFirst" });
    return "There is no container beside it to go into. Wrap it, or use Move.";
  },
};

/** The sibling that changes sides goes to where the nodes end, or begin. */
function hop(draft: Draft, sibling: string, index: number): null {
  const at = detach(draft, sibling);
  attach(draft, sibling, { ...at, index });
  return null;
}

function endOf(draft: Draft, id: string, end: "first" | "last"): Refusal {
  const { parentId, role } = draft.get(id);
  if (parentId === null) return "It is the outermost node: nothing stands beside it.";
  const title = titleOf(draft.get(parentId));
  if (role === "body" || role === "root")
    return `It is the ${role} of ${title}; there is only one place for it.`;
  return `It is the ${end} in ${title} already. Move it out to go further.`;
}

function moveOut(draft: Draft, ids: readonly string[]): Refusal | null {
  const node = draft.get(ids[0] ?? "");
  const { parentId, role } = node;
  if (parentId === null) return "It is the outermost node already.";
  if (role === "root") return "The root stays with its tree. Unwrap the tree instead.";
  const parent = draft.get(parentId);
  if (parent.parentId === null || parent.role === null)
    return `${titleOf(parent)} is the outermost node: there is nothing to move out to.`;
  const outer = draft.get(parent.parentId);
  const at = { parentId: outer.id, role: parent.role };
  for (const id of ids) detach(draft, id);
  if (parent.role === "body" || parent.role === "root") {
    for (const id of ids.toReversed()) place(draft, id, { verb: "then", nodeId: parentId });
  } else {
    const index = idsOf(outer, parent.role).indexOf(parentId) + 1;
    ids.forEach((id, offset) => attach(draft, id, { ...at, index: index + offset }));
  }
  return settled(draft, parentId, ids);
}

function moveIn(
  draft: Draft,
  ids: readonly string[],
  { into, verb }: { into: string; verb: "inside" | "insideFirst" },
): Refusal | null {
  const from = draft.get(ids[0] ?? "").parentId;
  for (const id of ids) detach(draft, id);
  for (const id of ids) {
    const refusal = place(draft, id, { verb, nodeId: into });
    if (refusal !== null) return refusal;
  }
  return from === null ? null : settled(draft, from, ids);
}

function settled(draft: Draft, containerId: string, ids: readonly string[]): null {
  if (draft.has(containerId)) settle(draft, containerId);
  for (const id of ids) if (draft.has(id)) splice(draft, id);
  return null;
}
