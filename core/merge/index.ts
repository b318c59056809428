/**
 * Merges two versions of a workflow that began with the same one, by what was done to each node: by its id,
 * never by its position in a text. What only one side touched is as that side made it; where both touched the
 * same thing in another way it is a conflict, and somebody chooses.
 *
 * Content is chosen node by node, field by field within it. Places are chosen for as many nodes at once as
 * hang together: a container that one deleted and the other added to, two that were moved into each other.
 */
import type { NodeOwn } from "@/core/edits/document";
import { assemble, type Assembled } from "./assemble";
import { mergeContent } from "./content";
import { Groups } from "./groups";
import { allIds, deletedWith, mergeSpot, placeConflict, sideOf, spotOf, type Spot } from "./places";
import { isSame } from "./same";
import type { Choices, Conflict, Merged, Versions } from "./types";

export type { Choices, Conflict, Merged, Side, Versions } from "./types";

const NO_CHOICES: Choices = new Map();
const NAME = "name";

/** Merges; `choices` are what was chosen of the conflicts of an earlier answer. */
export function merge(versions: Versions, choices: Choices = NO_CHOICES): Merged {
  const ids = allIds(versions);
  const groups = new Groups();
  for (;;) {
    const attempt = tryMerge(versions, { ids, groups, choices });
    const isSound = attempt.tied.length === 0;
    if (isSound) return finish(attempt, { groups, choices, versions });
    let changed = false;
    for (const nodes of attempt.tied) changed = groups.unite(nodes) || changed;
    // What was chosen does not go together: all places are one question then, and one side's are sound.
    changed ||= groups.unite(ids.filter((id) => hasMoved(versions, id)));
    if (!changed) throw new Error("The places of one side do not go together");
  }
}

interface Attempt extends Assembled {
  /** Nodes whose places are one question. Empty: the places are settled. */
  tied: Iterable<string>[];
  contents: Conflict[];
}

function tryMerge(
  versions: Versions,
  { ids, groups, choices }: { ids: readonly string[]; groups: Groups; choices: Choices },
): Attempt {
  const { base, mine, theirs } = versions;
  const spots = new Map<string, Spot>();
  const owns = new Map<string, NodeOwn>();
  const contents: Conflict[] = [];
  const tied: Iterable<string>[] = [];
  for (const id of ids) {
    const side = sideOf(id, groups, choices);
    const { spot, clash } = mergeSpot(versions, id, side);
    if (clash) tied.push(tieOf(versions, id));
    if (spot === null) continue;
    spots.set(id, spot);
    const [a, b] = [mine.nodes[id], theirs.nodes[id]];
    if (a === undefined || b === undefined) {
      const only = a ?? b;
      if (only !== undefined) owns.set(id, only.own);
      continue;
    }
    const conflictId = `content ${id}`;
    const three = { base: base.nodes[id]?.own, mine: a.own, theirs: b.own };
    const content = mergeContent(three, side ?? choices.get(conflictId) ?? "mine");
    const isByKind = side !== null && a.own.kind !== b.own.kind;
    owns.set(id, isByKind ? (side === "mine" ? a.own : b.own) : content.own);
    if (content.isKindClash && side === null) tied.push([id]);
    if (content.clashes.length > 0 && !isByKind) {
      const chosen = choices.get(conflictId) ?? "mine";
      if (side !== null) owns.set(id, mergeContent(three, chosen).own);
      contents.push({ id: conflictId, about: "content", nodeIds: [id], fields: content.clashes });
    }
  }
  for (const [id, { parentId }] of spots) {
    if (parentId !== null && !spots.has(parentId))
      tied.push([id, parentId, ...deletedWith(versions, parentId)]);
  }
  const name = mergedName(versions, choices);
  if (name.isClash) contents.push({ id: NAME, about: NAME, nodeIds: [], fields: [] });
  if (tied.length > 0) return { ...NOTHING, tied, contents };
  const parts = { owns, spots, sideOf: (id: string) => sideOf(id, groups, choices) ?? "mine" };
  const assembled = assemble(versions, name.value, parts);
  tied.push(...assembled.faults);
  for (const id of assembled.reordered) if (!groups.has(id)) tied.push([id]);
  return { ...assembled, tied, contents };
}

const NOTHING: Assembled = {
  document: { name: "", rootId: null, nodes: {} },
  reordered: [],
  faults: [],
};

/** What is one question with the place of a node: what hangs on one that is gone, a container that was put around it. */
function tieOf(versions: Versions, id: string): Iterable<string> {
  const { base, mine, theirs } = versions;
  const tie = new Set([id]);
  for (const side of [mine, theirs]) {
    const node = side.nodes[id];
    if (node === undefined) for (const other of deletedWith(versions, id)) tie.add(other);
    let above = node?.parentId ?? null;
    while (above !== null && base.nodes[above] === undefined) {
      const around = side.nodes[above];
      for (const other of [above, ...Object.values(around?.members ?? {}).flat()]) tie.add(other);
      above = around?.parentId ?? null;
    }
  }
  return tie;
}

function hasMoved({ mine, theirs }: Versions, id: string): boolean {
  const [a, b] = [mine.nodes[id], theirs.nodes[id]];
  if (a === undefined || b === undefined) return true;
  return a.own.kind !== b.own.kind || !isSame(spotOf(a), spotOf(b));
}

function mergedName({ base, mine, theirs }: Versions, choices: Choices) {
  const isClash = mine.name !== theirs.name && base.name !== mine.name && base.name !== theirs.name;
  const takesTheirs = isClash ? choices.get(NAME) === "theirs" : base.name === mine.name;
  return { isClash, value: takesTheirs ? theirs.name : mine.name };
}

function finish(
  { document, contents }: Attempt,
  { groups, choices, versions }: { groups: Groups; choices: Choices; versions: Versions },
): Merged {
  const places = [...groups.all()].map(([name, nodeIds]): Conflict => {
    const real = nodeIds.filter((id) =>
      [versions.base, versions.mine, versions.theirs].some((d) => d.nodes[id]),
    );
    return { id: placeConflict(name), about: "place", nodeIds: real, fields: [] };
  });
  const conflicts = [...places, ...contents].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { document, conflicts, open: conflicts.filter(({ id }) => !choices.has(id)) };
}
