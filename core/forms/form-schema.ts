import type { Json } from "@/core/node";
import type { JsonSchema } from "@/core/task";
import { isSchema } from "./shape";

/** The schema of the parameters that a person fills: all but `received`, in declared order. */
export function formSchema(params: JsonSchema, received: string | null): JsonSchema {
  const properties = isSchema(params["properties"]) ? params["properties"] : {};
  const rest = Object.entries(properties).filter(([name]) => name !== received);
  const required = Array.isArray(params["required"]) ? params["required"] : [];
  const { $schema: _dialect, ...schema } = params;
  return {
    ...(withoutReadOnly(schema) as JsonSchema),
    type: "object",
    properties: withoutReadOnly(Object.fromEntries(rest)),
    required: required.filter((name) => name !== received),
  };
}

/** `readOnly` says that the handler leaves a value as it is, not that nobody may type one. */
function withoutReadOnly(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutReadOnly);
  if (!isSchema(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => key !== "readOnly" || each !== true)
      .map(([key, each]) => [key, withoutReadOnly(each)]),
  );
}
