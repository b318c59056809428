/**
 * A task's parameters as a form can show them. Where the form has no field for a schema (any JSON, a
 * union, a tuple, a reference) the value is edited as JSON.
 */
import type { Json } from "@/core/node";
import type { JsonSchema } from "@/core/task";

/** The part of RJSF's uiSchema that is used. */
export interface FieldHints {
  [key: string]: FieldHints | string | boolean | number;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names of the parameters in declared order. */
export function parameterNames(params: JsonSchema): string[] {
  return isSchema(params["properties"]) ? Object.keys(params["properties"]) : [];
}

const NO_FIELD = ["anyOf", "oneOf", "allOf", "not", "$ref", "prefixItems", "patternProperties"];

/** True when the value is edited as JSON. */
export function needsJson(schema: Json | undefined): boolean {
  if (!isSchema(schema)) return true;
  if (NO_FIELD.some((key) => key in schema)) return true;
  if ("enum" in schema) return !Array.isArray(schema["enum"]);
  if ("const" in schema) return false;
  switch (schema["type"]) {
    case "string":
    case "number":
    case "integer":
    case "boolean":
      return false;
    case "array":
      return needsJson(schema["items"]);
    case "object":
      return !isSchema(schema["properties"]) || Object.keys(schema["properties"]).length === 0;
    default:
      return true;
  }
}

/** Which field each part of a schema gets, where it is not the one of its type. */
export function hintsOf(schema: Json | undefined): FieldHints {
  if (needsJson(schema) || !isSchema(schema)) return { "ui:field": "JsonField" };
  if (schema["type"] === "array") return { items: hintsOf(schema["items"]) };
  if (schema["type"] === "boolean") return { "ui:widget": "checkbox" };
  if (!isSchema(schema["properties"])) return {};
  return Object.fromEntries(
    Object.entries(schema["properties"]).map(([name, property]) => [name, hintsOf(property)]),
  );
}

/** The schema of the parameters that a person fills: all but `received`, in declared order. */
export function formSchema(params: JsonSchema, received: string | null): JsonSchema {
  const properties = isSchema(params["properties"]) ? params["properties"] : {};
  const rest = Object.entries(properties).filter(([name]) => name !== received);
  const required = Array.isArray(params["required"]) ? params["required"] : [];
  const { $schema: _dialect, ...schema } = params;
  return {
    ...schema,
    type: "object",
    properties: Object.fromEntries(rest),
    required: required.filter((name) => name !== received),
  };
}

/** A schema's default as a hint in an empty field. */
export function defaultText(schema: JsonSchema): string | undefined {
  const value = schema["default"];
  if (value === undefined) return undefined;
  // A blank default would read as none.
  return typeof value === "string" && value.trim() !== "" ? value : JSON.stringify(value);
}
