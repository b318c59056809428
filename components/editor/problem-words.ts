/** Problems by node, and why a workflow cannot run. */
import type { EditorData } from "./editor-store";
import type { Problem } from "@/core/problem";
import { titleOf } from "./words";

/** Errors before warnings, otherwise as they were found. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const weight = (problem: Problem) => (problem.severity === "error" ? 0 : 1);
  return problems.toSorted((a, b) => weight(a) - weight(b));
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** How many there are of each severity: `2 errors, 1 warning`. */
export function countWords(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  return [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
  ].join(", ");
}

/** `Task "n4" (math.add): ` in front of a message: needless where the node is named or shown. */
const NODE_PREFIX = /^[A-Z][a-z]+ "[^"]*"(?: \([^)]*\))?: /;

/** What is wrong, without the name of the node. */
export function messageOf(problem: Problem): string {
  if (problem.nodeId === undefined) return problem.message;
  const message = problem.message.replace(NODE_PREFIX, "");
  return message.charAt(0).toUpperCase() + message.slice(1);
}

export interface NodeProblems {
  severity: "error" | "warning";
  /** All messages, the worst first, a line each. */
  text: string;
}

/** What is wrong with each node. */
export function worstByNode(problems: readonly Problem[]): Map<string, NodeProblems> {
  const byNode = new Map<string, NodeProblems>();
  for (const problem of sortProblems(problems)) {
    const { nodeId, severity } = problem;
    const message = messageOf(problem);
    if (nodeId === undefined) continue;
    const before = byNode.get(nodeId);
    byNode.set(nodeId, {
      severity: before?.severity ?? severity,
      text: before === undefined ? message : `${before.text}\n${message}`,
    });
  }
  return byNode;
}

/** Why the workflow cannot run now; null when nothing is known against it. */
export function whyNotRun({
  document,
  problems,
}: Pick<EditorData, "document" | "problems">): string | null {
  if (document.rootId === null) return "Nothing is drawn yet. Add the first task.";
  const errors = problems.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return null;
  const node = first.nodeId === undefined ? undefined : document.nodes[first.nodeId];
  const text = node === undefined ? first.message : `${titleOf(node)}: ${messageOf(first)}`;
  return errors.length === 1 ? text : `${errors.length} errors to repair first. ${text}`;
}

/** What a run is likely to meet although it is possible; null when nothing is known. */
export function warningOf({
  document,
  problems,
}: Pick<EditorData, "document" | "problems">): string | null {
  const warnings = problems.filter(({ severity }) => severity === "warning");
  const [first] = warnings;
  if (first === undefined) return null;
  const node = first.nodeId === undefined ? undefined : document.nodes[first.nodeId];
  const text = node === undefined ? first.message : `${titleOf(node)}: ${messageOf(first)}`;
  return warnings.length === 1 ? text : `${warnings.length} warnings. ${text}`;
}

/** The parameters of a node that the check found missing. */
export function missingOf(problems: readonly Problem[], nodeId: string): string[] {
  return problems.flatMap(({ code, nodeId: of, path }) =>
    code === "ARGUMENT_MISSING" && of === nodeId ? [path.slice(path.lastIndexOf(".") + 1)] : [],
  );
}

/** Problems that stand at a field of the argument form, and need no line of their own above it. */
export function isAtField({ code }: Problem): boolean {
  return code === "ARGUMENT_MISSING" || code === "ARGUMENT_TYPE" || code === "RESULT_TYPE";
}
