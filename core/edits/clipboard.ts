/**
 * Nodes as text, for the system's clipboard, and what can be read from a text: nodes copied here, a
 * workflow document, a node's JSON or a list of them.
 */
import type { Workflow, WorkflowNode } from "@/core/node";
import { parseWorkflow } from "@/core/validate";
import { isNodeKind } from "@/core/workflow-schema";
import { relationIn, type Relation } from "./block";
import { toNode, type EditorDocument } from "./document";
import { beginDraft } from "./draft";
import { blockOf } from "./siblings";

/** Version of the text; a text of a later one is not read. */
export const CLIPBOARD_VERSION = 1;

export interface Clip {
  nodes: WorkflowNode[];
  /** How several nodes stand to each other. */
  relation: Relation;
  /** The name of the workflow that was pasted as a whole. */
  name?: string;
}

/** Neighbours as text, or why they cannot be copied together. */
export function writeClip(
  document: EditorDocument,
  ids: readonly string[],
): { ok: true; text: string } | { ok: false; reason: string } {
  const chosen = blockOf(document, ids);
  if (typeof chosen === "string") return { ok: false, reason: chosen };
  const draft = beginDraft(document, () => "");
  const relation = relationIn(draft, chosen[0] ?? "");
  const nodes = chosen.map((id) => toNode(document, id));
  const clip = { espalier: "nodes", version: CLIPBOARD_VERSION, relation, nodes };
  return { ok: true, text: JSON.stringify(clip, null, 2) };
}

type Read = { ok: true; clip: Clip } | { ok: false; reason: string };

function refuse(reason: string): Read {
  return { ok: false, reason };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The nodes in a text, checked, or why it cannot be pasted and what can. */
export function readClip(text: string): Read {
  if (text.trim() === "") return refuse("The clipboard is empty. Copy nodes first.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(
      "The clipboard holds no nodes: it is not JSON. Copy nodes here, or the JSON of a workflow or of a node.",
    );
  }
  if (Array.isArray(value)) return readNodes(value, "chain");
  if (!isRecord(value)) return unknownForm();
  if (value["espalier"] !== undefined) return readOwn(value);
  if (value["root"] !== undefined) return readWorkflow(value);
  return isNodeKind(value["kind"]) ? readNodes([value], "chain") : unknownForm();
}

function unknownForm(): Read {
  return refuse(
    "The JSON in the clipboard is none of a workflow or a node. A workflow has a root; a node has a kind: task, chain, group, chord, tree or map.",
  );
}

function readOwn(value: Record<string, unknown>): Read {
  const { version, nodes, relation } = value;
  if (version !== CLIPBOARD_VERSION)
    return refuse(
      `The nodes were copied by another version of Espalier (${String(version)}; this one reads ${CLIPBOARD_VERSION}). Reload both pages and copy them again.`,
    );
  if (!Array.isArray(nodes)) return unknownForm();
  return readNodes(nodes, relation === "group" ? "group" : "chain");
}

function readWorkflow(value: Record<string, unknown>): Read {
  const parsed = parseWorkflow(value);
  if ("problems" in parsed) return refuse(`This workflow cannot be pasted. ${first(parsed)}`);
  const { root, name } = parsed.workflow;
  return { ok: true, clip: { nodes: [root], relation: "chain", name } };
}

function readNodes(values: readonly unknown[], relation: Relation): Read {
  if (values.length === 0) return refuse("The clipboard holds an empty list. Copy nodes first.");
  const nodes: WorkflowNode[] = [];
  for (const value of values) {
    const parsed = parseWorkflow({ version: 1, name: "Pasted", root: value });
    if ("problems" in parsed) return refuse(`This node cannot be pasted. ${first(parsed)}`);
    nodes.push(parsed.workflow.root);
  }
  return { ok: true, clip: { nodes, relation } };
}

function first({ problems }: { problems: readonly { message: string }[] }): string {
  const [problem] = problems;
  const rest = problems.length > 1 ? ` And ${problems.length - 1} more.` : "";
  return `${problem?.message ?? "It is not sound."}${rest}`;
}

/** The workflow that a clip makes where nothing is drawn yet. */
export function workflowOf({ nodes, relation, name }: Clip): Workflow {
  const [only] = nodes;
  const root: WorkflowNode =
    nodes.length === 1 && only !== undefined ? only : { kind: relation, children: [...nodes] };
  return { version: 1, name: name ?? "Untitled workflow", root };
}
