/**
 * Takes a text from anywhere for nodes, and tells which it is: nodes copied here, the JSON of a workflow or a
 * node, a BullMQ flow, an expression, or a Celery canvas.
 */
import { looksLikeCelery, readCelery } from "../celery";
import { readClip, type Clip } from "../edits/clipboard";
import { parseExpression } from "../expression/parse";
import { BARE_NAME } from "../expression/tokens";
import type { WorkflowNode } from "../node";
import { parseWorkflow } from "../validate";
import type { Loss } from "./flow-job";
import { fromFlowJob, isFlowJob } from "./from-flow-job";

export type TextKind = "nodes" | "flow" | "expression" | "celery";

export type TextReading =
  | {
      ok: true;
      kind: TextKind;
      clip: Clip;
      /** What could not be taken, or was taken for something else. */
      losses: Loss[];
    }
  | { ok: false; reason: string };

/** Never throws. `tasks` are the names of known tasks. */
export function readText(text: string, tasks: readonly string[] = []): TextReading {
  const value = jsonIn(text);
  if (value !== undefined) return readJson(text, value);
  if (text.trim() === "") return asRead("nodes", readClip(text));
  if (looksLikeCelery(text)) return readCanvas(text, tasks);
  const outcome = parseExpression(text);
  if (outcome.ok && isMeant(text, tasks)) return clipOf("expression", outcome.parsed.root, []);
  if (!outcome.ok && /[>|()[\]]/.test(text)) {
    const { message, from } = outcome.failure;
    return {
      ok: false,
      reason: `This expression cannot be read ${placeIn(text, from)}. ${message}`,
    };
  }
  return {
    ok: false,
    reason:
      "The clipboard holds no nodes: it is not JSON, no expression such as a > [b | c], and no Celery canvas. Copy nodes here, or the JSON of a workflow, of a node or of a BullMQ flow.",
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One word alone is an expression, but more often just a word. */
function isMeant(text: string, tasks: readonly string[]): boolean {
  const word = text.trim();
  return !BARE_NAME.test(word) || word.includes(".") || tasks.includes(word);
}

function asRead(kind: TextKind, read: ReturnType<typeof readClip>): TextReading {
  return read.ok ? { ok: true, kind, clip: read.clip, losses: [] } : read;
}

function readJson(text: string, value: unknown): TextReading {
  const isFlows = Array.isArray(value) && value.length > 0 && value.every(isFlowJob);
  if (!isFlows && !isFlowJob(value)) return asRead("nodes", readClip(text));
  const nodes: WorkflowNode[] = [];
  const losses: Loss[] = [];
  for (const job of isFlows ? (value as unknown[]) : [value]) {
    const read = fromFlowJob(job);
    if (!read.ok) return { ok: false, reason: `This flow cannot be pasted. ${read.message}` };
    nodes.push(read.root);
    losses.push(...read.losses);
  }
  // Flows that are added together run at once.
  const [only] = nodes;
  const isOne = nodes.length === 1 && only !== undefined;
  return clipOf("flow", isOne ? only : { kind: "group", children: nodes }, losses);
}

function readCanvas(text: string, tasks: readonly string[]): TextReading {
  const read = readCelery(text, tasks);
  if (!read.ok)
    return {
      ok: false,
      reason: `This Celery canvas cannot be read ${placeIn(text, read.from)}. ${read.message}`,
    };
  const losses = read.notes.map(({ from, to, message }) => ({
    at: snippet(text.slice(from, to)),
    message,
  }));
  return clipOf("celery", read.root, losses);
}

/** Checked like everything that comes from outside: a setting may be of a form that no node has. */
function clipOf(kind: TextKind, root: WorkflowNode, losses: Loss[]): TextReading {
  const parsed = parseWorkflow({ version: 1, name: "Pasted", root });
  if ("problems" in parsed)
    return { ok: false, reason: `This cannot be pasted. ${parsed.problems[0]?.message ?? ""}` };
  return { ok: true, kind, clip: { nodes: [parsed.workflow.root], relation: "chain" }, losses };
}

function snippet(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

/** `in line 2, at "b)"`, or only the part where there is one line. */
function placeIn(text: string, from: number): string {
  const line = text.slice(0, from).split("\n").length;
  const rest = snippet(text.slice(from).split("\n")[0] ?? "").slice(0, 20);
  const where = rest === "" ? "at its end" : `at ${JSON.stringify(rest)}`;
  return text.trim().includes("\n") ? `in line ${line}, ${where}` : where;
}
