/** The words that mean something in an expression, and the settings each kind of node has. */
import type { NodeKind } from "../node";
import { BARE_NAME } from "./tokens";

/** What may begin a node besides the name of a task. */
export const BUILDERS = ["chain", "tree", "map"] as const;

/** What may follow a node, in the order in which it is written. */
export const CLAUSES = ["immutable", "optional", "as", "with", "onSuccess", "onFailure"] as const;

export type Builder = (typeof BUILDERS)[number];
export type Clause = (typeof CLAUSES)[number];

const RESERVED = new Set<string>([...BUILDERS, ...CLAUSES, "true", "false", "null"]);

export function isBuilder(word: string): word is Builder {
  return (BUILDERS as readonly string[]).includes(word);
}

export function isClause(word: string): word is Clause {
  return (CLAUSES as readonly string[]).includes(word);
}

/** True for a word that cannot be the name of a task without quotes. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}

/** A name as it is written: quoted when it would be read as something else. */
export function nameText(name: string): string {
  return BARE_NAME.test(name) && !RESERVED.has(name) ? name : JSON.stringify(name);
}

/** The options of a signature, which stand in `with` beside the other settings. */
export const OPTION_KEYS = [
  "queue",
  "priority",
  "delayMs",
  "eta",
  "expiresMs",
  "attempts",
  "backoff",
  "timeoutMs",
] as const;

const CONTAINER_KEYS = ["label", "note", "delayMs", "eta"] as const;

/** What may stand in `with (…)`. */
export const SETTING_KEYS: { readonly [K in NodeKind]: readonly string[] } = {
  task: ["note", ...OPTION_KEYS],
  chain: CONTAINER_KEYS,
  group: CONTAINER_KEYS,
  chord: CONTAINER_KEYS,
  tree: CONTAINER_KEYS,
  map: CONTAINER_KEYS,
};

/** What a `map(…)` or `tree(…)` takes by name. */
export const BUILDER_KEYS: { readonly [B in Builder]: readonly string[] } = {
  chain: [],
  tree: ["passResult"],
  map: ["over", "window", "chunkSize"],
};
