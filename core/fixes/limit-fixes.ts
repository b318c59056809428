/** What can be done when a limit is passed: nothing is cut off for a person, but the way there is shown. */
import { remove, unwrap } from "@/core/edits/commands";
import { idsBelow, type EditorDocument, type EditorNode } from "@/core/edits/document";
import { hasCallbacks } from "@/core/edits/draft";
import { shift } from "@/core/edits/shift";
import { titleIn } from "@/core/edits/titles";
import type { Fix } from "./fix";

/** A node that lies too deep: a container around it that changes nothing goes, or the node comes out of its own. */
export function depthFixes(node: EditorNode, document: EditorDocument): Fix[] {
  const around = ancestorsOf(node, document);
  const needless = around.find((each, index) => isNeedless(each, around[index + 1]));
  const [parent] = around;
  const fixes: Fix[] = [];
  if (needless !== undefined)
    fixes.push({
      kind: "edit",
      label: `Unwrap ${titleIn(document, needless.id)}`,
      command: (context) => unwrap(context, needless.id),
    });
  else if (parent !== undefined)
    fixes.push({
      kind: "edit",
      label: `Move it out of ${titleIn(document, parent.id)}`,
      command: (context) => shift(context, [node.id], "out"),
    });
  return [
    ...fixes,
    { kind: "edit", label: "Remove it", command: (context) => remove(context, [node.id]) },
  ];
}

/** The nodes around one, the nearest first. */
function ancestorsOf(node: EditorNode, document: EditorDocument): EditorNode[] {
  const found: EditorNode[] = [];
  let at = document.nodes[node.parentId ?? ""];
  while (at !== undefined) {
    found.push(at);
    at = document.nodes[at.parentId ?? ""];
  }
  return found;
}

/** Without it the same runs in the same order, and every result is what it was. */
function isNeedless({ own, members, ...rest }: EditorNode, parent: EditorNode | undefined) {
  if (own.kind !== "chain" || own.optional === true) return false;
  if (own.delayMs !== undefined || own.eta !== undefined) return false;
  if (hasCallbacks({ own, members, ...rest })) return false;
  return members.child?.length === 1 || (parent?.own.kind === "chain" && rest.role === "child");
}

/** Too many nodes: the part to split off, or to leave to a map, is the largest. */
export function sizeFixes(document: EditorDocument): Fix[] {
  const largest = largestOf(document, (node) => idsBelow(node).length);
  return largest === null
    ? []
    : [{ kind: "go", label: "Go to the largest part", nodeId: largest.id }];
}

/** Too much text in all: most of it is in the largest arguments. */
export function weightFixes(document: EditorDocument): Fix[] {
  const largest = largestOf(document, ({ own }) =>
    own.kind === "task" ? JSON.stringify([own.args, own.kwargs]).length : 0,
  );
  return largest === null
    ? []
    : [
        {
          kind: "field",
          label: "Shorten the largest arguments",
          nodeId: largest.id,
          field: null,
        },
      ];
}

function largestOf(
  { nodes }: EditorDocument,
  sizeOf: (node: EditorNode) => number,
): EditorNode | null {
  let found: { node: EditorNode; size: number } | null = null;
  for (const node of Object.values(nodes)) {
    const size = sizeOf(node);
    if (size > (found?.size ?? 0)) found = { node, size };
  }
  return found?.node ?? null;
}
