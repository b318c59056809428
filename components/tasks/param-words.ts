/** JSON Schema in a few words, as a person would write a type. */
import type { Json } from "@/core/node";
import type { JsonSchema, TaskInfo } from "@/core/task";

export interface ParamWords {
  name: string;
  type: string;
  required: boolean;
  /** JSON of the default, when there is one. */
  default?: string;
  description?: string;
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `number`, `string[]`, `"a" | "b"`, `object`, `any`. */
export function typeWords(schema: JsonSchema): string {
  const options = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(options)) {
    return [...new Set(options.filter(isSchema).map(typeWords))].join(" | ");
  }
  const choices = schema["enum"];
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (schema["const"] !== undefined) return JSON.stringify(schema["const"]);
  const type = schema["type"];
  if (Array.isArray(type)) {
    return type.filter((each) => typeof each === "string").join(" | ");
  }
  if (type === "array") {
    const items = schema["items"];
    const inner = isSchema(items) ? typeWords(items) : "any";
    return inner.includes(" ") ? `(${inner})[]` : `${inner}[]`;
  }
  return typeof type === "string" ? type : "any";
}

/** The parameters of a task, in declared order. */
export function paramWords(task: Pick<TaskInfo, "params">): ParamWords[] {
  const properties = task.params["properties"];
  if (!isSchema(properties)) return [];
  const required = task.params["required"];
  return Object.entries(properties).map(([name, schema]) => {
    const known = isSchema(schema) ? schema : {};
    const fallback = known["default"];
    const description = known["description"];
    return {
      name,
      type: typeWords(known),
      required: fallback === undefined && Array.isArray(required) && required.includes(name),
      ...(fallback === undefined ? {} : { default: JSON.stringify(fallback) }),
      ...(typeof description === "string" ? { description } : {}),
    };
  });
}
