/** Short forms for the tests of this folder: `chain(a, group(b, c))` with ids that are the task names. */
import type { Chain, Chord, Group, MapNode, Signature, Tree, WorkflowNode } from "@/core/node";
import { callbacksOf, membersOf } from "@/core/node";
import { countingIds } from "./arbitrary";
import type { EditContext, Outcome } from "@/core/edits/commands";
import { fromWorkflow, toWorkflow, type EditorDocument } from "@/core/edits/document";
import { applyEdit } from "@/core/edits/edit";

export function task(name: string): Signature {
  return { kind: "task", id: name, task: name };
}

type Part = string | WorkflowNode;
const nodes = (parts: Part[]) =>
  parts.map((part) => (typeof part === "string" ? task(part) : part));

export function chain(...children: Part[]): Chain {
  return { kind: "chain", children: nodes(children) };
}

export function group(...children: Part[]): Group {
  return { kind: "group", children: nodes(children) };
}

export function chord(header: Part[], body: Part): Chord {
  return {
    kind: "chord",
    header: nodes(header),
    body: typeof body === "string" ? task(body) : body,
  };
}

export function tree(root: string, ...children: Part[]): Tree {
  return { kind: "tree", root: task(root), children: nodes(children) };
}

export function map(body: Part): MapNode {
  return { kind: "map", body: typeof body === "string" ? task(body) : body };
}

export function contextOf(root: WorkflowNode): EditContext {
  const createId = countingIds();
  return { document: fromWorkflow({ version: 1, name: "w", root }, createId), createId };
}

/** The structure in one line: `chain(a, chord([b, c], d))`; names in front, callbacks behind. */
export function sketch(node: WorkflowNode): string {
  if (node.kind === "task") return node.task + sketchCallbacks(node);
  const name = node.name === undefined ? "" : `${node.name}:`;
  const members = membersOf(node);
  const header = members.filter(({ role }) => role === "header").map((m) => sketch(m.node));
  const others = members.filter(({ role }) => role !== "header").map((m) => sketch(m.node));
  const parts = node.kind === "chord" ? [`[${header.join(", ")}]`, ...others] : others;
  return `${name}${node.kind}(${parts.join(", ")})${sketchCallbacks(node)}`;
}

function sketchCallbacks(node: WorkflowNode): string {
  return callbacksOf(node)
    .map((m) => ` ${m.role === "onSuccess" ? "+" : "!"}${sketch(m.node)}`)
    .join("");
}

export function sketchOf(document: EditorDocument): string {
  const workflow = toWorkflow(document);
  return workflow === null ? "nothing" : sketch(workflow.root);
}

/** What a command makes of the document, in one line; a refusal as it reads. */
export function resultOf(context: EditContext, outcome: Outcome): string {
  return outcome.ok ? sketchOf(applyEdit(context.document, outcome.edit)) : outcome.reason;
}

/** The id of the first container of this kind. */
export function idOf(document: EditorDocument, kind: WorkflowNode["kind"]): string {
  const found = Object.values(document.nodes).find(({ own }) => own.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found.id;
}
