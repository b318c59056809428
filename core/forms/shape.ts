/**
 * Which field a JSON Schema is edited in. Every schema that zod's `toJSONSchema` gives has one; what
 * cannot be told is edited as JSON.
 */
import type { Json } from "@/core/node";
import type { JsonSchema } from "@/core/task";

export type Shape =
  | { kind: "text"; schema: JsonSchema }
  | { kind: "number"; schema: JsonSchema }
  | { kind: "boolean"; schema: JsonSchema }
  /** One of a few values; a constant is one of one. */
  | { kind: "enum"; schema: JsonSchema; values: Json[] }
  | { kind: "nullable"; schema: JsonSchema; inner: JsonSchema }
  | { kind: "choice"; schema: JsonSchema; options: JsonSchema[] }
  | { kind: "object"; schema: JsonSchema }
  /** An object with known properties and any others besides. */
  | { kind: "open"; schema: JsonSchema; rest: JsonSchema }
  /** Names that a person gives, each with a value; `names` where only these are allowed. */
  | { kind: "record"; schema: JsonSchema; values: JsonSchema; names: string[] | null }
  | { kind: "list"; schema: JsonSchema }
  /** `rest`: what may follow the fixed items; null when nothing may. */
  | { kind: "tuple"; schema: JsonSchema; items: JsonSchema[]; rest: JsonSchema | null }
  | { kind: "signature"; schema: JsonSchema }
  /** No value fits. */
  | { kind: "nothing"; schema: JsonSchema }
  | { kind: "json"; schema: JsonSchema };

/** References followed in a row before a schema is taken for a loop. */
const MAX_REFERENCES = 20;

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A schema without its reference: `{ $ref: "#/$defs/a", title }` becomes what `a` says, with that title. */
export function resolveReference(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let current = schema;
  for (let count = 0; count < MAX_REFERENCES; count += 1) {
    const { $ref, ...beside } = current;
    if (typeof $ref !== "string") return current;
    const target = definitionAt($ref, root);
    if (target === null) return beside;
    current = { ...target, ...beside };
  }
  return {};
}

function definitionAt(reference: string, root: JsonSchema): JsonSchema | null {
  if (!reference.startsWith("#")) return null;
  let at: Json | undefined = root;
  for (const part of reference.slice(1).split("/").filter(Boolean)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (!isSchema(at) || !Object.hasOwn(at, key)) return null;
    at = at[key];
  }
  return isSchema(at) ? at : null;
}

/** The field for a schema; `root` holds the definitions that it refers to. */
export function shapeOf(raw: JsonSchema, root: JsonSchema): Shape {
  const schema = mergeAll(resolveReference(raw, root), root);
  if (schema === null) return { kind: "json", schema: raw };
  if (isSchema(schema["not"]) && Object.keys(schema["not"]).length === 0)
    return { kind: "nothing", schema };
  if ("const" in schema) return { kind: "enum", schema, values: [schema["const"] ?? null] };
  if (Array.isArray(schema["enum"])) return { kind: "enum", schema, values: schema["enum"] };
  const options = optionsOf(schema, root);
  if (options !== null) return shapeOfOptions(schema, options);
  switch (schema["type"]) {
    case "string":
      return { kind: "text", schema };
    case "number":
    case "integer":
      return { kind: "number", schema };
    case "boolean":
      return { kind: "boolean", schema };
    case "null":
      return { kind: "enum", schema, values: [null] };
    case "array":
      return shapeOfArray(schema, root);
    case "object":
      return shapeOfObject(schema);
    default:
      return { kind: "json", schema };
  }
}

