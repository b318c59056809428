/** From a problem to what can be done about it. Pure: a fix is a command, carried out by whoever is asked. */
import type { EditorNode } from "@/core/edits/document";
import { replaceTask } from "@/core/edits/settings";
import { sourceOf } from "@/core/edits/walk";
import type { Problem } from "@/core/problem";
import {
  missingFixes,
  settingsFix,
  tooManyFixes,
  twiceFixes,
  typeFixes,
  unknownFixes,
  type Called,
} from "./argument-fixes";
import type { Fix, FixContext } from "./fix";
import { depthFixes, sizeFixes, weightFixes } from "./limit-fixes";
import { keyAt, pathWithin } from "./problem-place";
import {
  emptyFixes,
  listFixes,
  mapInputFixes,
  mapResultFixes,
  resultFixes,
  settingFixes,
  unwrapFix,
} from "./structure-fixes";

/**
 * What can be done about a problem, the likeliest first; nothing about what cannot come about in an editor,
 * which gives ids and versions itself. The document is the one that was checked.
 */
export function fixesOf(problem: Problem, context: FixContext): Fix[] {
  const node = context.document.nodes[problem.nodeId ?? ""];
  if (node === undefined) return [];
  const within = pathWithin(context.document, node.id, problem.path);
  // It may lie in a signature inside of arguments: that is edited as JSON.
  if (within === null || within.includes("$signature")) return [];
  switch (problem.code) {
    case "TASK_UNKNOWN":
      return taskFixes(node, context);
    case "CHAIN_EMPTY":
      return emptyFixes(node);
    case "GROUP_OF_ONE":
      return [unwrapFix(node)];
    case "MAP_INPUT":
      return mapInputFixes(node);
    case "DOCUMENT_INVALID":
      return settingFixes(node, within);
    case "RESULT_TYPE":
      if (node.own.kind === "map") return mapResultFixes(node);
      return calledFixes(problem, { node, within }, context);
    case "ARGUMENT_MISSING":
    case "ARGUMENT_TWICE":
    case "ARGUMENT_UNKNOWN":
    case "ARGUMENTS_TOO_MANY":
    case "ARGUMENT_TYPE":
      return calledFixes(problem, { node, within }, context);
    case "LIMIT_ARGUMENTS":
      return [{ kind: "field", label: "Shorten the arguments", nodeId: node.id, field: null }];
    case "TASK_OFFLINE":
      return [
        { kind: "workers", label: "See the workers" },
        { kind: "pick", label: "Choose another task", nodeId: node.id, how: "replace" },
      ];
    case "LIMIT_NODES":
      return within === "" ? sizeFixes(context.document) : listFixes(node, within);
    case "LIMIT_DEPTH":
      if (within === "") return depthFixes(node, context.document);
      return [
        {
          kind: "field",
          label: "Give a flatter value",
          nodeId: node.id,
          field: fieldOf(problem, context),
        },
      ];
    case "LIMIT_WORKFLOW":
      return weightFixes(context.document);
    case "VERSION_UNKNOWN":
    case "ID_INVALID":
    case "ID_DUPLICATE":
      return [];
  }
}

/** The parameter or setting of its node that a problem lies in; null when it lies in the node as a whole. */
export function fieldOf(
  { nodeId, path, code }: Problem,
  { document, tasks }: FixContext,
): string | null {
  const node = document.nodes[nodeId ?? ""];
  const within = node === undefined ? null : pathWithin(document, node.id, path);
  if (node === undefined || within === null) return null;
  if (code === "MAP_INPUT" || within.startsWith("over")) return "over";
  const [part, key = ""] = within.split(".");
  if (node.own.kind !== "task") return within === "" ? null : (part ?? null);
  if (part === "options") return key === "" ? null : key;
  const { names = [] } = tasks.get(node.own.task) ?? {};
  if (part === "kwargs")
    return keyAt(within, part, [...names, ...Object.keys(node.own.kwargs ?? {})]);
  if (part !== "args" || key === "") return null;
  const isFed = node.own.immutable !== true && sourceOf(document, node.id) !== null;
  return names[Number(key) + (isFed ? 1 : 0)] ?? null;
}

function taskFixes({ id, own }: EditorNode, { tasks }: FixContext): Fix[] {
  if (own.kind !== "task") return [];
  const near = tasks.nearest(own.task);
  const pick: Fix = { kind: "pick", label: "Choose another task", nodeId: id, how: "replace" };
  if (near === null) return [pick];
  const use = settingsFix(`Use ${near}`, id, (document) => replaceTask(document, id, near));
  return [use, pick];
}

function calledFixes(
  { code }: Problem,
  { node, within }: { node: EditorNode; within: string },
  context: FixContext,
): Fix[] {
  const { own, id } = node;
  const task = own.kind === "task" ? context.tasks.get(own.task) : undefined;
  if (own.kind !== "task" || task === undefined) {
    if (code !== "ARGUMENT_TYPE" || !within.startsWith("over")) return [];
    return [{ kind: "field", label: "Correct the list", nodeId: id, field: "over" }];
  }
  const called: Called = { id, own, task, within };
  switch (code) {
    case "ARGUMENT_MISSING":
      return missingFixes(called);
    case "ARGUMENT_TWICE":
      return twiceFixes(called, context);
    case "ARGUMENT_UNKNOWN":
      return unknownFixes(called);
    case "ARGUMENTS_TOO_MANY":
      return tooManyFixes(called, context);
    case "ARGUMENT_TYPE":
      return typeFixes(called, context);
    default:
      return resultFixes(called, context);
  }
}
