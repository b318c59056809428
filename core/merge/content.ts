/** What a node says, merged field by field. */
import type { NodeOwn } from "@/core/edits/document";
import { isPlainObject } from "@/core/json-walk";
import { isSame } from "./same";
import type { Side } from "./types";

type Fields = { readonly [key: string]: unknown };

/** What both may have changed: in `base` null where it was not there. */
interface Three<T> {
  base: T | undefined;
  mine: T;
  theirs: T;
}

export interface MergedContent {
  own: NodeOwn;
  /** Fields that both changed, each in another way; they have the version of `side`. */
  clashes: string[];
  /** The kinds do not go together: it is not a question of fields. */
  isKindClash: boolean;
}

/** Of these the fields inside are merged one by one. */
const NESTED = new Set(["kwargs", "options"]);
/** What a node may say whatever its kind is; `name`, `delayMs` and `eta` of containers. */
const COMMON = ["label", "note", "optional", "name", "delayMs", "eta"];

function fieldsOf(value: unknown): Fields {
  return isPlainObject(value) ? value : {};
}

function mergeFields(
  { base, mine, theirs }: Three<Fields>,
  side: Side,
  path: string,
): { merged: Fields; clashes: string[] } {
  const merged: { [key: string]: unknown } = {};
  const clashes: string[] = [];
  const put = (key: string, value: unknown) => {
    if (value !== undefined) merged[key] = value;
  };
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, a, b] = [base?.[key], mine[key], theirs[key]];
    if (isSame(a, b) || isSame(was, b)) put(key, a);
    else if (isSame(was, a)) put(key, b);
    else if (path === "" && NESTED.has(key) && isPlainObject(a) && isPlainObject(b)) {
      const inner = mergeFields({ base: fieldsOf(was), mine: a, theirs: b }, side, `${key}.`);
      put(key, inner.merged);
      clashes.push(...inner.clashes);
    } else {
      clashes.push(path + key);
      put(key, side === "mine" ? a : b);
    }
  }
  return { merged, clashes };
}

/** Merges what both say of a node; where they clash it has the version of `side`. */
export function mergeContent({ base, mine, theirs }: Three<NodeOwn>, side: Side): MergedContent {
  if (mine.kind === theirs.kind) {
    const three = {
      base: base as Fields | undefined,
      mine: asFields(mine),
      theirs: asFields(theirs),
    };
    const { merged, clashes } = mergeFields(three, side, "");
    return { own: merged as unknown as NodeOwn, clashes, isKindClash: false };
  }
  const mineTurned = base?.kind !== mine.kind;
  const theirsTurned = base?.kind !== theirs.kind;
  const [turned, other] = mineTurned ? [mine, theirs] : [theirs, mine];
  const isKindClash =
    base === undefined || (mineTurned && theirsTurned) || !isSame(without(base), without(other));
  if (isKindClash) return { own: side === "mine" ? mine : theirs, clashes: [], isKindClash };
  const common = { base: only(base), mine: only(mine), theirs: only(theirs) };
  const { merged, clashes } = mergeFields(common, side, "");
  return { own: { ...without(turned), ...merged } as unknown as NodeOwn, clashes, isKindClash };
}

function asFields(own: NodeOwn): Fields {
  return own as unknown as Fields;
}

function without(own: NodeOwn): Fields {
  return Object.fromEntries(Object.entries(own).filter(([key]) => !COMMON.includes(key)));
}

function only(own: NodeOwn): Fields {
  return Object.fromEntries(Object.entries(own).filter(([key]) => COMMON.includes(key)));
}
