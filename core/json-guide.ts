/** What may stand at a place of a node's JSON: for completion and hints while somebody types it. */
import { isSchema, resolveReference } from "./forms/shape";
import type { Json } from "./node";
import type { JsonSchema, TaskInfo } from "./task";
import { workflowJsonSchema } from "./workflow-json-schema";

export interface Offer {
  /** What is offered, as it is called. */
  label: string;
  /** As it is written in JSON. */
  text: string;
  description: string;
}

export interface Guide {
  /** Keys that the object at `path` may still have. */
  keys(value: unknown, path: readonly (string | number)[]): Offer[];
  /** Values that may stand at `path`; empty where anything of a type may. */
  values(value: unknown, path: readonly (string | number)[]): Offer[];
  /** What is said of the value at `path`; empty when nothing is. */
  describe(value: unknown, path: readonly (string | number)[]): string;
}

interface Spot {
  schema: JsonSchema;
  /** Holds the definitions that `schema` refers to. */
  root: JsonSchema;
  value: unknown;
}

function memberOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return (value as unknown[])[Number(key)];
  return isSchema(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined;
}

function textOf(schema: JsonSchema, key: string): string {
  const { type } = schema;
  const blank = type === "array" ? "[]" : type === "object" ? "{}" : type === "string" ? '""' : "";
  return `${JSON.stringify(key)}: ${blank}`;
}

const descriptionOf = ({ description }: JsonSchema) =>
  typeof description === "string" ? description : "";

/** A guide through the JSON of one node, with the tasks that are known. */
export function createGuide(tasks: readonly TaskInfo[]): Guide {
  const workflow = workflowJsonSchema();
  const definitions = workflow["$defs"] as { [name: string]: JsonSchema };
  const byName = new Map(tasks.map((task) => [task.name, task]));

  /** Of a node the schema of its kind, as far as it has one. */
  function settle({ schema, root, value }: Spot): Spot {
    const whole = resolveReference(schema, root);
    const isNode = root === workflow && whole["title"] === "Node" && "allOf" in whole;
    const kind = isNode && isSchema(value) ? String(value["kind"]) : "";
    return { schema: (isNode ? definitions[kind] : undefined) ?? whole, root, value };
  }

  function step(spot: Spot, key: string | number): Spot | null {
    const value = memberOf(spot.value, key);
    const info = isSchema(spot.value) ? byName.get(String(spot.value["task"])) : undefined;
    if (key === "kwargs" && spot.root === workflow && info !== undefined)
      return settle({ schema: info.params, root: info.params, value });
    const { properties, items, additionalProperties } = spot.schema;
    const named = isSchema(properties) && Object.hasOwn(properties, key) ? properties[key] : null;
    const next = typeof key === "number" ? items : (named ?? additionalProperties);
    return isSchema(next) ? settle({ schema: next, root: spot.root, value }) : null;
  }

  function spotAt(value: unknown, path: readonly (string | number)[]): Spot | null {
    let spot: Spot | null = settle({ schema: { $ref: "#/$defs/node" }, root: workflow, value });
    for (const key of path) spot = spot === null ? null : step(spot, key);
    return spot;
  }

  return {
    keys(value, path) {
      const spot = spotAt(value, path);
      const properties = spot?.schema["properties"];
      if (spot === null || !isSchema(properties)) return [];
      const isThere = (key: string) => isSchema(spot.value) && Object.hasOwn(spot.value, key);
      return Object.entries(properties).flatMap(([key, property]) => {
        if (isThere(key) || !isSchema(property)) return [];
        const schema = resolveReference(property, spot.root);
        return [{ label: key, text: textOf(schema, key), description: descriptionOf(schema) }];
      });
    },
    values(value, path) {
      const at = path.at(-1);
      const owner = spotAt(value, path.slice(0, -1));
      if (at === "task" && owner?.root === workflow)
        return tasks.map(({ name, description }) => {
          return { label: name, text: JSON.stringify(name), description };
        });
      const spot = spotAt(value, path);
      if (spot === null) return [];
      return constantsOf(spot.schema).map((constant) => {
        const text = JSON.stringify(constant);
        return { label: typeof constant === "string" ? constant : text, text, description: "" };
      });
    },
    describe(value, path) {
      const spot = spotAt(value, path);
      return spot === null ? "" : descriptionOf(spot.schema);
    },
  };
}

function constantsOf(schema: JsonSchema): Json[] {
  if (Array.isArray(schema["enum"])) return schema["enum"];
  if ("const" in schema) return [schema["const"] ?? null];
  return schema["type"] === "boolean" ? [true, false] : [];
}
