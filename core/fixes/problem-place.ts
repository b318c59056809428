/** Where in a node a problem lies. A path alone cannot say it: a parameter's name may hold dots. */
import { nodeOf, type EditorDocument } from "@/core/edits/document";
import type { NodeRole } from "@/core/node";

const KEYS: { [R in NodeRole]: string } = {
  child: "children",
  header: "header",
  body: "body",
  root: "root",
  onSuccess: "onSuccess",
  onFailure: "onFailure",
};

/** The path of a node in the workflow document: `root.children.0`. */
export function pathOfNode(document: EditorDocument, id: string): string {
  const parts: string[] = [];
  let at = nodeOf(document, id);
  while (at.parentId !== null && at.role !== null) {
    const parent = nodeOf(document, at.parentId);
    const isOne = at.role === "body" || at.role === "root";
    const index = (parent.members[at.role] ?? []).indexOf(at.id);
    parts.push(isOne ? KEYS[at.role] : `${KEYS[at.role]}.${index}`);
    at = parent;
  }
  return ["root", ...parts.reverse()].join(".");
}

/** A problem's path below its node: `kwargs.x`, or an empty text for the node itself; null when it is not there. */
export function pathWithin(document: EditorDocument, id: string, path: string): string | null {
  const own = pathOfNode(document, id);
  if (path === own) return "";
  return path.startsWith(`${own}.`) ? path.slice(own.length + 1) : null;
}

/** The key of `keys` that `within` is or lies below: for `kwargs.a.b.0` it is `a.b` when there is such a key. */
export function keyAt(within: string, part: string, keys: readonly string[]): string | null {
  const fits = (key: string) => within === `${part}.${key}` || within.startsWith(`${part}.${key}.`);
  return keys.filter(fits).toSorted((a, b) => b.length - a.length)[0] ?? null;
}
