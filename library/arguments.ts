/** From values of a program to JSON in a document. */
import { MAX_VALUE_DEPTH, toJsonText } from "@/core/json";
import { isPlainObject } from "@/core/json-walk";
import type { Json } from "@/core/node";
import { isNodeValue } from "@/core/task";

/**
 * A copy of positional arguments as JSON, with each signature in them written as `$signature`.
 * @throws TypeError for what is not JSON, naming the task and the place.
 */
export function writeArguments(args: readonly unknown[], task: string): Json[] {
  return write(args, task) as Json[];
}

/** Likewise of arguments by name; one that is `undefined` counts as not given. */
export function writeNamed(kwargs: object, task: string): { [name: string]: Json } {
  return write(kwargs, task) as { [name: string]: Json };
}

function write(values: unknown, task: string): Json {
  return toJson(withSignatures(values, { task, depth: 0 }), `an argument of ${task}`);
}

/** A copy of `value` as JSON. @throws TypeError for what is not JSON, saying what it should have been. */
export function toJson(value: unknown, what: string): Json {
  const text = toJsonText(value);
  if (!text.ok) throw new TypeError(`${text.message} It was given as ${what}.`);
  return JSON.parse(text.text) as Json;
}

interface Place {
  /** Whose arguments they are. */
  task: string;
  depth: number;
}

function withSignatures(value: unknown, place: Place): unknown {
  if (isNodeValue(value)) {
    if (value.node.kind === "task") return { $signature: value.node };
    throw new TypeError(
      `An argument of ${place.task} is a ${value.node.kind}. Only signatures can be arguments; give a list of them, or return the ${value.node.kind} from a handler.`,
    );
  }
  const inside = { ...place, depth: place.depth + 1 };
  if (inside.depth > MAX_VALUE_DEPTH) {
    throw new TypeError(
      `An argument of ${place.task} is nested deeper than ${MAX_VALUE_DEPTH}, or contains itself.`,
    );
  }
  if (Array.isArray(value)) return value.map((each) => withSignatures(each, inside));
  if (!isPlainObject(value) || typeof value.toJSON === "function") return value;
  const entries = Object.entries(value).map(([key, each]) => [key, withSignatures(each, inside)]);
  return Object.fromEntries(entries) as unknown;
}
