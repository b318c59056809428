/** A value that fits a JSON Schema, to begin with: the least there is of each shape. */
import type { Json } from "./node";
import type { JsonSchema } from "./task";

const MAX_DEPTH = 6;

/** Null where the schema does not say enough. */
export function exampleOf(schema: JsonSchema, depth = 0): Json {
  if (depth > MAX_DEPTH) return null;
  if (schema["default"] !== undefined) return schema["default"];
  if (schema["const"] !== undefined) return schema["const"];
  if (Array.isArray(schema["enum"])) return schema["enum"][0] ?? null;
  switch (schema["type"]) {
    case "string":
      return "";
    case "number":
    case "integer":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "object":
      return exampleObject(schema, depth);
    default:
      return null;
  }
}

function exampleObject({ properties, required }: JsonSchema, depth: number): Json {
  if (!isObject(properties) || !Array.isArray(required)) return {};
  const entries = Object.entries(properties).flatMap(([name, schema]): [string, Json][] =>
    required.includes(name) && isObject(schema) ? [[name, exampleOf(schema, depth + 1)]] : [],
  );
  return Object.fromEntries(entries);
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
