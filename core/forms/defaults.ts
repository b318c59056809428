import type { JsonSchema } from "@/core/task";

/** A schema's default as a hint in an empty field. */
export function defaultText(schema: JsonSchema): string | undefined {
  const value = schema["default"];
  if (value === undefined) return undefined;
  // A blank default would read as none.
  return typeof value === "string" && value.trim() !== "" ? value : JSON.stringify(value);
}
