/** Between places in the text and nodes of the drawing. */
import type { Diagnostic } from "@codemirror/lint";
import { membersOf, callbacksOf, type WorkflowNode } from "@/core/node";
import { nodesById, type Reading } from "@/core/expression/nodes";
import type { Range } from "@/core/expression/tokens";
import type { Problem } from "@/core/problem";
import { parseWorkflow } from "@/core/validate";
import type { EditorData } from "../editor-store";
import { messageOf } from "../problem-words";

/** The innermost node that stands at a place; null for none. */
export function innermostAt({ spans }: Reading, at: number): string | null {
  let best: { id: string; length: number } | null = null;
  for (const [id, { from, to }] of spans) {
    const length = to - from;
    if (at < from || at > to || (best !== null && length >= best.length)) continue;
    best = { id, length };
  }
  return best?.id ?? null;
}

/** What a `#id` at a place stands for, in words; null where there is none. */
export function keptAt(
  reading: Reading,
  text: string,
  at: number,
): (Range & { text: string }) | null {
  const id = innermostAt(reading, at);
  const span = reading.spans.get(id ?? "");
  const node = id === null ? undefined : nodesById(reading.root).get(id);
  if (span === undefined || node === undefined || text[span.from] !== "#") return null;
  const what = node.kind === "task" ? `A call of ${node.task}` : `A ${node.kind}`;
  const { from, to } = span;
  return { from, to, text: `${what}, too long for the line: it is kept as it is.` };
}

/** Where the selected nodes stand, the last selected first; of a node inside of a `#id` that word. */
export function rangesOf(
  { spans }: Reading,
  { selection, document }: Pick<EditorData, "selection" | "document">,
): Range[] {
  return selection.toReversed().flatMap((selected) => {
    let id: string | null = selected;
    while (id !== null && !spans.has(id)) id = document.nodes[id]?.parentId ?? null;
    const span = id === null ? undefined : spans.get(id);
    return span === undefined ? [] : [{ from: span.from, to: span.to }];
  });
}

/** What the check found, under the names of the nodes. */
export function problemMarks({ spans }: Reading, problems: readonly Problem[]): Diagnostic[] {
  return problems.flatMap((problem) => {
    const head = spans.get(problem.nodeId ?? "")?.head;
    if (head === undefined) return [];
    return [
      { from: head.from, to: head.to, severity: problem.severity, message: messageOf(problem) },
    ];
  });
}

/** What makes the nodes no workflow: a setting of the wrong type. At the name of its node. */
export function shapeProblem({ root, spans }: Reading): (Range & { message: string }) | null {
  const parsed = parseWorkflow({ version: 1, name: "", root });
  // What may be drawn half finished is left to the check of the drawing.
  const problem =
    "problems" in parsed
      ? parsed.problems.find(({ code }) => code === "DOCUMENT_INVALID")
      : undefined;
  if (problem === undefined) return null;
  const node = nodeAt(root, problem.path);
  const head = spans.get(problem.nodeId ?? node?.id ?? "")?.head ?? { from: 0, to: 0 };
  return { from: head.from, to: head.to, message: messageOf(problem) };
}

/** The deepest node on the path of a problem: `root.children.0.options.attempts`. */
function nodeAt(root: WorkflowNode, path: string): WorkflowNode {
  const inside = path.replace(/^root\.?/, "");
  for (const member of [...membersOf(root), ...callbacksOf(root)]) {
    const key = member.path.join(".");
    if (inside === key || inside.startsWith(`${key}.`))
      return nodeAt(member.node, inside.slice(key.length + 1));
  }
  return root;
}
