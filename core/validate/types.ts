/** Compares JSON Schemas by the types of values they name. Only says no where it is sure. */
import type { Json } from "@/core/node";
import type { JsonSchema } from "@/core/task";

/** Null: nothing is known. */
type Types = ReadonlySet<string> | null;

/** How far lists inside lists are compared. */
const MAX_LISTS = 8;

/**
 * A clause such as `string, but number is expected` when no value of `given` can be one of `expected`;
 * null when one may be, or it cannot be told. Of a list whose items are known one by one each counts.
 */
export function typeConflict(
  given: JsonSchema | null,
  expected: JsonSchema | null,
  lists = 0,
): string | null {
  if (given === null || expected === null || lists >= MAX_LISTS) return null;
  const conflict = conflictOf(typesOf(given), typesOf(expected));
  if (conflict !== null) return `${"a list of ".repeat(lists)}${conflict}`;
  const items = itemsOf(expected);
  for (const each of elementsOf(given)) {
    const found = typeConflict(each, items, lists + 1);
    if (found !== null) return found;
  }
  return null;
}

/** The schema of a list with items of these schemas; null for one of which nothing is known. */
export function listOf(items: readonly (JsonSchema | null)[]): JsonSchema {
  const known = new Set(items);
  const [only] = known;
  if (known.size === 1 && only !== undefined)
    return only === null ? LIST : { ...LIST, items: only };
  const elements = [...known].flatMap((each) => each ?? []);
  if (elements.length === 0) return LIST;
  // What every item may be is known only when each is.
  const union = known.has(null) ? {} : { items: { anyOf: elements } };
  return { ...LIST, prefixItems: elements, ...union };
}

const LIST: JsonSchema = { type: "array" };

function elementsOf(list: JsonSchema): JsonSchema[] {
  const { prefixItems } = list;
  if (Array.isArray(prefixItems)) return prefixItems.filter(isSchema);
  const items = itemsOf(list);
  return items === null ? [] : [items];
}

/** The schema of the items, when values of `schema` are lists and nothing else. */
export function itemsOf(schema: JsonSchema): JsonSchema | null {
  const types = typesOf(schema);
  const isList = types !== null && types.size === 1 && types.has("array");
  return isList && isSchema(schema["items"]) ? schema["items"] : null;
}

/** The JSON type of a value, as JSON Schema calls it. */
export function typeOfValue(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function conflictOf(given: Types, expected: Types): string | null {
  if (given === null || expected === null) return null;
  if ([...given].some((type) => expected.has(type))) return null;
  return `${[...given].join(" or ")}, but ${[...expected].join(" or ")} is expected`;
}

function typesOf(schema: JsonSchema): Types {
  const { type } = schema;
  if (typeof type === "string") return new Set([withoutInteger(type)]);
  if (Array.isArray(type)) return new Set(type.map((each) => withoutInteger(String(each))));
  if (Object.hasOwn(schema, "const")) return new Set([typeOfValue(schema["const"] ?? null)]);
  if (Array.isArray(schema["enum"])) return new Set(schema["enum"].map(typeOfValue));
  return unionOf(schema["anyOf"] ?? schema["oneOf"]);
}

/** Of alternatives that all name their types. */
function unionOf(alternatives: Json | undefined): Types {
  if (!Array.isArray(alternatives)) return null;
  const types = new Set<string>();
  for (const each of alternatives) {
    const own = isSchema(each) ? typesOf(each) : null;
    if (own === null) return null;
    for (const type of own) types.add(type);
  }
  return types;
}

function withoutInteger(type: string): string {
  return type === "integer" ? "number" : type;
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
