/** Files of workflows: one document, or many in one file. */
import { isPlainObject } from "../json-walk";
import type { Workflow } from "../node";
import { parseWorkflow } from "../validate";
import type { Loss } from "./flow-job";
import { readText } from "./read-text";

/** Version of the file of many workflows; one of a later one is not read. */
export const BUNDLE_VERSION = 1;

/** The text of a file with one workflow: its document. */
export function writeFile(workflow: Workflow): string {
  return `${JSON.stringify(workflow, null, 2)}\n`;
}

/** The text of a file with many workflows. */
export function writeBundle(workflows: readonly Workflow[]): string {
  return `${JSON.stringify({ espalier: "workflows", version: BUNDLE_VERSION, workflows }, null, 2)}\n`;
}

export interface FileReading {
  workflows: Workflow[];
  /** What could not be taken, by the name of the workflow or the place in the file. */
  losses: Loss[];
}

/** Reads a file of one workflow or of many, or any text that can be pasted. Never throws. */
export function readFile(text: string, fileName: string): FileReading {
  const value = jsonIn(text);
  if (isPlainObject(value) && value["espalier"] === "workflows") return readBundle(value, fileName);
  const read = readText(text);
  if (!read.ok) return { workflows: [], losses: [{ at: fileName, message: read.reason }] };
  const { nodes, relation, name } = read.clip;
  const [only] = nodes;
  const root =
    nodes.length === 1 && only !== undefined ? only : { kind: relation, children: nodes };
  const title = name ?? (fileName.replace(/\.[a-z]+$/i, "") || "Untitled workflow");
  return { workflows: [{ version: 1, name: title, root }], losses: read.losses };
}

function readBundle(bundle: { [key: string]: unknown }, fileName: string): FileReading {
  const { version, workflows } = bundle;
  if (version !== BUNDLE_VERSION || !Array.isArray(workflows)) {
    const message = `The file is of another version (${String(version)}); this one reads ${BUNDLE_VERSION}. Import it where it was exported, or ask for a newer Espalier.`;
    return { workflows: [], losses: [{ at: fileName, message }] };
  }
  const reading: FileReading = { workflows: [], losses: [] };
  workflows.forEach((value: unknown, index) => {
    const parsed = parseWorkflow(value);
    if (!("problems" in parsed)) return reading.workflows.push(parsed.workflow);
    const name = isPlainObject(value) && typeof value["name"] === "string" ? value["name"] : null;
    return reading.losses.push({
      at: name ?? `workflow ${index + 1}`,
      message: parsed.problems[0]?.message ?? "It is no workflow.",
    });
  });
  return reading;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A name for a file: `word-count-of-a-folder`. */
export function fileNameOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 80);
  return slug === "" ? "workflow" : slug;
}
