/**
 * Where nodes may be moved to: every place that makes a difference, once, in run order, with the result
 * in words. Dragging and the move mode by keys show the same slots.
 */
import type { WorkflowNode } from "@/core/node";
import { insert, moveAll, type EditContext, type Outcome } from "./commands";
import { idsBelow, type EditorDocument, type EditorNode } from "./document";
import { hasCallbacks, idsOf, isPinned, listRoleOf } from "./draft";
import { isEmptyEdit, type Edit } from "./edit";
import type { Verb } from "./place";
import { isWithin, topmost } from "./siblings";
import { titleIn, titleOf } from "./titles";

export interface MoveSlot {
  verb: Verb;
  nodeId: string;
  /** The result in words: `runs after resize`. */
  words: string;
  /** Why it is no change, or not possible; null when the nodes can be moved there. */
  refusal: string | null;
}

/** What is drawn: slots are offered there only, and inside of what is folded. */
export interface Drawn {
  has(id: string): boolean;
  /** Drawn as one card; its members are not. */
  isFolded(id: string): boolean;
}

const ALL: Drawn = { has: () => true, isFolded: () => false };

type Place = { verb: Verb; nodeId: string };

/** All slots for moving `ids` together, refused ones too. Two ways to the same result are one slot. */
export function slotsFor(
  document: EditorDocument,
  ids: readonly string[],
  drawn: Drawn = ALL,
): MoveSlot[] {
  const moved = topmost(document, ids);
  const places = candidates(document, moved, drawn);
  return tried(document, places, (context, place) => moveAll(context, ids, place));
}

/** All slots for a node that is not in the document yet, refused ones too. */
export function slotsForNew(
  document: EditorDocument,
  node: WorkflowNode,
  drawn: Drawn = ALL,
): MoveSlot[] {
  const places = candidates(document, [], drawn);
  return tried(document, places, (context, place) => insert(context, place, node));
}

type Deed = (context: EditContext, place: Place) => Outcome;

function tried(document: EditorDocument, places: readonly Place[], deed: Deed): MoveSlot[] {
  const seen = new Set<string>();
  const slots: MoveSlot[] = [];
  for (const place of places) {
    const { result, refusal } = probe(document, place, deed);
    if (seen.has(result)) continue;
    seen.add(result);
    slots.push({ ...place, words: resultWords(document, place), refusal });
  }
  return slots;
}

/** The slots that nodes can be moved to. */
export function legalSlotsFor(
  document: EditorDocument,
  ids: readonly string[],
  drawn: Drawn = ALL,
): MoveSlot[] {
  return slotsFor(document, ids, drawn).filter(({ refusal }) => refusal === null);
}

/** Tries it without making it. Equal results are the same deed. */
function probe(document: EditorDocument, place: Place, deed: Deed) {
  let count = 0;
  const createId = () => `~${(count += 1)}`;
  const outcome = deed({ document, createId }, place);
  if (!outcome.ok) return { result: JSON.stringify(place), refusal: outcome.reason };
  if (isEmptyEdit(outcome.edit)) return { result: "same", refusal: "It is here already." };
  return { result: resultOf(outcome.edit), refusal: null };
}

function resultOf({ added, updated, removed }: Edit): string {
  const changed = Object.entries(updated).map(([id, [, to]]) => [
    id,
    to.parentId,
    to.own.kind,
    to.members,
  ]);
  return JSON.stringify([
    Object.values(added),
    changed.toSorted(byId),
    Object.keys(removed).toSorted(),
  ]);
}

function byId([a]: unknown[], [b]: unknown[]): number {
  return String(a) < String(b) ? -1 : 1;
}

