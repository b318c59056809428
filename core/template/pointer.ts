/** JSON pointers (RFC 6901): `/0/kwargs/a~1b`. */

/** The keys of a pointer. */
export function keysOf(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The value at a pointer; undefined where nothing is. */
export function valueAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const key of keysOf(pointer)) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as { [key: string]: unknown })[key];
  }
  return at;
}

/** A copy with another value at a pointer, which has to be there. */
export function withValueAt<T>(value: T, pointer: string, next: unknown): T {
  return replaced(value, keysOf(pointer), next) as T;
}

function replaced(value: unknown, [key, ...rest]: string[], next: unknown): unknown {
  if (key === undefined) return next;
  const inner = (value as { [key: string]: unknown })[key];
  const changed = replaced(inner, rest, next);
  if (Array.isArray(value)) return value.with(Number(key), changed) as unknown[];
  const entries = Object.entries(value as object).map(([name, each]) => [
    name,
    name === key ? changed : (each as unknown),
  ]);
  return Object.fromEntries(entries) as unknown;
}
