/** What the place of a node gives it, as far as it is known before anything has run. */
import { callbacksOf, membersOf, type MapNode, type Member, type WorkflowNode } from "@/core/node";
import type { JsonSchema } from "@/core/task";
import type { KnownTasks } from "./known-tasks";
import { nameNode } from "./names";
import { itemsOf, listOf } from "./types";

/** One value that a node is given by its place, said by where it comes from. */
export type Received =
  | { kind: "result" | "header" | "failure"; of: WorkflowNode }
  /** An item of a map, or a chunk of items; `list` is what the map receives. */
  | { kind: "item"; of: MapNode; list: Received | null }
  /** Of a call that is looked at by itself. */
  | { kind: "anything" };

export interface Placed {
  member: Member;
  /** Null: nothing. */
  received: Received | null;
}

const FAILURE: JsonSchema = { type: "object" };

/** The members and callbacks of a node with what each receives, when the node itself receives `received`. */
export function placeMembers(node: WorkflowNode, received: Received | null): Placed[] {
  const members = membersOf(node).map((member, position, all): Placed => {
    return { member, received: receivedBy({ node, received, position, all }) };
  });
  const callbacks = callbacksOf(node).map((member): Placed => {
    return {
      member,
      received: { kind: member.role === "onSuccess" ? "result" : "failure", of: node },
    };
  });
  return [...members, ...callbacks];
}

interface Seat {
  node: WorkflowNode;
  received: Received | null;
  position: number;
  all: readonly Member[];
}

function receivedBy({ node, received, position, all }: Seat): Received | null {
  const before = all[position - 1]?.node;
  switch (node.kind) {
    case "task":
      return null;
    case "chain":
      return before === undefined ? received : { kind: "result", of: before };
    case "group":
      return received;
    case "chord":
      return position < all.length - 1 ? received : { kind: "header", of: node };
    case "tree":
      if (position === 0) return received;
      return node.passResult === true ? { kind: "result", of: node.root } : null;
    case "map":
      return { kind: "item", of: node, list: node.over === undefined ? received : null };
  }
}

/** A noun for messages: `the result of Task "Add"`. */
export function sourceOf(received: Received): string {
  if (received.kind === "anything") return "what it receives";
  const node = nameNode(received.of);
  switch (received.kind) {
    case "result":
      return `the result of ${node}`;
    case "header":
      return `the list of the header of ${node}`;
    case "failure":
      return `the failure of ${node}`;
    case "item":
      return `what ${node} gives each copy`;
  }
}

/** The type of what is received, or null when nothing is known of it. */
export function schemaOf(received: Received | null, tasks: KnownTasks): JsonSchema | null {
  switch (received?.kind) {
    case undefined:
    case "anything":
      return null;
    case "result":
      return resultSchema(received.of, tasks);
    case "header":
      return listOf(headerOf(received.of).map((node) => resultSchema(node, tasks)));
    case "failure":
      return FAILURE;
    case "item":
      return itemSchema(received, tasks);
  }
}

/** Maps inside maps take the items of items: unwound without recursion. */
function itemSchema(item: Received, tasks: KnownTasks): JsonSchema | null {
  const chunked: boolean[] = [];
  let from: Received | null = item;
  while (from?.kind === "item") {
    chunked.push((from.of.chunkSize ?? 1) > 1);
    from = from.list;
  }
  let schema = schemaOf(from, tasks);
  for (const isChunk of chunked.reverse()) {
    const items: JsonSchema | null = schema === null ? null : itemsOf(schema);
    schema = isChunk ? listOf([items]) : items;
  }
  return schema;
}

function headerOf(node: WorkflowNode): readonly WorkflowNode[] {
  return node.kind === "chord" ? node.header : [];
}

/** Follows the node that gives the result down to a task or group, and wraps lists around on the way back. */
function resultSchema(start: WorkflowNode, tasks: KnownTasks): JsonSchema | null {
  const { results } = tasks;
  let node: WorkflowNode | undefined = start;
  let lists = 0;
  while (node !== undefined && node.kind !== "task" && node.kind !== "group") {
    if (node.kind === "map") lists++;
    node = giverOf(node);
  }
  if (node === undefined) return lists > 0 ? listOf([null]) : null;
  let schema = results.get(node);
  if (schema === undefined) {
    schema =
      node.kind === "task"
        ? (tasks.get(node.task)?.info.result ?? null)
        : listOf(node.children.map((child) => resultSchema(child, tasks)));
    results.set(node, schema);
  }
  for (; lists > 0; lists--) schema = listOf([schema]);
  return schema;
}

function giverOf(
  node: Exclude<WorkflowNode, { kind: "task" | "group" }>,
): WorkflowNode | undefined {
  switch (node.kind) {
    case "chain":
      return node.children.at(-1);
    case "tree":
      return node.root;
    case "chord":
    case "map":
      return node.body;
  }
}
