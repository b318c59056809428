/** Binds what a signature is given to the parameters of its task, as Python binds a call. */
import type { Json } from "./node";
import type { ProblemCode } from "./problem";
import type { JsonSchema } from "./task";

export interface BindInput {
  /** `TaskInfo.params`. */
  params: JsonSchema;
  args: readonly Json[];
  kwargs: { readonly [name: string]: Json };
  /** The result of what comes before: put in front of `args`. */
  received?: { value: Json };
}

export interface BindProblem {
  code: Extract<
    ProblemCode,
    "ARGUMENT_MISSING" | "ARGUMENT_UNKNOWN" | "ARGUMENT_TWICE" | "ARGUMENTS_TOO_MANY"
  >;
  parameter?: string;
  /** A sentence that names the parameter and says what to do. */
  message: string;
}

export type Bound =
  { ok: true; bound: { [name: string]: Json } } | { ok: false; problems: BindProblem[] };

/**
 * Positional arguments fill the parameters in declared order, named ones by name. A parameter with a
 * default may be left out, and is then left out of `bound`. Types are not looked at. Never throws.
 */
export function bindArguments(input: BindInput): Bound {
  const names = parameterNames(input.params);
  const { received, args } = input;
  const positional = received === undefined ? args : [received.value, ...args];
  const bound = new Map<string, Json>();
  const problems: BindProblem[] = [];
  positional.slice(0, names.length).forEach((value, index) => bound.set(names[index] ?? "", value));
  if (positional.length > names.length) problems.push(tooMany(names, positional.length, received));
  bindNamed({ input, names, bound, problems });
  for (const name of names) {
    if (!bound.has(name) && isRequired(input.params, name)) problems.push(missing(name));
  }
  // fromEntries defines own properties, so that a parameter may be called __proto__.
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, bound: Object.fromEntries(bound) };
}

/** The parameters of a task in declared order. */
export function parameterNames(params: JsonSchema): string[] {
  return Object.keys(propertiesOf(params));
}

/** The JSON Schema of one parameter, or undefined when there is no such parameter. */
export function parameterSchema(params: JsonSchema, name: string): JsonSchema | undefined {
  const properties = propertiesOf(params);
  const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isObject(schema) ? schema : undefined;
}

interface NamedBinding {
  input: BindInput;
  names: readonly string[];
  bound: Map<string, Json>;
  problems: BindProblem[];
}

function bindNamed({ input, names, bound, problems }: NamedBinding): void {
  const given = Object.entries(input.kwargs).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  const known = new Set(names);
  for (const [name, value] of given) {
    if (!known.has(name)) problems.push(unknown(name, names));
    else if (bound.has(name)) problems.push(twice(name, names, input.received));
    else bound.set(name, value);
  }
}

function isRequired(params: JsonSchema, name: string): boolean {
  const { required } = params;
  if (!Array.isArray(required) || !required.includes(name)) return false;
  const schema = parameterSchema(params, name);
  return schema === undefined || !Object.hasOwn(schema, "default");
}

function tooMany(
  names: readonly string[],
  count: number,
  received: BindInput["received"],
): BindProblem {
  const takes =
    names.length === 0 ? "no arguments" : `${plural(names.length)} (${names.join(", ")})`;
  const given = `${count} ${count === 1 ? "is" : "are"} given by position`;
  const surplus = count - names.length;
  const immutable = "mark it immutable so that it receives no result";
  if (received === undefined)
    return {
      code: "ARGUMENTS_TOO_MANY",
      message: `The task takes ${takes}, but ${given}. Remove ${surplus}.`,
    };
  // Where only the received value is there, nothing can be removed.
  const remedy = count === 1 ? immutable : `remove ${surplus}, or ${immutable}`;
  return {
    code: "ARGUMENTS_TOO_MANY",
    message: `The task takes ${takes}, but ${given}, the result received from before it counted as the first: ${remedy}.`,
  };
}

function twice(
  name: string,
  names: readonly string[],
  received: BindInput["received"],
): BindProblem {
  const isReceived = received !== undefined && names.indexOf(name) === 0;
  const first = isReceived ? "by the result received from before it" : "by position";
  const remedy = isReceived
    ? "Remove the named one, or mark the signature immutable so that it receives no result."
    : "Remove one of the two.";
  return {
    code: "ARGUMENT_TWICE",
    parameter: name,
    message: `The parameter ${quote(name)} is given twice: ${first} and by name. ${remedy}`,
  };
}

function unknown(name: string, names: readonly string[]): BindProblem {
  const has = names.length === 0 ? "has no parameters" : `has ${names.map(quote).join(", ")}`;
  return {
    code: "ARGUMENT_UNKNOWN",
    parameter: name,
    message: `There is no parameter ${quote(name)}: the task ${has}. Correct the name or remove it.`,
  };
}

function missing(name: string): BindProblem {
  return {
    code: "ARGUMENT_MISSING",
    parameter: name,
    message: `The parameter ${quote(name)} is missing and has no default. Give it a value.`,
  };
}

function plural(count: number): string {
  return count === 1 ? "1 argument" : `${count} arguments`;
}

function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}

function propertiesOf(params: JsonSchema): { [name: string]: Json } {
  const { properties } = params;
  return isObject(properties) ? properties : {};
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
