/** What two people did to the same thing, in words. */
import { compare, type Comparison } from "@/core/compare";
import type { EditorDocument, EditorNode } from "@/core/edits/document";
import { titleOf } from "@/core/edits/titles";
import { isPlainObject } from "@/core/json-walk";
import type { Conflict, Side, Versions } from "@/core/merge";

export interface Told {
  base: EditorDocument;
  mine: Comparison;
  theirs: Comparison;
}

export function compareSides({ base, mine, theirs }: Versions): Told {
  return { base, mine: compare(base, mine), theirs: compare(base, theirs) };
}

const find = ({ base, mine, theirs }: Versions, id: string): EditorNode | undefined =>
  base.nodes[id] ?? mine.nodes[id] ?? theirs.nodes[id];

/** What the conflict is about: `Resize`, `Resize and 3 others`. */
export function titleOfConflict(versions: Versions, { about, nodeIds }: Conflict): string {
  if (about === "name") return "Name of the workflow";
  const titles = nodeIds.flatMap((id) => {
    const node = find(versions, id);
    return node === undefined ? [] : [titleOf(node)];
  });
  const [first = "A node", ...others] = titles;
  if (others.length === 0) return first;
  return others.length === 1 ? `${first} and ${others[0]}` : `${first} and ${others.length} others`;
}

/** What a side did: `Removed`, `Moved`, `args: [1]`. */
export function deedOf(
  versions: Versions,
  told: Told,
  { conflict, side }: { conflict: Conflict; side: Side },
): string {
  const document = versions[side];
  if (conflict.about === "name") return document.name;
  if (conflict.about === "content") {
    const own = document.nodes[conflict.nodeIds[0] ?? ""]?.own;
    return conflict.fields.map((field) => `${field}: ${valueAt(own, field)}`).join("\n");
  }
  const marks = new Set(conflict.nodeIds.flatMap((id) => told[side].nodes.get(id)?.marks ?? []));
  if (marks.size === 0) return "Left as it was";
  const words = [...marks].join(", ");
  return words[0]?.toUpperCase() + words.slice(1);
}

function valueAt(own: unknown, field: string): string {
  let value: unknown = own;
  for (const key of field.split(".")) value = isPlainObject(value) ? value[key] : undefined;
  if (value === undefined) return "none";
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
