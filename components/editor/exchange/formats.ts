/** The forms in which a workflow can be copied or downloaded. */
import { toNode, type EditorDocument } from "@/core/edits/document";
import { fileNameOf, writeFile } from "@/core/exchange/bundle";
import type { Loss } from "@/core/exchange/flow-job";
import { toFlowJob } from "@/core/exchange/to-flow-job";
import { toTypeScript } from "@/core/exchange/typescript";
import { printExpression } from "@/core/expression/print";
import type { Workflow } from "@/core/node";
import type { TaskInfo } from "@/core/task";

export const FORMATS = [
  { id: "json", label: "JSON", extension: "json" },
  { id: "typescript", label: "TypeScript", extension: "ts" },
  { id: "expression", label: "Expression", extension: "txt" },
  { id: "flow", label: "BullMQ flow", extension: "flow.json" },
] as const;

export type FormatId = (typeof FORMATS)[number]["id"];

export interface Written {
  /** Null: it cannot be said in this form; `losses` say why. */
  text: string | null;
  fileName: string;
  /** What this form cannot say. */
  losses: readonly Loss[];
}

/** A workflow in one of the forms. */
export function writeAs(id: FormatId, workflow: Workflow, tasks: readonly TaskInfo[]): Written {
  const extension = FORMATS.find((format) => format.id === id)?.extension ?? "txt";
  const fileName = `${fileNameOf(workflow.name)}.${extension}`;
  const whole = (text: string): Written => ({ text, fileName, losses: [] });
  switch (id) {
    case "json":
      return whole(writeFile(workflow));
    case "typescript":
      return whole(toTypeScript(workflow));
    case "expression":
      return whole(`${printExpression(workflow.root)}\n`);
    case "flow": {
      const { job, losses } = toFlowJob(workflow, tasks);
      const text = job === null ? null : `${JSON.stringify(job, null, 2)}\n`;
      return { text, fileName, losses };
    }
  }
}

/** The workflow of a draft, or of one of its nodes; null where nothing is drawn. */
export function workflowFrom(document: EditorDocument, id: string | null): Workflow | null {
  const rootId = id ?? document.rootId;
  if (rootId === null || document.nodes[rootId] === undefined) return null;
  return { version: 1, name: document.name, root: toNode(document, rootId) };
}
