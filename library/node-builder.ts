/**
 * What can be said about a node once it is built. Every method answers a new value: what was built before
 * never changes, so one node may stand in many places and be submitted again and again.
 */
import type { Container, Json, Signature, SignatureOptions, WorkflowNode } from "@/core/node";
import type { StepError, StepState } from "@/core/states";
import { isNodeValue, NodeValue } from "@/core/task";
import { writeNamed } from "./arguments";
import type { AllTake } from "./node-types";

/** What an `onFailure` node receives about the step that failed, was revoked or expired. */
export interface Failure {
  nodeId: string;
  /** Null for a map that failed itself: what it received is no list. */
  task: string | null;
  state: StepState;
  /** Null for what was revoked or expired. */
  error: StepError | null;
  args: Json[];
  kwargs: { [name: string]: Json };
}

/** When a container begins, counted from the moment that its turn comes. */
export interface ContainerOptions {
  delayMs?: number;
  /** ISO 8601 with a zone, for example `2026-12-01T08:00:00Z`. */
  eta?: string;
}

/**
 * A node that a program builds. `Received` is what it can take from what is before it, `Result` what it
 * gives; both are for the types only.
 */
abstract class NodeBuilder<N extends WorkflowNode, Received, Result> extends NodeValue<N, Result> {
  /** For types only: what the node can take. Never there at run time. */
  declare readonly receivedType: Received;

  /** The same node under an id of your own, unique in the workflow: `run.node(id)` finds it. */
  id(id: string): this {
    return this.with({ id } as Partial<N>);
  }

  /** The same node with a text that is shown in its place. */
  label(label: string): this {
    return this.with({ label } as Partial<N>);
  }

  /** The same node with a remark for whoever reads the workflow. */
  note(note: string): this {
    return this.with({ note } as Partial<N>);
  }

  /**
   * Starts each of `callbacks` with the result once this node has succeeded, beside whatever follows.
   * @example resize.s("a.png").link(publish.s())
   */
  link<const C extends readonly NodeValue[]>(...callbacks: AllTake<C, Result>): this {
    const onSuccess = [...(this.node.onSuccess ?? []), ...nodesOf(callbacks, "link()")];
    return this.with({ onSuccess } as Partial<N>);
  }

  /**
   * Starts each of `callbacks` with a {@link Failure} once this node has failed, was revoked or expired.
   * @example resize.s("a.png").linkError(alert.s())
   */
  linkError<const C extends readonly NodeValue[]>(...callbacks: AllTake<C, Failure>): this {
    const onFailure = [...(this.node.onFailure ?? []), ...nodesOf(callbacks, "linkError()")];
    return this.with({ onFailure } as Partial<N>);
  }

  /** The same kind of builder around a changed copy of the node. */
  protected with(changes: Partial<N>): this {
    const Same = this.constructor as new (node: N) => this;
    return new Same({ ...this.node, ...changes });
  }
}

/**
 * One call of a task. `Named` are its parameters by name.
 * @example add.s(2).named({ y: 3 }).set({ attempts: 3 }).optional()
 */
export class SignatureBuilder<
  Named extends object = { [name: string]: unknown },
  Received = unknown,
  Result = unknown,
> extends NodeBuilder<Signature, Received, Result> {
  /** The same call with these options over the ones it had; times in milliseconds. */
  set(options: SignatureOptions): this {
    return this.with({ options: { ...this.node.options, ...options } });
  }

  /**
   * The same call with arguments given by name, over the ones it had.
   * @throws TypeError for a value that is not JSON.
   */
  named(kwargs: Partial<Named>): this {
    const written = writeNamed(kwargs, this.node.task);
    return this.with({ kwargs: { ...this.node.kwargs, ...written } });
  }

  /** The same call, taking no result from what is before it (Celery's `si`). */
  immutable(): SignatureBuilder<Named, unknown, Result> {
    return new SignatureBuilder({ ...this.node, immutable: true });
  }

  /** The same call, whose failure counts as null and stops nothing. */
  optional(): SignatureBuilder<Named, Received, Result | null> {
    return new SignatureBuilder({ ...this.node, optional: true });
  }
}

/** A chain, group, chord, tree or map. Made by the functions of these names. */
export class ContainerBuilder<
  N extends Container = Container,
  Received = unknown,
  Result = unknown,
> extends NodeBuilder<N, Received, Result> {
  /** The same container under a name that is shown for it. */
  name(name: string): this {
    return this.with({ name } as Partial<N>);
  }

  /** The same container with these options over the ones it had. */
  set(options: ContainerOptions): this {
    return this.with({ ...options } as Partial<N>);
  }

  /** The same container, whose failure counts as null and stops nothing. */
  optional(): ContainerBuilder<N, Received, Result | null> {
    return new ContainerBuilder({ ...this.node, optional: true });
  }
}

/**
 * The documents' nodes of what was built.
 * @param owner whose members they are, for example `a group`
 * @throws TypeError for what is no node, saying which it is.
 */
export function nodesOf(values: Iterable<NodeValue>, owner: string): WorkflowNode[] {
  return Array.from(values, (value, i) => nodeOf(value, `Member ${i + 1} of ${owner}`));
}

/** The same of one; `what` begins the message, for example `The body of a chord`. */
export function nodeOf<N extends WorkflowNode>(value: NodeValue<N>, what: string): N {
  if (isNodeValue(value)) return value.node;
  const given: unknown = value;
  const isTask = typeof given === "object" && given !== null && "run" in given && "info" in given;
  throw new TypeError(
    isTask
      ? `${what} is a task, not a call of it. Call .s(...) on it.`
      : `${what} is not a node. Build it with task.s(...), chain, group, chord, tree or map.`,
  );
}
