/** Arguments as a person types them. */
import type { Json } from "@/core/node";

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; problem: string };

/** Any JSON value. */
export function parseJson(text: string): Parsed<Json> {
  try {
    const value: Json = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `This is not JSON yet: ${why}` };
  }
}

/** A list of JSON values. */
export function parseArgs(text: string): Parsed<Json[]> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  return Array.isArray(parsed.value)
    ? { ok: true, value: parsed.value }
    : { ok: false, problem: "Arguments by position are a list: [1, 2]" };
}

/** JSON values by name. */
export function parseKwargs(text: string): Parsed<{ [name: string]: Json }> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ok: true, value }
    : { ok: false, problem: 'Arguments by name are an object: { "x": 1 }' };
}
