/** Saved workflows: what is kept of one, and of each of its revisions. */
import { toWorkflow, fromWorkflow, type CreateId } from "./edits/document";
import { isPlainObject } from "./json-walk";
import { callbacksOf, membersOf, type Workflow, type WorkflowNode } from "./node";
import type { Limits, Problem } from "./problem";
import type { RunSummary } from "./snapshot";
import { parseWorkflow } from "./validate";

/** A workflow as it is saved: nothing may be drawn yet, then `root` is null. */
export interface SavedWorkflow extends Omit<Workflow, "root"> {
  root: WorkflowNode | null;
}

/** How many nodes a document has, and how many of them are tasks. */
export interface NodeCounts {
  nodes: number;
  tasks: number;
}

/** What is known of one revision. Times: milliseconds since 1970. */
export interface WorkflowVersion extends NodeCounts {
  /** 1, 2, 3 … without gaps. */
  revision: number;
  savedAt: number;
  /** As the person calls themselves; nobody vouches for it. */
  author: string;
  name: string;
  /** Of its JSON text in UTF-8. */
  bytes: number;
  /** Chosen by whoever saved it: tells a save that is repeated from another one. */
  saveId: string;
  /** It was made by restoring this one. */
  restoredFrom?: number;
}

/** One revision with its document. */
export interface SavedRevision extends WorkflowVersion {
  id: string;
  workflow: SavedWorkflow;
}

/** A workflow as it stands in lists. */
export interface WorkflowSummary extends NodeCounts {
  id: string;
  name: string;
  /** The newest one. */
  revision: number;
  createdAt: number;
  savedAt: number;
  /** Of the newest revision. */
  author: string;
  /** It was deleted, and is kept for a while. */
  removedAt?: number;
  /** The newest run that is still kept, whatever revision it ran. */
  lastRun?: RunSummary;
}

/** `saved`: the one that was saved last first; `run`: the one that ran last. */
export type WorkflowSort = "saved" | "created" | "name" | "run";

/** Counts the nodes of a workflow; none where nothing is drawn. */
export function countNodes(root: WorkflowNode | null): NodeCounts {
  const counts = { nodes: 0, tasks: 0 };
  const open = root === null ? [] : [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    counts.nodes += 1;
    if (node.kind === "task") counts.tasks += 1;
    for (const member of [...membersOf(node), ...callbacksOf(node)]) open.push(member.node);
  }
  return counts;
}

/** The workflow that can be run; null where nothing is drawn. */
export function drawnOf({ root, ...rest }: SavedWorkflow): Workflow | null {
  return root === null ? null : { ...rest, root };
}

/**
 * A document that is to be saved, when its form and size are right. Work in progress may be saved: whether
 * it could run is not looked at. Nodes without an id get one, which they keep from then on.
 */
export function parseSaved(
  document: unknown,
  limits: Limits,
  createId: CreateId,
): { workflow: SavedWorkflow } | { problems: Problem[] } {
  const isEmpty = isPlainObject(document) && document["root"] === null;
  const parsed = parseWorkflow(isEmpty ? { ...document, root: STAND_IN } : document, limits);
  if ("problems" in parsed) return parsed;
  if (isEmpty) return { workflow: { ...parsed.workflow, root: null } };
  return {
    workflow: hasAllIds(parsed.workflow.root)
      ? parsed.workflow
      : withIds(parsed.workflow, createId),
  };
}

const STAND_IN: WorkflowNode = { kind: "group", children: [] };

function hasAllIds(root: WorkflowNode): boolean {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.id === undefined) return false;
    for (const member of [...membersOf(node), ...callbacksOf(node)]) open.push(member.node);
  }
  return true;
}

function withIds(workflow: Workflow, createId: CreateId): Workflow {
  return toWorkflow(fromWorkflow(workflow, createId)) ?? workflow;
}
