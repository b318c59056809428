/** Alternatives of a value: what they are called, which one a value is of, and how one is begun. */
import type { Json } from "@/core/node";
import type { JsonSchema } from "@/core/task";
import { isSchema, shapeOf } from "./shape";

const WORDS: { [type: string]: string } = {
  string: "text",
  number: "number",
  integer: "whole number",
  boolean: "yes or no",
  array: "list",
  object: "object",
  null: "nothing",
};

/** Constants that an object of this schema must have: what tells it from the others. */
function constantsOf(option: JsonSchema): { [name: string]: Json } {
  const { properties } = option;
  if (!isSchema(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      isSchema(property) && "const" in property ? [[name, property["const"] ?? null]] : [],
    ),
  );
}

function nameOf(option: JsonSchema): string {
  if (typeof option["title"] === "string") return option["title"];
  if ("const" in option) return JSON.stringify(option["const"]);
  const [constant] = Object.values(constantsOf(option));
  if (constant !== undefined) return String(constant);
  return WORDS[String(option["type"])] ?? "JSON";
}

/** A name for each alternative, no two alike. */
export function choiceNames(options: readonly JsonSchema[]): string[] {
  const names = options.map(nameOf);
  return names.map((name, index) => {
    if (names.indexOf(name) === names.lastIndexOf(name)) return name;
    const { properties } = options[index] ?? {};
    const keys = isSchema(properties) ? Object.keys(properties).slice(0, 3).join(", ") : "";
    return keys === "" ? `${name} ${index + 1}` : `${name} with ${keys}`;
  });
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** True when a value may be of this alternative, by its type and constants alone. */
export function mayBe(value: Json, option: JsonSchema, root: JsonSchema): boolean {
  const shape = shapeOf(option, root);
  const type = typeOf(value);
  switch (shape.kind) {
    case "text":
    case "number":
    case "boolean":
      return type === (shape.kind === "text" ? "string" : shape.kind);
    case "enum":
      return shape.values.some((each) => JSON.stringify(each) === JSON.stringify(value));
    case "list":
    case "tuple":
      return type === "array";
    case "object":
    case "open":
    case "record":
    case "signature":
      return (
        isSchema(value) &&
        Object.entries(constantsOf(shape.schema)).every(([name, each]) => value[name] === each)
      );
    case "nullable":
      return value === null || mayBe(value, shape.inner, root);
    case "choice":
      return shape.options.some((each) => mayBe(value, each, root));
    case "json":
      return option["type"] === undefined || option["type"] === type;
    case "nothing":
      return false;
  }
}

/** How well an object fits: how many of its keys the alternative knows. */
function keysKnown(value: Json, option: JsonSchema): number {
  const { properties } = option;
  if (!isSchema(value) || !isSchema(properties)) return 0;
  return Object.keys(value).filter((key) => key in properties).length;
}

/** The alternative that a value is of; -1 when it is of none. */
export function choiceOf(
  value: Json | undefined,
  options: readonly JsonSchema[],
  root: JsonSchema,
): number {
  if (value === undefined) return -1;
  let best = -1;
  let most = -1;
  options.forEach((option, index) => {
    if (!mayBe(value, option, root)) return;
    const known = keysKnown(value, option);
    if (known <= most) return;
    best = index;
    most = known;
  });
  return best;
}

/** A value of this alternative to begin with; keeps of `before` what it knows. */
export function beginChoice(option: JsonSchema, root: JsonSchema, before?: Json): Json | undefined {
  const shape = shapeOf(option, root);
  switch (shape.kind) {
    case "enum":
      return shape.values.length === 1 ? shape.values[0] : undefined;
    case "list":
    case "tuple":
      return Array.isArray(before) ? before : [];
    case "record":
      return isSchema(before) ? before : {};
    case "object":
    case "open": {
      const { properties } = shape.schema;
      const known = isSchema(properties) ? properties : {};
      const kept = Object.entries(isSchema(before) ? before : {}).filter(([name]) => name in known);
      return { ...Object.fromEntries(kept), ...constantsOf(shape.schema) };
    }
    case "nullable":
      return beginChoice(shape.inner, root, before);
    default:
      return before !== undefined && mayBe(before, option, root) ? before : undefined;
  }
}
