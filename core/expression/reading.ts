/**
 * A text together with the nodes that it says, each under its id. When the text changes the nodes keep
 * their ids, so that selection, tests and drawing stay with them.
 */
import { freshId, type CreateId } from "../edits/document";
import { callbacksOf, membersOf, type WorkflowNode } from "../node";
import { matchIds } from "./match";
import { keptIds, nodesById, type Reading } from "./nodes";
import { parseExpression, type ParseFailure, type Span } from "./parse";
import { ownText, printExpression } from "./print";

/** The text of a workflow in which every node has an id. What is too long for a line stands in it as `#id`. */
export function readingOf(root: WorkflowNode): Reading {
  const text = printExpression(root, { short: true });
  const nodes = nodesById(root);
  const outcome = parseExpression(text, (id) => nodes.get(id));
  if (!outcome.ok) throw new Error(`${outcome.failure.message} In: ${text}`);
  const { parsed } = outcome;
  const spans = new Map<string, Span>();
  // Both have the same form, so they are gone through side by side.
  const pair = (said: WorkflowNode, node: WorkflowNode) => {
    const span = parsed.spans.get(said);
    if (node.id !== undefined && span !== undefined) spans.set(node.id, span);
    if (parsed.kept.has(said)) return;
    const [left, right] = [belowOf(said), belowOf(node)];
    left.forEach((member, index) => {
      const other = right[index];
      if (other !== undefined) pair(member, other);
    });
  };
  pair(parsed.root, root);
  return { text, root, spans };
}

/**
 * Reads a text that was made of another one (null: there was none). Nodes that are the same keep their id and
 * what the text does not say of them.
 */
export function readAgain(
  before: Reading | null,
  text: string,
  createId: CreateId,
): { ok: true; reading: Reading } | { ok: false; failure: ParseFailure } {
  const old = before === null ? new Map<string, WorkflowNode>() : nodesById(before.root);
  const outcome = parseExpression(text, (id) => old.get(id));
  if (!outcome.ok) return outcome;
  const { parsed } = outcome;
  const ids = before === null ? new Map<WorkflowNode, string>() : matchIds(before, parsed, text);
  const taken = new Set([...ids.values(), ...keptIds(parsed)]);
  const spans = new Map<string, Span>();

  const identify = (node: WorkflowNode): WorkflowNode => {
    const id = node.id ?? ids.get(node) ?? freshId(createId, (given) => taken.has(given));
    taken.add(id);
    const span = parsed.spans.get(node);
    if (span !== undefined) spans.set(id, span);
    return parsed.kept.has(node) ? node : rebuilt(node, { id, old: old.get(id), identify });
  };
  return { ok: true, reading: { text, root: identify(parsed.root), spans } };
}

function belowOf(node: WorkflowNode): WorkflowNode[] {
  return [...membersOf(node), ...callbacksOf(node)].map((member) => member.node);
}

interface Rebuild {
  id: string;
  /** What the node was. */
  old: WorkflowNode | undefined;
  identify: (node: WorkflowNode) => WorkflowNode;
}

const LISTS = ["children", "header", "onSuccess", "onFailure"];
const SINGLES = ["root", "body"];

/** The node with ids below it; settings that are said as before stay exactly as they were. */
function rebuilt(node: WorkflowNode, { id, old, identify }: Rebuild): WorkflowNode {
  const isSame = old !== undefined && ownText(old) === ownText(node);
  const source = { ...(isSame ? old : node) } as unknown as { [key: string]: unknown };
  const said = node as unknown as { [key: string]: unknown };
  for (const key of LISTS) {
    const nodes = said[key] as WorkflowNode[] | undefined;
    const before = source[key] as WorkflowNode[] | undefined;
    if (nodes !== undefined) source[key] = nodes.map(identify);
    else if (before !== undefined && before.length > 0) delete source[key];
  }
  for (const key of SINGLES)
    if (said[key] !== undefined) source[key] = identify(said[key] as WorkflowNode);
  return { ...source, id } as unknown as WorkflowNode;
}
