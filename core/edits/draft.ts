/**
 * A document under change, and the moves every command is made of. A draft notes the records it
 * touches; what the command did is read from them at the end, so a command cannot forget a part of
 * its edit.
 */
import type { NodeKind, NodeRole, WorkflowNode } from "@/core/node";
import {
  freshId,
  idsBelow,
  nodeOf,
  recordsOf,
  type CreateId,
  type EditorDocument,
  type EditorNode,
  type NodeOwn,
} from "./document";
import { editOf, type Edit } from "./edit";

export interface Draft {
  readonly createId: CreateId;
  rootId: string | null;
  name: string;
  has(id: string): boolean;
  get(id: string): EditorNode;
  put(node: EditorNode): void;
  drop(id: string): void;
  /** What has changed since the draft was begun. */
  finish(): Edit;
}

/** Where a node stands. `parentId` null: the root. */
export interface Place {
  parentId: string | null;
  role: NodeRole | null;
  index: number;
}

/** A draft of the document; the document itself never changes. */
export function beginDraft(document: EditorDocument, createId: CreateId): Draft {
  const touched = new Map<string, EditorNode | undefined>();
  const find = (id: string) => (touched.has(id) ? touched.get(id) : document.nodes[id]);
  return {
    createId,
    rootId: document.rootId,
    name: document.name,
    has: (id) => find(id) !== undefined,
    get: (id) => {
      const node = find(id);
      return node ?? nodeOf(document, id);
    },
    put: (node) => touched.set(node.id, node),
    drop: (id) => touched.set(id, undefined),
    finish() {
      const spans = [...touched].map(([id, to]) => [id, { from: document.nodes[id], to }] as const);
      return editOf(new Map(spans), [
        { name: document.name, rootId: document.rootId },
        { name: this.name, rootId: this.rootId },
      ]);
    },
  };
}

/** The ids of a node's members of one role. */
export function idsOf(node: EditorNode, role: NodeRole): readonly string[] {
  return node.members[role] ?? [];
}

/** Where `id` stands now. */
export function placeOf(draft: Draft, id: string): Place {
  const { parentId, role } = draft.get(id);
  if (parentId === null || role === null) return { parentId: null, role: null, index: 0 };
  return { parentId, role, index: idsOf(draft.get(parentId), role).indexOf(id) };
}

function setIds(draft: Draft, node: EditorNode, { role, ids }: { role: NodeRole; ids: string[] }) {
  const members = { ...node.members, [role]: ids };
  const isCallback = role === "onSuccess" || role === "onFailure";
  if (ids.length === 0 && (isCallback || role === "body" || role === "root")) delete members[role];
  draft.put({ ...node, members });
}

/** Takes a node, with all below it, out of its place. The records stay. */
export function detach(draft: Draft, id: string): Place {
  const place = placeOf(draft, id);
  if (place.parentId === null || place.role === null) {
    if (draft.rootId === id) draft.rootId = null;
    return place;
  }
  const left = idsOf(draft.get(place.parentId), place.role).filter((member) => member !== id);
  setIds(draft, draft.get(place.parentId), { role: place.role, ids: left });
  draft.put({ ...draft.get(id), parentId: null, role: null });
  return place;
}

/** Puts a detached node in a place. */
export function attach(draft: Draft, id: string, place: Place): void {
  draft.put({ ...draft.get(id), parentId: place.parentId, role: place.role });
  if (place.parentId === null || place.role === null) {
    draft.rootId = id;
    return;
  }
  const parent = draft.get(place.parentId);
  const ids = idsOf(parent, place.role).toSpliced(place.index, 0, id);
  setIds(draft, parent, { role: place.role, ids });
}

/** Adds the records of a node as a detached part; gives its id. */
export function graft(draft: Draft, node: WorkflowNode): string {
  const records = recordsOf(node, draft.createId, (id) => draft.has(id));
  for (const record of records) draft.put(record);
  return records[0].id;
}

/** Drops the records of a detached node and of all below it. */
export function prune(draft: Draft, id: string): void {
  for (const below of idsBelow(draft.get(id))) prune(draft, below);
  draft.drop(id);
}

/** Adds an empty container as a detached part; gives its id. */
export function createContainer(draft: Draft, own: NodeOwn): string {
  const id = freshId(draft.createId, (taken) => draft.has(taken));
  const members: EditorNode["members"] = own.kind === "chord" ? { header: [] } : { child: [] };
  draft.put({ id, parentId: null, role: null, own, members: own.kind === "map" ? {} : members });
  return id;
}

/** Puts a new container of `kind` where `id` stands, with `id` as its only member. Gives its id. */
export function wrapInPlace(draft: Draft, id: string, kind: "chain" | "group"): string {
  const place = detach(draft, id);
  const wrapper = createContainer(draft, { kind });
  attach(draft, wrapper, place);
  attach(draft, id, { parentId: wrapper, role: "child", index: 0 });
  return wrapper;
}

/** True for a container that must stay as it is drawn: it has a name or a note, or something hangs on it that would be lost. */
export function isPinned(node: EditorNode): boolean {
  const { own } = node;
  if (own.label !== undefined || own.note !== undefined) return true;
  if (own.optional === true || hasCallbacks(node)) return true;
  return (
    own.kind !== "task" &&
    (own.name !== undefined || own.delayMs !== undefined || own.eta !== undefined)
  );
}

/** True when something hangs on the node. */
export function hasCallbacks(node: EditorNode): boolean {
  return idsOf(node, "onSuccess").length + idsOf(node, "onFailure").length > 0;
}

/** True when `id` is of that kind and may be taken apart. */
export function isLoose(draft: Draft, id: string, kind: NodeKind): boolean {
  const node = draft.get(id);
  return node.own.kind === kind && !isPinned(node);
}

/** The role in which a container of this kind holds what is put inside it; null when it holds one node only or none. */
export function listRoleOf(kind: NodeKind): "child" | "header" | null {
  if (kind === "chord") return "header";
  return kind === "chain" || kind === "group" || kind === "tree" ? "child" : null;
}
