/** What each parameter of a call is bound to, and where that came from. */
import { bindArguments, parameterNames, parameterSchema, type BindInput } from "./bind";
import type { Json } from "./node";

export interface BoundParameter {
  name: string;
  /** `default`: left out, the task's own value; `open`: what is before it has not given it yet. */
  from: "received" | "position" | "name" | "default" | "open";
  /** Absent of what is open, and of a default that the schema does not tell. */
  value?: Json;
}

/**
 * The parameters in declared order. Undefined where the call does not fit the task.
 *
 * @param receives something is put in front of the positional arguments, whether it is known yet or not
 */
export function boundParameters(input: BindInput, receives: boolean): BoundParameter[] | undefined {
  const isOpen = receives && input.received === undefined;
  const received = receives ? (input.received ?? { value: null }) : undefined;
  const binding = bindArguments({
    params: input.params,
    args: input.args,
    kwargs: input.kwargs,
    ...(received === undefined ? {} : { received }),
  });
  if (!binding.ok) return undefined;
  const before = receives ? 1 : 0;
  return parameterNames(input.params).map((name, index): BoundParameter => {
    if (!Object.hasOwn(binding.bound, name)) return byDefault(input, name);
    if (index === 0 && isOpen) return { name, from: "open" };
    const value = binding.bound[name] ?? null;
    if (index === 0 && receives) return { name, from: "received", value };
    return { name, from: index < before + input.args.length ? "position" : "name", value };
  });
}

function byDefault({ params }: BindInput, name: string): BoundParameter {
  const value = parameterSchema(params, name)?.["default"];
  return { name, from: "default", ...(value === undefined ? {} : { value }) };
}
