/** Workflows of a given size, the same each time. */
import type { Signature, Workflow, WorkflowNode } from "@/core/node";

const add = (id: string): Signature => ({ kind: "task", id, task: "math.add", args: [1, 2] });
const sum = (id: string): Signature => ({ kind: "task", id, task: "math.sum" });

/** 26 nodes: six short chains at the same time, then a body. */
function chord(id: string): WorkflowNode[] {
  const header = Array.from({ length: 6 }, (_, lane): WorkflowNode => {
    const tasks = ["a", "b", "c"].map((each) => ({
      ...add(`${id}-${lane}${each}`),
      immutable: true,
    }));
    return { kind: "chain", id: `${id}-${lane}`, children: tasks };
  });
  return [{ kind: "chord", id, header, body: sum(`${id}-body`) }];
}

/**
 * A workflow of about `count` nodes, nested and all of them drawn: chains of chords of chains, no
 * container so large that it is folded.
 */
export function nestedWorkflow(count: number): Workflow {
  const chords = Array.from({ length: Math.round(count / 26) }, (_, index) => chord(`c${index}`));
  const rows: WorkflowNode[] = [];
  for (let start = 0; start < chords.length; start += 20) {
    const children = chords.slice(start, start + 20).flat();
    rows.push({ kind: "chain", id: `row${start}`, name: `Part ${rows.length + 1}`, children });
  }
  const root: WorkflowNode = { kind: "chain", id: "root", name: "All", children: rows };
  return { version: 1, name: `${count} nodes`, root };
}
