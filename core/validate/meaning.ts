/** The second half of validation: can a document of the right form run, with the tasks that are registered? */
import type { Group, MapNode, Signature, WorkflowNode } from "@/core/node";
import { checkArguments, type Check } from "./arguments";
import type { KnownTask } from "./known-tasks";
import { nameNode, quote } from "./names";
import { below, ROOT, type Key, type Place } from "./place";
import { placeMembers, schemaOf, sourceOf, type Received } from "./received";
import type { Shape } from "./shape";
import { typeConflict } from "./types";

interface Item {
  node: WorkflowNode;
  place: Place;
  received: Received | null;
  /** A signature inside the arguments of this node, or a callback of one. */
  within: { nodeId: string | undefined } | null;
  /** It is such a signature itself. */
  isPartial: boolean;
  /** The map whose literal items it receives. */
  over: Over | null;
}

interface Over {
  node: MapNode;
  place: Place;
  /** Tasks that the items were held against: a long list is gone through once for each. */
  checked: Set<KnownTask>;
}

/**
 * Reports what cannot run, and what will probably not do what is meant. `received` is what the root is given
 * when it stands in a place of its own.
 */
export function checkMeaning(shape: Shape, check: Check, received: Received | null = null): void {
  const { root } = shape.workflow;
  const none = { over: null, received: null };
  walk({ node: root, place: ROOT, within: null, isPartial: false, ...none, received }, check);
  for (const { signature, place, nodeId } of shape.embedded)
    walk({ node: signature, place, within: { nodeId }, isPartial: true, ...none }, check);
}

function walk(start: Item, check: Check): void {
  const stack = [start];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (check.report.isFull) return;
    checkNode(item, check);
    const placed = placeMembers(item.node, item.received);
    for (let index = placed.length - 1; index >= 0; index--) {
      const each = placed[index];
      if (each === undefined) continue;
      const { node, path, role } = each.member;
      // What starts first in a container receives what the container receives: the same value.
      const passedOn = each.received !== null && each.received === item.received ? item.over : null;
      stack.push({
        node,
        place: below(item.place, ...path),
        received: each.received,
        within: item.within,
        isPartial: false,
        over:
          role === "body" && item.node.kind === "map" ? overOf(item.node, item.place) : passedOn,
      });
    }
  }
}

function overOf(node: MapNode, place: Place): Over | null {
  return node.over === undefined ? null : { node, place, checked: new Set() };
}

function checkNode(item: Item, check: Check): void {
  const { node } = item;
  switch (node.kind) {
    case "task":
      return checkSignature(item, node, check);
    case "chain":
      if (node.children.length > 0) return;
      return add(
        { check, item },
        "CHAIN_EMPTY",
        "it has no children. Put a node in, or remove it.",
      );
    case "group":
      return checkGroup(item, node, check);
    case "map":
      return checkMap(item, node, check);
    case "chord":
    case "tree":
      return;
  }
}

function checkGroup(item: Item, node: Group, check: Check): void {
  if (node.children.length !== 1) return;
  const what = "it has one child, and its result is a list of one all the same.";
  add({ check, item }, "GROUP_OF_ONE", `${what} Take the child alone where no list is wanted.`);
}

function checkMap(item: Item, node: MapNode, check: Check): void {
  const { received } = item;
  if (node.over !== undefined && received !== null) {
    const remedy = 'Remove "over", or put the map where it receives nothing.';
    return add({ check, item }, "MAP_INPUT", () => {
      return `it has a list of its own ("over") and receives ${sourceOf(received)} as well. ${remedy}`;
    });
  }
  if (node.over !== undefined) return;
  if (received === null) {
    const what = "it receives nothing to go through.";
    return add(
      { check, item },
      "MAP_INPUT",
      `${what} Give it "over", or put it after what gives a list.`,
    );
  }
  const conflict = typeConflict(schemaOf(received, check.tasks), { type: "array" });
  if (conflict === null) return;
  add({ check, item }, "RESULT_TYPE", () => {
    return `${sourceOf(received)} is ${conflict}. Put a task that gives a list before it.`;
  });
}

function checkSignature(item: Item, signature: Signature, check: Check): void {
  const task = check.tasks.get(signature.task);
  if (task === undefined) {
    return add({ check, item }, "TASK_UNKNOWN", () => {
      const nearest = check.tasks.nearest(signature.task);
      const hint = nearest === null ? "" : ` Did you mean ${quote(nearest)}?`;
      return `no task is registered as ${quote(signature.task)}.${hint} Correct the name, or start a worker that offers it.`;
    });
  }
  if (task.info.workers.length === 0)
    add({ check, item }, "TASK_OFFLINE", () => {
      return `no worker offers ${quote(signature.task)} now: the step waits for one. Start a worker that offers it.`;
    });
  const { place, isPartial } = item;
  const received = signature.immutable === true ? null : item.received;
  const call = { signature, task, place, nodeId: idOf(item), received, isPartial };
  checkArguments(call, check);
  if (received !== null && item.over !== null) checkItems(item.over, task, check);
}

/** The literal items of a map, or chunks of them, are the first argument of the signatures that receive them. */
function checkItems({ node, place, checked }: Over, task: KnownTask, check: Check): void {
  const [first] = task.names;
  const { over: items = [], chunkSize = 1 } = node;
  if (first === undefined || checked.has(task)) return;
  checked.add(task);
  for (let start = 0; start < items.length && !check.report.isFull; start += chunkSize) {
    const value = chunkSize > 1 ? items.slice(start, start + chunkSize) : (items[start] ?? null);
    const problem = task.literalProblem(first, value);
    if (problem === null) continue;
    const keys = chunkSize > 1 ? inChunk(start, problem.keys) : [start, ...problem.keys];
    const what = chunkSize > 1 ? `the chunk from item ${start} on` : `item ${start}`;
    check.report.add({
      code: "ARGUMENT_TYPE",
      place: below(place, "over", ...keys),
      nodeId: node.id,
      message: () =>
        `${nameNode(node)}: ${what} does not fit the parameter ${quote(first)} of ${task.info.name}: ${problem.clause}. Correct it.`,
    });
  }
}

/** A place in a chunk as one in the whole list. */
function inChunk(start: number, [index, ...rest]: readonly Key[]): Key[] {
  return typeof index === "number" ? [start + index, ...rest] : [start];
}

function idOf({ node, within }: Item): string | undefined {
  return within === null ? node.id : within.nodeId;
}

/** Reports a problem of the node itself. */
function add(
  { check, item }: { check: Check; item: Item },
  code: Code,
  message: string | (() => string),
): void {
  check.report.add({
    code,
    place: item.place,
    nodeId: idOf(item),
    message: () => `${nameNode(item.node)}: ${typeof message === "string" ? message : message()}`,
  });
}

type Code =
  "CHAIN_EMPTY" | "GROUP_OF_ONE" | "MAP_INPUT" | "RESULT_TYPE" | "TASK_UNKNOWN" | "TASK_OFFLINE";
