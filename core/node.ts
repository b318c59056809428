/**
 * The workflow document: what a person draws and saves. Plain JSON, version 1.
 *
 * A node is one element of a workflow: a signature (`kind: "task"`) or a container. The names follow
 * Celery's canvas; `tree` follows celery-tasktree. What each kind means when it runs stands in
 * `docs/concepts.md`; how it is checked in `validate.ts`; how it is compiled in `compile.ts`.
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** How long to wait between automatic attempts. Times in milliseconds. */
export interface Backoff {
  type: "fixed" | "exponential";
  delayMs: number;
  /** Upper bound of an exponential delay. */
  maxMs?: number;
  /** Share of the delay that is random, from 0 (none) to 1 (full jitter). */
  jitter?: number;
}

/** Options of a signature; all optional. Times in milliseconds, `eta` in ISO 8601. */
export interface SignatureOptions {
  queue?: string;
  /** 0 is served first, then 1 upwards (BullMQ's order). */
  priority?: number;
  delayMs?: number;
  eta?: string;
  /** Not started this long after the run's submission (or after `eta`): revoked (expired). */
  expiresMs?: number;
  /** How often the step may be executed automatically, the first time included. Default 1. */
  attempts?: number;
  backoff?: Backoff;
  /** Limit of one execution. */
  timeoutMs?: number;
}

/** What every node may carry. */
export interface NodeBase {
  /** Unique in the workflow, `[A-Za-z0-9_-]{1,64}`; given by the compiler when absent. */
  id?: string;
  label?: string;
  /** What a person wants to remember of it. It changes nothing of what runs. */
  note?: string;
  /** Its failure or expiry counts as success with the value null and stops nothing. */
  optional?: boolean;
  /** Nodes that start when this one succeeded, and receive its result (Celery's `link`). */
  onSuccess?: WorkflowNode[];
  /** Nodes that start once when this one failed, was revoked or expired (Celery's `link_error`). */
  onFailure?: WorkflowNode[];
}

/** One call of a task. Celery's signature. */
export interface Signature extends NodeBase {
  kind: "task";
  task: string;
  args?: Json[];
  kwargs?: { [name: string]: Json };
  /** Takes no result from what is before it (Celery's `si`). */
  immutable?: boolean;
  options?: SignatureOptions;
}

/** What every container may carry besides. */
export interface ContainerBase extends NodeBase {
  name?: string;
  delayMs?: number;
  eta?: string;
}

/** One after the other; each receives the result of the one before. */
export interface Chain extends ContainerBase {
  kind: "chain";
  children: WorkflowNode[];
}

/** All at once; the result is the list of results in the order drawn. */
export interface Group extends ContainerBase {
  kind: "group";
  children: WorkflowNode[];
}

/** A group (`header`), then `body` once with the header's list as one argument. */
export interface Chord extends ContainerBase {
  kind: "chord";
  header: WorkflowNode[];
  body: WorkflowNode;
}

/** A signature, then all children at once when it succeeded: order only, unless `passResult`. */
export interface Tree extends ContainerBase {
  kind: "tree";
  root: Signature;
  children: WorkflowNode[];
  passResult?: boolean;
}

/** One copy of `body` for each item of the list received (or of `over`). */
export interface MapNode extends ContainerBase {
  kind: "map";
  body: WorkflowNode;
  over?: Json[];
  /** How many copies may run at once. Default: no bound. */
  window?: number;
  /** Items given to one copy; above 1 a copy receives a list. Default 1. */
  chunkSize?: number;
}

export type Container = Chain | Group | Chord | Tree | MapNode;
export type WorkflowNode = Signature | Container;
export type NodeKind = WorkflowNode["kind"];

/** What a node is to the node it belongs to. `null` for the root. */
export type NodeRole = "child" | "header" | "body" | "root" | "onSuccess" | "onFailure";

export interface Workflow {
  version: 1;
  name: string;
  root: WorkflowNode;
}

/** One direct member of a node, with its place. */
export interface Member {
  node: WorkflowNode;
  role: NodeRole;
  /** Position among the members of the same role. */
  index: number;
  /** JSON path below the owner, for example `["children", 2]`. */
  path: (string | number)[];
}

function list(nodes: readonly WorkflowNode[] | undefined, role: NodeRole, key: string): Member[] {
  return (nodes ?? []).map((node, index) => ({ node, role, index, path: [key, index] }));
}

/** The structural members of a container in the order drawn; of a signature none. Callbacks are not among them. */
export function membersOf(node: WorkflowNode): Member[] {
  switch (node.kind) {
    case "task":
      return [];
    case "chain":
    case "group":
      return list(node.children, "child", "children");
    case "chord":
      return [
        ...list(node.header, "header", "header"),
        { node: node.body, role: "body", index: 0, path: ["body"] },
      ];
    case "tree":
      return [
        { node: node.root, role: "root", index: 0, path: ["root"] },
        ...list(node.children, "child", "children"),
      ];
    case "map":
      return [{ node: node.body, role: "body", index: 0, path: ["body"] }];
  }
}

/** The callbacks of a node: `onSuccess`, then `onFailure`. */
export function callbacksOf(node: WorkflowNode): Member[] {
  if (!node.onSuccess && !node.onFailure) return [];
  return [
    ...list(node.onSuccess, "onSuccess", "onSuccess"),
    ...list(node.onFailure, "onFailure", "onFailure"),
  ];
}
