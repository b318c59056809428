/**
 * What a wire that is refused may mean instead: a copy of the node in the wire's place, the beginning of the
 * wire taken to where the other end waits, or the result alone where the order is drawn already.
 */
import type { Signature } from "@/core/node";
import { insert, moveAll, type EditContext, type Outcome } from "./commands";
import { nodeOf, toNode, type EditorDocument, type EditorNode } from "./document";
import { idsOf } from "./draft";
import { applyEdit, isEmptyEdit, squashEdits } from "./edit";
import { setContainer, setFlag } from "./settings";
import { isWithin } from "./siblings";
import { resultWords } from "./slots";
import { titleIn } from "./titles";
import { sourceOf, type Source } from "./walk";
import { runsAfter, type WireStart } from "./wire";

export interface WireOffer {
  kind: "duplicate" | "join" | "data";
  /** The deed and its result: `Duplicate publish: the copy runs after resize`. */
  label: string;
  command: (context: EditContext) => Outcome;
}

/** Everything that a wire to `target` may mean besides moving it, in the order offered; none without a change. */
export function wireOffers(
  document: EditorDocument,
  start: WireStart,
  target: string,
): WireOffer[] {
  if (document.nodes[target] === undefined || document.nodes[start.nodeId] === undefined) return [];
  const offers = [
    duplicateOffer(document, start, target),
    joinOffer(document, start, target),
    dataOffer(document, start.nodeId, target),
  ];
  return offers.filter((offer): offer is WireOffer => {
    if (offer === null) return false;
    const outcome = tried(document, offer.command);
    return outcome.ok && !isEmptyEdit(outcome.edit);
  });
}

function tried(document: EditorDocument, command: WireOffer["command"]): Outcome {
  let count = 0;
  return command({ document, createId: () => `~${(count += 1)}` });
}

function duplicateOffer(document: EditorDocument, start: WireStart, target: string): WireOffer {
  const words = resultWords(document, start);
  return {
    kind: "duplicate",
    label: `Duplicate ${titleIn(document, target)}: the copy ${words}`,
    command: (context) => insert(context, start, toNode(context.document, target)),
  };
}

/** What a node waits for now: `beside` this the beginning of the wire would run, or `before` the node itself. */
function placeToJoin(document: EditorDocument, target: string): WireStart {
  for (let id = target; ;) {
    const { parentId, role } = nodeOf(document, id);
    if (parentId === null || role === null) return { verb: "before", nodeId: target };
    const parent = nodeOf(document, parentId);
    if (role === "body" && parent.own.kind === "chord") return { verb: "inside", nodeId: parentId };
    if (role === "child" && parent.own.kind === "chain") {
      const before = idsOf(parent, role)[idsOf(parent, role).indexOf(id) - 1];
      if (before !== undefined) return { verb: "alongside", nodeId: before };
    }
    if (role !== "child" && role !== "header") return { verb: "before", nodeId: target };
    id = parentId;
  }
}

function joinOffer(
  document: EditorDocument,
  { nodeId }: WireStart,
  target: string,
): WireOffer | null {
  if (nodeId === target || isWithin(document, target, nodeId)) return null;
  const place = placeToJoin(document, target);
  // It is one of those that the node waits for already.
  const isJoined =
    place.verb !== "before" &&
    isWithin(document, nodeId, place.nodeId) &&
    !isWithin(document, nodeId, target);
  const command = (context: EditContext) => moveAll(context, [nodeId], place);
  if (isJoined || !waitsAfter(document, command, [target, nodeId])) return null;
  const [from, to] = [titleIn(document, nodeId), titleIn(document, target)];
  const beside = place.verb === "before" ? "" : `${resultWords(document, place)}, `;
  const label = beside === "" ? `${from} runs before ${to}` : `${from} ${beside}${to} after both`;
  return { kind: "join", label: `Join here: ${label}`, command };
}

/** Whether both are there after the deed, and the first waits for the second. */
function waitsAfter(
  document: EditorDocument,
  command: WireOffer["command"],
  [later, earlier]: readonly [string, string],
): boolean {
  const outcome = tried(document, command);
  if (!outcome.ok) return false;
  const after = applyEdit(document, outcome.edit);
  const isThere = after.nodes[later] !== undefined && after.nodes[earlier] !== undefined;
  return isThere && runsAfter(after, later, earlier);
}

/** Where the order is drawn and the result does not pass: it passes then, and nothing moves. */
function dataOffer(document: EditorDocument, from: string, target: string): WireOffer | null {
  const closed = closedTree(document, from, target);
  const gives = closed !== null || isGiven(document, from, sourceOf(document, target));
  const deaf = startersOf(document, target).filter((id) => isDeaf(nodeOf(document, id)));
  if (!gives || (closed === null && deaf.length === 0)) return null;
  const others = closed === null ? "" : ", as all branches do";
  return {
    kind: "data",
    label: `Pass data only: ${titleIn(document, target)} takes the result of ${titleIn(document, from)}${others}`,
    command: (context) => ({
      ok: true,
      focusId: target,
      edit: squashEdits([
        ...deaf.map((id) => setFlag(context.document, id, { flag: "immutable", on: false })),
        ...(closed === null ? [] : [setContainer(context.document, closed, { passResult: true })]),
      ]),
    }),
  };
}

function isDeaf({ own }: EditorNode): boolean {
  return own.kind === "task" && (own as Signature).immutable === true;
}

/** The tree whose root the wire begins at and whose branch it leads to, while its branches are given nothing. */
function closedTree(document: EditorDocument, from: string, target: string): string | null {
  const { parentId, role } = nodeOf(document, target);
  const parent = parentId === null ? undefined : document.nodes[parentId];
  if (role !== "child" || parent?.own.kind !== "tree" || parent.own.passResult === true)
    return null;
  return idsOf(parent, "root").includes(from) ? parent.id : null;
}

/** Whether the result of `from` is what a place gives, or one of a list that it gives. */
function isGiven(document: EditorDocument, from: string, source: Source | null): boolean {
  if (source === null) return false;
  const { kind, nodeId } = source;
  if (kind === "result") return giversOf(document, nodeId).includes(from);
  const members = kind === "list" ? idsOf(nodeOf(document, nodeId), "header") : [];
  return members.some((id) => giversOf(document, id).includes(from));
}

/** A node and those whose result is its own: the last of a chain, the body of a chord, the members of a group. */
function giversOf(document: EditorDocument, id: string): string[] {
  const node = nodeOf(document, id);
  const { kind } = node.own;
  const inside =
    kind === "chain"
      ? idsOf(node, "child").slice(-1)
      : kind === "group"
        ? idsOf(node, "child")
        : idsOf(node, kind === "tree" ? "root" : "body");
  return [id, ...inside.flatMap((member) => giversOf(document, member))];
}

/** The signatures that start a node: they are given what its place gives. */
function startersOf(document: EditorDocument, id: string): string[] {
  const node = nodeOf(document, id);
  const { kind } = node.own;
  if (kind === "task") return [id];
  const first =
    kind === "chain"
      ? idsOf(node, "child").slice(0, 1)
      : kind === "group"
        ? idsOf(node, "child")
        : idsOf(node, kind === "chord" ? "header" : kind === "tree" ? "root" : "body");
  return first.flatMap((member) => startersOf(document, member));
}
