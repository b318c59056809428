/**
 * Builders of nodes in code. Every method answers a new value: what was built before never changes, so one
 * signature may stand in many places.
 */
import type {
  Chain,
  Chord,
  Group,
  Json,
  Signature,
  SignatureOptions,
  WorkflowNode,
} from "@/core/node";
import { isSignatureValue, NodeValue, SignatureValue } from "@/core/task";

/** What may be given as an argument: JSON, or a signature at any depth of it. */
export type Argument =
  Json | SignatureValue | readonly Argument[] | { readonly [key: string]: Argument };

/** A signature with builders. Handlers may return it, pass it on or call more builders on it. */
export class SignatureBuilder extends SignatureValue {
  /** The same call with these options over the ones it had. */
  set(options: SignatureOptions): SignatureBuilder {
    return this.#with({ options: { ...this.node.options, ...options } });
  }

  /** The same call with arguments given by name. */
  named(kwargs: { [name: string]: Argument }): SignatureBuilder {
    return this.#with({ kwargs: { ...this.node.kwargs, ...writeEach(kwargs) } });
  }

  /** The same call, taking no result from what is before it. */
  immutable(): SignatureBuilder {
    return this.#with({ immutable: true });
  }

  /** Starts `callbacks` with the result when it succeeded. */
  link(...callbacks: NodeValue[]): SignatureBuilder {
    return this.#with({ onSuccess: [...(this.node.onSuccess ?? []), ...nodesOf(callbacks)] });
  }

  /** Starts `callbacks` once when it failed, was revoked or expired. */
  linkError(...callbacks: NodeValue[]): SignatureBuilder {
    return this.#with({ onFailure: [...(this.node.onFailure ?? []), ...nodesOf(callbacks)] });
  }

  #with(changes: Partial<Signature>): SignatureBuilder {
    return new SignatureBuilder({ ...this.node, ...changes });
  }
}

/** A signature from its JSON or from one that a handler received. */
export function signature(source: Signature | SignatureValue): SignatureBuilder {
  return new SignatureBuilder(isSignatureValue(source) ? source.node : source);
}

/** The call of a task by its name, for tasks that this process does not define. */
export function callOf(task: string, args: readonly Argument[] = []): SignatureBuilder {
  return new SignatureBuilder({ kind: "task", task, args: args.map(write) });
}

/** One after the other; each receives the result of the one before. */
export function chain(...children: NodeValue[]): NodeValue<Chain> {
  return new NodeValue<Chain>({ kind: "chain", children: nodesOf(children) });
}

/** All at once; the result is the list of results in the order given. */
export function group(children: readonly NodeValue[]): NodeValue<Group> {
  return new NodeValue<Group>({ kind: "group", children: nodesOf(children) });
}

/** A group, then `body` once with the header's list as one argument. */
export function chord(header: readonly NodeValue[], body: NodeValue): NodeValue<Chord> {
  return new NodeValue<Chord>({ kind: "chord", header: nodesOf(header), body: body.node });
}

function nodesOf(values: readonly NodeValue[]): WorkflowNode[] {
  return values.map((value) => value.node);
}

function write(value: Argument): Json {
  if (isSignatureValue(value)) return { $signature: value.node as unknown as Json };
  if (isList(value)) return value.map(write);
  if (typeof value === "object" && value !== null) return writeEach(value);
  return value;
}

function writeEach(values: { readonly [key: string]: Argument }): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, write(value)]));
}

function isList(value: Argument): value is readonly Argument[] {
  return Array.isArray(value);
}
