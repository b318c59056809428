/**
 * A wire drawn from one node to another: no line of its own, but Then, Alongside or Join said by pointing.
 * What the order says already is not said twice.
 */
import { moveAll, type Outcome, type EditContext } from "./commands";
import type { EditorDocument } from "./document";
import { isEmptyEdit } from "./edit";
import type { Verb } from "./place";
import { pathOf, siblingsOf } from "./siblings";
import { resultWords } from "./slots";
import { titleIn } from "./titles";

/** Where a wire begins: `then` at this node. */
export interface WireStart {
  verb: Verb;
  nodeId: string;
}

export interface WireEnd {
  /** The result in words: `ocr runs after resize`. */
  words: string;
  /** Why it cannot be, or is so already, with what to do instead; null when it can. */
  refusal: string | null;
}

/** What becomes of `target` when a wire is drawn to it. */
export function wireTo(document: EditorDocument, start: WireStart, target: string): WireEnd {
  const title = titleIn(document, target);
  const words = `${title} ${resultWords(document, start)}`;
  const refuse = (refusal: string): WireEnd => ({ words, refusal });
  if (target === start.nodeId) return refuse("A wire leads to another node.");
  const isOrder = start.verb === "then" || start.verb === "join";
  if (isOrder && runsAfter(document, target, start.nodeId))
    return refuse(`${words} already. To have it elsewhere, drag ${title} itself.`);
  let count = 0;
  const createId = () => `~${(count += 1)}`;
  const outcome = drawWire({ document, createId }, start, target);
  if (!outcome.ok) return refuse(outcome.reason);
  return isEmptyEdit(outcome.edit) ? refuse(`${words} already.`) : { words, refusal: null };
}

/** Moves `target` to where the wire says. */
export function drawWire(context: EditContext, start: WireStart, target: string): Outcome {
  return moveAll(context, [target], start);
}

/** True when the order drawn lets `later` wait for `earlier`, whatever lies between them. */
export function runsAfter(document: EditorDocument, later: string, earlier: string): boolean {
  const [down, up] = [pathOf(document, later).toReversed(), pathOf(document, earlier).toReversed()];
  const fork = down.findIndex((id, index) => id !== up[index]);
  if (fork < 1) return false;
  const parent = document.nodes[down[fork - 1] ?? ""];
  const [branch, other] = [document.nodes[down[fork] ?? ""], document.nodes[up[fork] ?? ""]];
  if (parent === undefined || branch === undefined) return false;
  const isHung = branch.role === "onSuccess" || branch.role === "onFailure";
  // One of both is the container itself: only what hangs on it waits for it.
  if (other === undefined) return isHung;
  if (isHung) return other.role !== "onSuccess" && other.role !== "onFailure";
  if (parent.own.kind === "chord") return branch.role === "body" && other.role === "header";
  if (parent.own.kind === "tree") return branch.role === "child" && other.role === "root";
  const members = siblingsOf(document, branch.id);
  return parent.own.kind === "chain" && members.indexOf(branch.id) > members.indexOf(other.id);
}
