/** Where something stands in a document. Linked, so that a path is only spelled out when it is needed. */

export type Key = string | number;

export interface Place {
  parent: Place | null;
  keys: readonly Key[];
}

export const DOCUMENT: Place = { parent: null, keys: [] };

export const ROOT: Place = { parent: DOCUMENT, keys: ["root"] };

/** The place `keys` below `parent`. */
export function below(parent: Place, ...keys: Key[]): Place {
  return { parent, keys };
}

/** The place as a path: `root.children.0.args.1`. */
export function pathOf(place: Place): string {
  const parts: (readonly Key[])[] = [];
  for (let at: Place | null = place; at !== null; at = at.parent) parts.push(at.keys);
  return parts.reverse().flat().join(".");
}