function candidates(document: EditorDocument, moved: readonly string[], drawn: Drawn): Place[] {
  const places: Place[] = [];
  const isMoved = new Set(moved);
  function visit(id: string): void {
    const node = document.nodes[id];
    if (node === undefined || isMoved.has(id) || !drawn.has(id)) return;
    const at = (verb: Verb) => places.push({ verb, nodeId: id });
    const sides = isLeaving(node, isMoved) ? NO_SIDES : sidesOf(document, node);
    if (sides.before) at("before");
    inside(node, at);
    if (sides.beside) at("alongside");
    if (sides.then) at("then");
    if (sides.callbacks) {
      at("onSuccess");
      at("onFailure");
    }
    for (const role of ["onSuccess", "onFailure"] as const) idsOf(node, role).forEach(visit);
  }
  function inside(node: EditorNode, at: (verb: Verb) => void): void {
    if (node.own.kind === "task") return;
    if (drawn.isFolded(node.id)) {
      at("inside");
      return;
    }
    const { onSuccess: _s, onFailure: _f, ...members } = node.members;
    const ids = idsBelow({ ...node, members });
    const role = listRoleOf(node.own.kind);
    const isLane = role !== null && node.own.kind !== "chain";
    for (const id of ids.filter((member) => document.nodes[member]?.role === "root")) visit(id);
    if (role !== null && idsOf(node, role).length === 0) at("inside");
    else if (isLane) at("insideFirst");
    for (const id of ids.filter((member) => document.nodes[member]?.role !== "root")) visit(id);
  }
  if (document.rootId !== null) visit(document.rootId);
  return places;
}

const NO_SIDES = { before: false, beside: false, then: false, callbacks: false };

/** A chain or group that goes when the nodes leave it: its sides are those of the member that stays. */
function isLeaving(node: EditorNode, isMoved: ReadonlySet<string>): boolean {
  const { kind } = node.own;
  if ((kind !== "chain" && kind !== "group") || isPinned(node)) return false;
  const ids = idsOf(node, "child");
  const left = ids.filter((id) => !isMoved.has(id));
  return left.length < ids.length && left.length < 2;
}

/** On which sides of a node a slot is its own: the others are those of what is around or in it. */
function sidesOf(document: EditorDocument, node: EditorNode) {
  const { own, role, parentId } = node;
  const parent = parentId === null ? undefined : document.nodes[parentId];
  const isRoot = role === "root";
  const isLoose = !isPinned(node);
  const isFilledChain = own.kind === "chain" && isLoose && idsOf(node, "child").length > 0;
  const isFilledGroup = own.kind === "group" && isLoose && idsOf(node, "child").length > 0;
  const isLooseBody =
    role === "body" && parent !== undefined && parent.own.kind === "chord" && !isPinned(parent);
  return {
    before: !isRoot && !isFilledChain,
    beside: !isRoot && !(isFilledGroup && role !== "header"),
    then: !isRoot && !isFilledChain && !isLooseBody,
    callbacks: true,
  };
}

/** What becomes of the nodes in a slot: `runs after resize`. */
export function resultWords(document: EditorDocument, { verb, nodeId }: Place): string {
  const title = titleIn(document, nodeId);
  const node = document.nodes[nodeId];
  switch (verb) {
    case "then":
      return node !== undefined && becomesBody(node)
        ? `becomes the body of ${title}`
        : `runs after ${title}`;
    case "join":
      return `becomes the body of ${title}`;
    case "before":
      return `runs before ${title}`;
    case "alongside":
      return `runs in parallel with ${title}`;
    case "inside":
      return `goes into ${title}`;
    case "insideFirst":
      return `comes first in ${title}`;
    case "onSuccess":
      return `runs when ${title} succeeded`;
    case "onFailure":
      return `runs when ${title} failed`;
  }
}

function becomesBody(node: EditorNode): boolean {
  return node.own.kind === "group" && !hasCallbacks(node) && node.own.optional !== true;
}

/** Why nodes cannot be dropped on this one; null where they can. */
export function whyNotOn(
  document: EditorDocument,
  ids: readonly string[],
  nodeId: string,
): string | null {
  const holder = ids.find((id) => isWithin(document, nodeId, id));
  if (holder === undefined) return null;
  if (holder === nodeId) return "It is here already.";
  const node = document.nodes[holder];
  return `${node === undefined ? "A container" : titleOf(node)} cannot be moved into itself.`;
}