/** Objects that all have to fit, as one; null when they cannot be put together. */
function mergeAll(schema: JsonSchema, root: JsonSchema): JsonSchema | null {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf)) return schema;
  const parts = [rest, ...allOf].map((part) =>
    isSchema(part) ? mergeAll(resolveReference(part, root), root) : null,
  );
  let merged: JsonSchema = {};
  for (const part of parts) {
    if (part === null || (part["type"] ?? "object") !== "object") return null;
    if ("anyOf" in part || "oneOf" in part) return null;
    const required = [...listOf(merged["required"]), ...listOf(part["required"])];
    const properties = { ...objectOf(merged["properties"]), ...objectOf(part["properties"]) };
    merged = { ...merged, ...part, type: "object", properties, required };
  }
  return merged;
}

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const objectOf = (value: Json | undefined): JsonSchema => (isSchema(value) ? value : {});

/** The alternatives of a schema, unions inside unions taken apart; null when it has none. */
function optionsOf(schema: JsonSchema, root: JsonSchema): JsonSchema[] | null {
  const { anyOf, oneOf, type, ...rest } = schema;
  if (Array.isArray(type)) {
    const { title: _title, description: _description, default: _default, ...bare } = rest;
    return type.map((each) => ({ ...bare, type: each }));
  }
  const alternatives = anyOf ?? oneOf;
  if (!Array.isArray(alternatives)) return null;
  return alternatives.filter(isSchema).map((option) => resolveReference(option, root));
}

/** The values of a schema that names them; null of any other. */
function constantsOf(option: JsonSchema): Json[] | null {
  if ("const" in option) return [option["const"] ?? null];
  if (Array.isArray(option["enum"])) return option["enum"];
  return option["type"] === "null" ? [null] : null;
}

/** Alternatives that leave no JSON out. */
function takesAnything(options: readonly JsonSchema[]): boolean {
  const types = new Set(options.map(({ type }) => type));
  return ["string", "number", "boolean", "array", "object"].every((type) => types.has(type));
}

/** True for a schema that does not say what its values are. Looks one step deep: a list may hold itself. */
function isAnything(schema: JsonSchema, root: JsonSchema): boolean {
  const whole = resolveReference(schema, root);
  const options = optionsOf(whole, root);
  if (options !== null) return takesAnything(options);
  return !["type", "const", "enum", "allOf", "not"].some((key) => key in whole);
}

function shapeOfOptions(schema: JsonSchema, options: JsonSchema[]): Shape {
  const constants = options.map(constantsOf);
  if (constants.every((each) => each !== null))
    return { kind: "enum", schema, values: constants.flat() };
  if (takesAnything(options)) return { kind: "json", schema };
  const rest = options.filter(({ type }) => type !== "null");
  const [only] = rest;
  if (rest.length === options.length) return { kind: "choice", schema, options };
  if (rest.length === 1 && only !== undefined) return { kind: "nullable", schema, inner: only };
  const { anyOf: _any, oneOf: _one, type: _type, ...beside } = schema;
  return { kind: "nullable", schema, inner: { ...beside, anyOf: rest } };
}

function shapeOfArray(schema: JsonSchema, root: JsonSchema): Shape {
  const { prefixItems, items } = schema;
  if (Array.isArray(prefixItems)) {
    const rest = isSchema(items) ? items : null;
    return { kind: "tuple", schema, items: prefixItems.filter(isSchema), rest };
  }
  if (!isSchema(items) || isAnything(items, root)) return { kind: "json", schema };
  return { kind: "list", schema };
}

function shapeOfObject(schema: JsonSchema): Shape {
  const { properties, additionalProperties, propertyNames } = schema;
  const known = isSchema(properties) ? Object.keys(properties) : [];
  if (known.includes("$signature")) return { kind: "signature", schema };
  if (isSchema(additionalProperties)) {
    if (known.length > 0) return { kind: "open", schema, rest: additionalProperties };
    const names = isSchema(propertyNames) ? propertyNames["enum"] : undefined;
    return {
      kind: "record",
      schema,
      values: additionalProperties,
      names: Array.isArray(names) ? names.map(String) : null,
    };
  }
  return known.length > 0 ? { kind: "object", schema } : { kind: "json", schema };
}
