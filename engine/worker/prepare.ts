/** From a claim to what the handler is called with. */
import { bindArguments } from "@/core/bind";
import type { Json, Signature } from "@/core/node";
import type { StepError } from "@/core/states";
import { SignatureValue, type TaskDefinition } from "@/core/task";
import type { StepPayload } from "../plan-text";

export type Prepared =
  { ok: true; args: { [name: string]: unknown } } | { ok: false; error: StepError };

function invalid(message: string): Prepared {
  return { ok: false, error: { code: "ARGUMENTS_INVALID", name: "ArgumentsInvalid", message } };
}

/**
 * Binds and parses the arguments of a step. Signatures written inside `args` and `kwargs` become
 * {@link SignatureValue}s; what is received is data, whatever it looks like.
 */
export function prepareArguments(
  task: TaskDefinition,
  payload: StepPayload,
  received: { value: Json } | undefined,
): Prepared {
  const { args = [], kwargs = {} } = payload.signature ?? { args: [], kwargs: {} };
  const bound = bindArguments({
    params: task.info.params,
    args,
    kwargs,
    ...(received ? { received } : {}),
  });
  if (!bound.ok) return invalid(bound.problems.map(({ message }) => message).join(" "));
  const values: [string, unknown][] = Object.entries(bound.bound).map(([name, value]) => [
    name,
    received && value === received.value ? value : revive(value),
  ]);
  return parseArguments(task, Object.fromEntries(values));
}

function parseArguments(task: TaskDefinition, values: { [name: string]: unknown }): Prepared {
  const args: [string, unknown][] = [];
  const problems: string[] = [];
  for (const [name, schema] of Object.entries(task.params)) {
    const parsed = schema.safeParse(Object.hasOwn(values, name) ? values[name] : undefined);
    if (parsed.success) args.push([name, parsed.data]);
    for (const issue of parsed.error?.issues ?? []) {
      problems.push(`${[name, ...issue.path].join(".")}: ${issue.message}.`);
    }
  }
  if (problems.length > 0) {
    return invalid(`The arguments do not fit ${task.info.name}. ${problems.slice(0, 5).join(" ")}`);
  }
  return { ok: true, args: Object.fromEntries(args) };
}

/** `{ $signature }` to a signature, at any depth. */
function revive(value: Json): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "$signature") {
    return new SignatureValue(first[1] as unknown as Signature);
  }
  return Object.fromEntries(entries.map(([key, member]) => [key, revive(member)]));
}
