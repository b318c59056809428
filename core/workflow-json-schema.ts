/** The form of a workflow document as JSON Schema, for editors and programs; made of what validation uses. */
import { z } from "zod";
import type { NodeKind } from "./node";
import type { JsonSchema } from "./task";
import {
  CALLBACK_KEYS,
  DOCUMENT_SCHEMA,
  MEMBER_KEYS,
  NODE_SCHEMAS,
  type MemberKey,
} from "./workflow-schema";

const KINDS = Object.keys(NODE_SCHEMAS) as NodeKind[];
const refTo = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });

/**
 * A JSON Schema (draft 2020-12) that says of a document what a schema can say: its form, not whether ids
 * are unique, limits are kept and tasks exist. Agrees with `parseWorkflow`.
 */
export function workflowJsonSchema(): JsonSchema {
  const kinds = KINDS.map((kind): [string, JsonSchema] => [kind, nodeSchema(kind)]);
  const { properties, ...rest } = schemaOf(DOCUMENT_SCHEMA);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:espalier:workflow:1",
    title: "Workflow",
    description: "A workflow document of Espalier, version 1.",
    ...rest,
    properties: {
      ...(properties as JsonSchema),
      version: describedAs(properties, "version", { const: 1 }),
      root: describedAs(properties, "root", refTo("node")),
    },
    $defs: { node: anyNode(), ...Object.fromEntries(kinds), value: VALUE },
  };
}

/**
 * A node of any kind. By `if` and not by alternatives: a validator that tries them all would look at what
 * is nested once for each kind at every level.
 */
function anyNode(): JsonSchema {
  return {
    title: "Node",
    description: "One element of a workflow: a task, or a container of other nodes.",
    type: "object",
    required: ["kind"],
    properties: { kind: { enum: KINDS, description: "What the node is." } },
    allOf: KINDS.map((kind) => ({
      if: { properties: { kind: { const: kind } }, required: ["kind"] },
      then: refTo(kind),
    })),
  };
}

function nodeSchema(kind: NodeKind): JsonSchema {
  const schema = schemaOf(NODE_SCHEMAS[kind]);
  const properties = schema["properties"] as { [key: string]: JsonSchema };
  properties["kind"] = { ...properties["kind"], description: schema["description"] ?? "" };
  for (const { key, many } of [...MEMBER_KEYS[kind], ...CALLBACK_KEYS])
    properties[key] = describedAs(properties, key, memberSchema(key, many));
  if (kind !== "task") return { ...schema, properties };
  const kwargs = { type: "object", allOf: [refTo("value")] };
  properties["args"] = describedAs(properties, "args", { type: "array", items: refTo("value") });
  properties["kwargs"] = describedAs(properties, "kwargs", kwargs);
  return { ...schema, properties };
}

/** The root of a tree is the one member that is a signature. */
function memberSchema(key: MemberKey["key"], many: boolean): JsonSchema {
  if (many) return { type: "array", items: refTo("node") };
  return key === "root" ? refTo("task") : refTo("node");
}

/** Any JSON, in which what looks like a signature is one. */
const VALUE: JsonSchema = {
  title: "Value",
  description: 'Any JSON. { "$signature": { … } } gives the handler a signature.',
  if: { type: "object", required: ["$signature"] },
  then: { properties: { $signature: refTo("task") }, additionalProperties: false },
  else: { items: refTo("value"), additionalProperties: refTo("value") },
};

function describedAs(properties: unknown, key: string, schema: JsonSchema): JsonSchema {
  const { description } = (properties as { [key: string]: { description?: string } })[key] ?? {};
  return description === undefined ? schema : { ...schema, description };
}

function schemaOf(schema: z.ZodObject): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" }) as JsonSchema;
  return rest;
}
