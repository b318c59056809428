/** How a message speaks of a node. */

const MAX_SHOWN = 60;

/** `text` in quotation marks, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}

/**
 * A node by what a person sees of it: `Task "Add the fee" (math.add)`, `Chain "Prepare"`. The node may be
 * of any form; what cannot be named is `Node`.
 */
export function nameNode(node: unknown): string {
  if (typeof node !== "object" || node === null) return "Node";
  const { kind, task, label, name, id } = node as { [key: string]: unknown };
  const called = [label, name, id].find((value) => typeof value === "string" && value !== "");
  const word =
    typeof kind === "string" && kind !== "" ? capitalise(kind.slice(0, MAX_SHOWN)) : "Node";
  const known = typeof called === "string" ? ` ${quote(called)}` : "";
  return `${word}${known}${typeof task === "string" ? ` (${task.slice(0, MAX_SHOWN)})` : ""}`;
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
