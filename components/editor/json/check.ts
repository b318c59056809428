/** What is wrong with a node as it is typed, at its place in the text. */
import type { Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";
import type { WorkflowNode } from "@/core/node";
import { DEFAULT_LIMITS, type Problem, type ProblemCode } from "@/core/problem";
import type { TaskInfo } from "@/core/task";
import { parseWorkflow, validateAgainst } from "@/core/validate";
import { knownTasks } from "../local-check";
import { messageOf } from "../problem-words";
import { rangeOf } from "./positions";

/** What counts of a node by itself; the rest depends on what it receives, and is listed once it is applied. */
const APART: readonly ProblemCode[] = ["TASK_UNKNOWN", "TASK_OFFLINE", "ARGUMENT_UNKNOWN"];

const ROOT = "root.";

function diagnosticOf(state: EditorState, { path, message, severity }: Problem): Diagnostic {
  const inside = path.startsWith(ROOT) ? path.slice(ROOT.length).split(".") : [];
  return { ...rangeOf(state, inside), severity, message };
}

export interface Checked {
  /** The node; null when the text is none. */
  node: WorkflowNode | null;
  diagnostics: Diagnostic[];
  /** Why it cannot be applied; null when it can. */
  reason: string | null;
}

/** Reads the text as a node. */
export function checkNode(state: EditorState, tasks: readonly TaskInfo[]): Checked {
  const text = state.doc.toString();
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    // Where it ends is said by the linter of JSON itself.
    return { node: null, diagnostics: [], reason: "This is no JSON yet." };
  }
  const parsed = parseWorkflow({ version: 1, name: "", root });
  if ("problems" in parsed) {
    const [first] = parsed.problems;
    return {
      node: null,
      diagnostics: parsed.problems.map((problem) => diagnosticOf(state, problem)),
      reason: first === undefined ? "This is no node." : messageOf(first),
    };
  }
  const { workflow } = parsed;
  const problems = validateAgainst(workflow, { tasks: knownTasks(tasks), limits: DEFAULT_LIMITS });
  const isApart = ({ code, path }: Problem) =>
    APART.includes(code) || (code === "ARGUMENT_TYPE" && path.includes(".kwargs."));
  return {
    node: workflow.root,
    diagnostics: problems.filter(isApart).map((problem) => diagnosticOf(state, problem)),
    reason: null,
  };
}
