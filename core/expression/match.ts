/**
 * Which nodes of a changed text are nodes of the text before. What stands in the part that is the same at
 * both ends is the same; of the rest a node is taken for the one it is most like.
 */
import { callbacksOf, membersOf, type Signature, type WorkflowNode } from "../node";
import type { Parsed } from "./parse";
import { ownText } from "./print";
import { keptIds, type Reading } from "./nodes";

interface Known {
  node: WorkflowNode;
  id: string;
  parentId: string | null;
  /** Role and index: the place in its parent. */
  place: string;
}

interface Placed {
  node: WorkflowNode;
  parent: WorkflowNode | null;
  place: string;
}

/** The ids that nodes of `parsed` keep. */
export function matchIds(before: Reading, parsed: Parsed, text: string): Map<WorkflowNode, string> {
  const known = knownOf(before);
  const placed = placedOf(parsed);
  const matching = new Matching(known, placed, keptIds(parsed));
  matchPlaces(matching, { before, parsed, text });
  matching.alike((node) => ownText(node));
  matching.alike((node) => (node.kind === "task" ? `task ${(node as Signature).task}` : null));
  matching.around();
  matching.below();
  return matching.ids;
}

function knownOf({ root }: Reading): Map<string, Known> {
  const known = new Map<string, Known>();
  const visit = (node: WorkflowNode, parentId: string | null, place: string) => {
    const id = node.id ?? "";
    known.set(id, { node, id, parentId, place });
    for (const member of [...membersOf(node), ...callbacksOf(node)])
      visit(member.node, id, `${member.role} ${member.index}`);
  };
  visit(root, null, "root");
  return known;
}

/** The new nodes in the order of the text; what `#id` keeps is none of them. */
function placedOf({ root, kept }: Parsed): Placed[] {
  const placed: Placed[] = [];
  const visit = (node: WorkflowNode, parent: WorkflowNode | null, place: string) => {
    if (kept.has(node)) return;
    placed.push({ node, parent, place });
    for (const member of [...membersOf(node), ...callbacksOf(node)])
      visit(member.node, node, `${member.role} ${member.index}`);
  };
  visit(root, null, "root");
  return placed;
}

class Matching {
  readonly ids = new Map<WorkflowNode, string>();
  readonly #known: Map<string, Known>;
  readonly #placed: Placed[];
  readonly #taken: Set<string>;

  constructor(known: Map<string, Known>, placed: Placed[], taken: Set<string>) {
    this.#known = known;
    this.#placed = placed;
    this.#taken = new Set(taken);
  }

  take(node: WorkflowNode, id: string | undefined): void {
    const known = this.#known.get(id ?? "");
    if (known === undefined || this.#taken.has(known.id)) return;
    if (known.node.kind !== node.kind || this.ids.has(node)) return;
    this.ids.set(node, known.id);
    this.#taken.add(known.id);
  }

  #left(): Placed[] {
    return this.#placed.filter(({ node }) => !this.ids.has(node));
  }

  /** Nodes of the same key, in the order of the text. A container is like no other by its settings alone. */
  alike(keyOf: (node: WorkflowNode) => string | null): void {
    const free = new Map<string, string[]>();
    for (const { node, id } of this.#known.values()) {
      const key = node.kind === "task" && !this.#taken.has(id) ? keyOf(node) : null;
      if (key === null) continue;
      const ids = free.get(key);
      if (ids === undefined) free.set(key, [id]);
      else ids.push(id);
    }
    for (const { node } of this.#left()) {
      const key = node.kind === "task" ? keyOf(node) : null;
      if (key !== null) this.take(node, free.get(key)?.shift());
    }
  }

  /** A container that holds nodes which one held before is that one: innermost first. */
  around(): void {
    for (const { node } of this.#left().toReversed()) {
      const counts = new Map<string, number>();
      for (const { node: member } of membersOf(node)) {
        const parentId = this.#known.get(this.ids.get(member) ?? member.id ?? "")?.parentId;
        if (parentId != null) counts.set(parentId, (counts.get(parentId) ?? 0) + 1);
      }
      const best = [...counts].toSorted(([, a], [, b]) => b - a);
      for (const [id] of best) this.take(node, id);
    }
  }

  /** What stands in the same place of the same container is the same node, set otherwise: outermost first. */
  below(): void {
    const byPlace = new Map<string, string>();
    for (const { id, parentId, place } of this.#known.values())
      byPlace.set(`${parentId ?? ""} ${place}`, id);
    for (const { node, parent, place } of this.#left()) {
      const parentId = parent === null ? "" : this.ids.get(parent);
      if (parentId !== undefined) this.take(node, byPlace.get(`${parentId} ${place}`));
    }
  }
}

interface Texts {
  before: Reading;
  parsed: Parsed;
  text: string;
}

function matchPlaces(matching: Matching, { before, parsed, text }: Texts): void {
  const old = before.text;
  const least = Math.min(old.length, text.length);
  let start = 0;
  while (start < least && old[start] === text[start]) start += 1;
  let end = 0;
  while (end < least - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  const owner = new Map<number, string>();
  for (const [id, { anchors }] of before.spans) for (const at of anchors) owner.set(at, id);
  for (const [node, { anchors }] of parsed.spans) {
    if (parsed.kept.has(node)) continue;
    for (const at of anchors) {
      if (at < start) matching.take(node, owner.get(at));
      else if (at >= text.length - end)
        matching.take(node, owner.get(at - text.length + old.length));
    }
  }
}
