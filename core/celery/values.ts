/** What an expression of a canvas stands for while it is read. */
import type { Json, WorkflowNode } from "../node";
import type { Place } from "./tokens";

/** A task by the path it is written under: `tasks.add`. */
export class TaskName {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
}

/** A signature or container. */
export class Canvas {
  readonly node: WorkflowNode;
  constructor(node: WorkflowNode) {
    this.node = node;
  }
}

/** `chord(header)`, which waits for its body. */
export class Header {
  readonly nodes: WorkflowNode[];
  constructor(nodes: WorkflowNode[]) {
    this.nodes = nodes;
  }
}

/** A function of Celery or Python that is known here. */
export class Known {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** What is done with a task or canvas: `add.s`. */
export class Method {
  readonly of: Value;
  readonly name: string;
  constructor(of: Value, name: string) {
    this.of = of;
    this.name = name;
  }
}

export type Value =
  | null
  | boolean
  | number
  | string
  | Value[]
  | Map<string, Value>
  | TaskName
  | Canvas
  | Header
  | Known
  | Method;

/** Something of the canvas that is read otherwise, or cannot be said here. */
export interface Note extends Place {
  message: string;
}

/** What is given in brackets. */
export interface Given {
  args: Value[];
  kwargs: Map<string, Value>;
  at: Place;
}

export type Tell = (message: string, at: Place) => void;

/** A value as JSON. What is none is null, and told. */
export function jsonOf(value: Value, at: Place, tell: Tell): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, at, tell));
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [key, jsonOf(item, at, tell)]));
  if (value instanceof Canvas && value.node.kind === "task")
    return { $signature: value.node as unknown as Json };
  tell(whyNotJson(value), at);
  return null;
}

function whyNotJson(value: Value): string {
  if (value instanceof TaskName)
    return `${value.path} has no value in this text; null stands in its place.`;
  if (value instanceof Canvas)
    return `A ${value.node.kind} cannot be an argument, only a signature can; null stands in its place.`;
  return "This is no value that can be stored; null stands in its place.";
}
