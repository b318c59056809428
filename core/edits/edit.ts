/**
 * An edit: what changed in a document, record by record. It can be applied, inverted and squashed, so
 * undo is applying the inverse, and a sequence of edits can be sent, kept or rebased as data.
 */
import type { EditorDocument, EditorNode } from "./document";

/** What of a document is not in a record. */
export interface Heading {
  name: string;
  rootId: string | null;
}

export interface Edit {
  added: { [id: string]: EditorNode };
  updated: { [id: string]: [from: EditorNode, to: EditorNode] };
  removed: { [id: string]: EditorNode };
  heading?: [from: Heading, to: Heading];
}

/** True when applying the edit changes nothing. */
export function isEmptyEdit(edit: Edit): boolean {
  if (edit.heading !== undefined) return false;
  return [edit.added, edit.updated, edit.removed].every((part) => Object.keys(part).length === 0);
}

/** The document with the edit made. Records that the edit does not name stay the same objects. */
export function applyEdit(document: EditorDocument, edit: Edit): EditorDocument {
  if (isEmptyEdit(edit)) return document;
  const nodes = { ...document.nodes, ...edit.added };
  for (const [id, [, to]] of Object.entries(edit.updated)) nodes[id] = to;
  for (const id of Object.keys(edit.removed)) delete nodes[id];
  const heading = edit.heading?.[1] ?? { name: document.name, rootId: document.rootId };
  return { ...heading, nodes };
}

/** The edit that takes this one back. */
export function invertEdit(edit: Edit): Edit {
  const updated: Edit["updated"] = {};
  for (const [id, [from, to]] of Object.entries(edit.updated)) updated[id] = [to, from];
  return {
    added: edit.removed,
    updated,
    removed: edit.added,
    ...(edit.heading && { heading: [edit.heading[1], edit.heading[0]] }),
  };
}

interface Span {
  from: EditorNode | undefined;
  to: EditorNode | undefined;
}

function spansOf(edit: Edit): [string, Span][] {
  return [
    ...Object.entries(edit.added).map(([id, to]): [string, Span] => [id, { from: undefined, to }]),
    ...Object.entries(edit.updated).map(([id, [from, to]]): [string, Span] => [id, { from, to }]),
    ...Object.entries(edit.removed).map(([id, from]): [string, Span] => [
      id,
      { from, to: undefined },
    ]),
  ];
}

/** One edit that does what the given ones do in their order. */
export function squashEdits(edits: readonly Edit[]): Edit {
  const spans = new Map<string, Span>();
  let heading: Edit["heading"];
  for (const edit of edits) {
    for (const [id, span] of spansOf(edit)) {
      const before = spans.get(id);
      spans.set(id, before === undefined ? span : { from: before.from, to: span.to });
    }
    if (edit.heading) heading = [heading?.[0] ?? edit.heading[0], edit.heading[1]];
  }
  return editOf(spans, heading);
}

function sameJson(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The edit made of what each record was and is. Records that are as before are left out. */
export function editOf(spans: ReadonlyMap<string, Span>, heading: Edit["heading"]): Edit {
  const edit: Edit = { added: {}, updated: {}, removed: {} };
  for (const [id, { from, to }] of spans) {
    if (from === undefined && to !== undefined) edit.added[id] = to;
    else if (from !== undefined && to === undefined) edit.removed[id] = from;
    else if (from !== undefined && to !== undefined && !sameJson(from, to))
      edit.updated[id] = [from, to];
  }
  if (heading && !sameJson(heading[0], heading[1])) edit.heading = heading;
  return edit;
}
