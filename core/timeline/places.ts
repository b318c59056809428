/** Where nodes stand in a drawing, and what has to end before each may begin. */
import type { LayoutTree } from "@/core/layout/tree";

export interface Place {
  tree: LayoutTree;
  parent: Place | undefined;
  /** Among the members of its parent; of a callback among its like. */
  position: number;
  /** Found once; members that begin together share one list. */
  before?: readonly Before[];
}

/** What a node waits for. `own`: only what the node itself did, not what was born in it. */
export interface Before {
  place: Place;
  what: "whole" | "own";
}

export type Places = ReadonlyMap<string, Place>;

/** Every node of a drawing with its place. */
export function placesOf(root: LayoutTree): Places {
  const places = new Map<string, Place>();
  const walk = (tree: LayoutTree, parent: Place | undefined, position: number) => {
    const place: Place = { tree, parent, position };
    places.set(tree.id, place);
    for (const list of [tree.members, tree.onSuccess, tree.onFailure]) {
      list.forEach((each, at) => walk(each, place, at));
    }
  };
  walk(root, undefined, 0);
  return places;
}

/** What has to end before a node begins; nothing where that is the start of the run. */
export function beforeOf(places: Places, place: Place): readonly Before[] {
  return (place.before ??= findBefore(places, place));
}

function findBefore(places: Places, { tree, parent, position }: Place): readonly Before[] {
  if (parent === undefined) return [];
  const whole = (trees: readonly LayoutTree[]): Before[] =>
    trees.flatMap(({ id }) => {
      const found = places.get(id);
      return found === undefined ? [] : [{ place: found, what: "whole" as const }];
    });
  if (tree.role === "onSuccess" || tree.role === "onFailure") return whole([parent.tree]);
  const { kind, members } = parent.tree;
  switch (kind) {
    case "map":
    case "task":
      return [{ place: parent, what: "own" }];
    case "chain":
      return position > 0 ? whole(members.slice(position - 1, position)) : beforeOf(places, parent);
    // What is in front comes first among the members; a chord of ten thousand is not searched for each.
    case "chord":
      return tree.role === "body" && members[0]?.role === "header"
        ? whole(members.filter(({ role }) => role === "header"))
        : beforeOf(places, parent);
    case "tree":
      return tree.role !== "root" && members[0]?.role === "root"
        ? whole(members.slice(0, 1))
        : beforeOf(places, parent);
    case "group":
      return beforeOf(places, parent);
  }
}
