/** How the editor speaks of nodes, slots and values. */
import type { EditorDocument } from "@/core/edits/document";
import type { Slot } from "@/core/edits/place";
import { titleIn } from "@/core/edits/titles";
import type { Source } from "@/core/edits/walk";
import type { NodeKind, NodeRole } from "@/core/node";

/** What a container does, in one line of the palette. */
export const KIND_HINTS: { [K in Exclude<NodeKind, "task">]: string } = {
  chain: "One after the other, each with the result before it",
  group: "All at the same time; gives the list of results",
  chord: "A group, then a body with the list of results",
  tree: "A task, then all that hangs on it",
  map: "The same for each item of a list",
};

export { KIND_WORDS, splitTask, titleOf } from "@/core/edits/titles";

export const ROLE_WORDS: { [R in NodeRole]: string } = {
  child: "member",
  header: "header",
  body: "body",
  root: "root",
  onSuccess: "on success",
  onFailure: "on failure",
};

/** Where the palette adds: `Adds after resize`. */
export function slotWords(document: EditorDocument, slot: Slot): string {
  if (slot.verb === "first") return "Adds the first task";
  const title = titleIn(document, slot.nodeId);
  switch (slot.verb) {
    case "then":
      return `Adds after ${title}`;
    case "before":
      return `Adds before ${title}`;
    case "alongside":
      return `Adds alongside ${title}`;
    case "join":
      return `Joins ${title} with a body`;
    case "inside":
      return `Adds inside ${title}, last`;
    case "insideFirst":
      return `Adds inside ${title}, first`;
    case "onSuccess":
      return `Starts when ${title} succeeded`;
    case "onFailure":
      return `Starts when ${title} failed`;
  }
}

/** Where a value comes from: `from split`. */
export function sourceWords(document: EditorDocument, source: Source): string {
  const title = titleIn(document, source.nodeId);
  switch (source.kind) {
    case "result":
      return `from ${title}`;
    case "list":
      return `the results of ${title}, as one list`;
    case "item":
      return `one item of the list that ${title} goes through`;
    case "failure":
      return `the report on the failure of ${title}`;
  }
}
