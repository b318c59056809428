/**
 * A signature's arguments seen by parameter, as a form shows them, and back.
 *
 * Positional arguments stay positional as long as nothing before them is taken away, so that a document
 * written in code keeps its form; what is new is written by name.
 */
import type { Json } from "@/core/node";

export interface Call {
  args?: Json[] | undefined;
  kwargs?: { [name: string]: Json } | undefined;
}

export interface Signed {
  /** The task's parameters in declared order. */
  names: readonly string[];
  /** A value is put in front of the positional arguments. */
  receives: boolean;
}

export interface ParameterView {
  /** Values given in the document, by parameter. */
  values: { [name: string]: Json };
  /** The parameter that what comes before fills; null when none. */
  received: string | null;
  /** Positional arguments beyond the parameters. */
  extra: Json[];
  /** Named arguments that the task does not have. */
  unknown: string[];
}

/** The arguments by parameter. Where one is given twice the positional one shows. */
export function viewParameters(call: Call, { names, receives }: Signed): ParameterView {
  const { args = [], kwargs = {} } = call;
  const offset = receives ? 1 : 0;
  const values: { [name: string]: Json } = {};
  names.forEach((name, index) => {
    const positional = index < offset ? undefined : args[index - offset];
    const value = positional === undefined ? kwargs[name] : positional;
    if (value !== undefined) values[name] = value;
  });
  return {
    values,
    received: receives ? (names[0] ?? null) : null,
    extra: args.slice(Math.max(0, names.length - offset)),
    unknown: Object.keys(kwargs).filter((name) => !names.includes(name)),
  };
}

/** The arguments with one parameter set, or taken away by `undefined`. */
export function setParameter(
  call: Call,
  signed: Signed,
  { name, value }: { name: string; value: Json | undefined },
): Call {
  const { args = [], kwargs = {} } = call;
  const at = signed.names.indexOf(name) - (signed.receives ? 1 : 0);
  if (at < 0 || at >= args.length) return { args, kwargs: withKey(kwargs, name, value) };
  if (value !== undefined) return { args: args.with(at, value), kwargs };
  // What stood behind it cannot keep its position: it goes on by name.
  const moved = args.slice(at + 1).map((later, offset): [string, Json][] => {
    const laterName = signed.names[at + 1 + offset + (signed.receives ? 1 : 0)];
    return laterName === undefined ? [] : [[laterName, later]];
  });
  return {
    args: args.slice(0, at),
    kwargs: { ...withKey(kwargs, name, undefined), ...Object.fromEntries(moved.flat()) },
  };
}

function withKey(
  kwargs: { [name: string]: Json },
  name: string,
  value: Json | undefined,
): { [name: string]: Json } {
  const { [name]: _old, ...rest } = kwargs;
  return value === undefined ? rest : { ...kwargs, [name]: value };
}
