/** Fixes of containers, and of results that do not fit where they go. */
import { remove, unwrap, wrap } from "@/core/edits/commands";
import { idsBelow, toNode, type EditorDocument, type EditorNode } from "@/core/edits/document";
import { setContainer, setOptions } from "@/core/edits/settings";
import { sourceOf } from "@/core/edits/walk";
import type { JsonSchema } from "@/core/task";
import { schemaOf, type Received } from "@/core/validate/received";
import { itemsOf, typeConflict } from "@/core/validate/types";
import { makeImmutable, settingsFix, type Called } from "./argument-fixes";
import type { Fix, FixContext } from "./fix";

export function emptyFixes({ id }: EditorNode): Fix[] {
  return [
    { kind: "pick", label: "Add a task inside", nodeId: id, how: "inside" },
    { kind: "edit", label: "Remove it", command: (context) => remove(context, [id]) },
  ];
}

export function unwrapFix({ id, own }: EditorNode): Fix {
  return {
    kind: "edit",
    label: `Unwrap the ${own.kind}`,
    command: (context) => unwrap(context, id),
  };
}

export function mapInputFixes(node: EditorNode): Fix[] {
  const { own, id } = node;
  if (own.kind !== "map") return [];
  if (own.over === undefined)
    return [{ kind: "field", label: "Give it a list", nodeId: id, field: "over" }];
  return [
    settingsFix("Remove its own list", id, (document) =>
      setContainer(document, id, { over: undefined }),
    ),
  ];
}

/** A map whose own list makes more copies than a run may have; of other nodes there are too many. */
export function listFixes({ own, id }: EditorNode, within: string): Fix[] {
  if (own.kind !== "map" || !within.startsWith("over")) return [];
  return [
    { kind: "field", label: "Raise the chunk size", nodeId: id, field: "chunkSize" },
    { kind: "field", label: "Shorten the list", nodeId: id, field: "over" },
  ];
}

/** What the place of a node gives it, as validation sees it. */
function receivedBy(document: EditorDocument, id: string): Received | null {
  const source = sourceOf(document, id);
  if (source === null) return null;
  const of = toNode(document, source.nodeId);
  switch (source.kind) {
    case "result":
    case "failure":
      return { kind: source.kind, of };
    case "list":
      return { kind: "header", of };
    case "item": {
      if (of.kind !== "map") return null;
      const list = of.over === undefined ? receivedBy(document, source.nodeId) : null;
      return { kind: "item", of, list };
    }
  }
}

/** A task that receives a value it cannot take: none of it, or one item at a time. */
export function resultFixes(called: Called, context: FixContext): Fix[] {
  const { id, task } = called;
  const given = schemaOf(receivedBy(context.document, id), context.tasks);
  const [first] = task.names;
  const expected: JsonSchema | null = first === undefined ? null : task.schemaOf(first);
  const items = given === null ? null : itemsOf(given);
  const isFitting = items !== null && typeConflict(items, expected) === null;
  const each: Fix = {
    kind: "edit",
    label: "Run it for each item",
    command: (edits) => wrap(edits, [id], "map"),
  };
  return isFitting ? [each, makeImmutable(id)] : [makeImmutable(id)];
}

/** A map that receives no list: what is in it runs once. */
export function mapResultFixes(node: EditorNode): Fix[] {
  return idsBelow(node).length === 1 ? [unwrapFix(node)] : [];
}

const SETTINGS = ["name", "delayMs", "eta", "passResult", "over", "window", "chunkSize"];

/** A setting that is not valid and may be left out. */
export function settingFixes({ own, id }: EditorNode, within: string): Fix[] {
  const [first = "", second = ""] = within.split(".");
  if (own.kind === "task") {
    if (first !== "options" || !Object.hasOwn(own.options ?? {}, second)) return [];
    return [
      { kind: "field", label: `Correct ${second}`, nodeId: id, field: second },
      settingsFix(`Leave ${second} out`, id, (document) =>
        setOptions(document, id, { ...own.options, [second]: undefined }),
      ),
    ];
  }
  if (!SETTINGS.includes(first) || !Object.hasOwn(own, first)) return [];
  return [
    settingsFix(`Leave ${first} out`, id, (document) =>
      setContainer(document, id, { [first]: undefined }),
    ),
  ];
}
