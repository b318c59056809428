/**
 * The workflow as the editor holds it: every node a record under its id, members as lists of ids.
 *
 * Nothing is nested, so an edit is a set of changed records (`edit.ts`), and a change of one node's
 * arguments leaves every other record the same object. It holds exactly what the workflow document
 * holds, and nothing drawn yet besides: `rootId` is null then.
 */
import {
  callbacksOf,
  membersOf,
  type Member,
  type NodeRole,
  type Workflow,
  type WorkflowNode,
} from "@/core/node";
import { isSameList } from "@/core/same-list";

type MemberKey = "id" | "children" | "header" | "body" | "root" | "onSuccess" | "onFailure";
type OwnOf<T> = T extends unknown ? Omit<T, MemberKey> : never;

/** A node without its id and without the nodes that belong to it. */
export type NodeOwn = OwnOf<WorkflowNode>;

export interface EditorNode {
  id: string;
  /** The node it belongs to; null for the root. */
  parentId: string | null;
  /** What it is to that node; null for the root. */
  role: NodeRole | null;
  own: NodeOwn;
  /** Ids by role, in the order drawn. A chord's or map's `body` and a tree's `root` are lists of one. */
  members: { [R in NodeRole]?: string[] };
}

export interface EditorDocument {
  name: string;
  /** Null as long as nothing is drawn. */
  rootId: string | null;
  nodes: { [id: string]: EditorNode };
}

/** Gives an id that the document does not have, `[A-Za-z0-9_-]{1,64}`. */
export type CreateId = () => string;

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A document in which nothing is drawn yet. */
export function emptyDocument(name = "Untitled workflow"): EditorDocument {
  return { name, rootId: null, nodes: {} };
}

/** An id from `createId` that `taken` does not know. */
export function freshId(createId: CreateId, taken: (id: string) => boolean): string {
  for (let tries = 0; tries < 1000; tries += 1) {
    const id = createId();
    if (!taken(id)) return id;
  }
  throw new Error("createId gave 1000 ids that are taken");
}

const MEMBER_KEYS = ["id", "children", "header", "body", "root", "onSuccess", "onFailure"];

function ownOf(node: WorkflowNode): NodeOwn {
  const own: Record<string, unknown> = { ...node };
  for (const key of MEMBER_KEYS) delete own[key];
  return own as unknown as NodeOwn;
}

/** The lists a node always has, so that an empty one is not lost. */
function emptyLists(node: WorkflowNode): EditorNode["members"] {
  const lists: EditorNode["members"] = {};
  if ("children" in node) lists.child = [];
  if ("header" in node) lists.header = [];
  if (node.onSuccess !== undefined) lists.onSuccess = [];
  if (node.onFailure !== undefined) lists.onFailure = [];
  return lists;
}

/**
 * The records of a node and of all that belongs to it, parents first. Ids that are missing, malformed
 * or `taken` are replaced by fresh ones.
 */
export function recordsOf(
  node: WorkflowNode,
  createId: CreateId,
  taken: (id: string) => boolean,
): [EditorNode, ...EditorNode[]] {
  const records = new Map<string, EditorNode>();
  const isTaken = (id: string) => records.has(id) || taken(id);

  function add(current: WorkflowNode, parentId: string | null, role: NodeRole | null): EditorNode {
    const given = current.id;
    const keep = given !== undefined && ID.test(given) && !isTaken(given);
    const id = keep ? given : freshId(createId, isTaken);
    const record = { id, parentId, role, own: ownOf(current), members: emptyLists(current) };
    records.set(id, record);
    for (const member of [...membersOf(current), ...callbacksOf(current)])
      addMember(record, member);
    return record;
  }
  function addMember(record: EditorNode, member: Member): void {
    const child = add(member.node, record.id, member.role);
    (record.members[member.role] ??= []).push(child.id);
  }

  const root = add(node, null, null);
  records.delete(root.id);
  return [root, ...records.values()];
}

/** The document of a workflow. Keeps every id that is valid and unique, and gives the others one. */
export function fromWorkflow(workflow: Workflow, createId: CreateId): EditorDocument {
  const records = recordsOf(workflow.root, createId, () => false);
  return {
    name: workflow.name,
    rootId: records[0].id,
    nodes: Object.fromEntries(records.map((record) => [record.id, record])),
  };
}

/** The record of `id`. @throws when the document has no such node: a bug of the caller. */
export function nodeOf(document: EditorDocument, id: string): EditorNode {
  const node = document.nodes[id];
  if (node === undefined) throw new Error(`The document has no node ${id}`);
  return node;
}

/** What was made of a record, and of which members: while both are the same, so is what is made of them. */
const made = new WeakMap<EditorNode, { below: readonly WorkflowNode[]; node: WorkflowNode }>();

/**
 * The workflow node of `id`, with all that belongs to it. The same object for as long as nothing in it
 * changes, so that an edit costs what it changed; it is shared, so nobody may write into it.
 */
export function toNode(document: EditorDocument, id: string): WorkflowNode {
  const record = nodeOf(document, id);
  const below = idsBelow(record).map((member) => toNode(document, member));
  const before = made.get(record);
  if (before !== undefined && isSameList(before.below, below)) return before.node;
  const node = nodeOfRecord(record, below);
  made.set(record, { below, node });
  return node;
}

/** `below`: the nodes of its members, in the order of {@link idsBelow}. */
function nodeOfRecord(
  { id, own, members }: EditorNode,
  below: readonly WorkflowNode[],
): WorkflowNode {
  let next = 0;
  const take = (role: NodeRole) => below.slice(next, (next += members[role]?.length ?? 0));
  const [roots, header, children, bodies] = [
    take("root"),
    take("header"),
    take("child"),
    take("body"),
  ];
  const [onSuccess, onFailure] = [take("onSuccess"), take("onFailure")];
  const callbacks = {
    ...(members.onSuccess && { onSuccess }),
    ...(members.onFailure && { onFailure }),
  };
  const one = ([node]: readonly WorkflowNode[], role: NodeRole): WorkflowNode => {
    if (node === undefined) throw new Error(`Node ${id} has no ${role}`);
    return node;
  };
  switch (own.kind) {
    case "task":
      return { ...own, id, ...callbacks };
    case "chain":
    case "group":
      return { ...own, id, children, ...callbacks };
    case "chord":
      return { ...own, id, header, body: one(bodies, "body"), ...callbacks };
    case "tree": {
      const root = one(roots, "root");
      if (root.kind !== "task") throw new Error(`The root of tree ${id} is a ${root.kind}`);
      return { ...own, id, root, children, ...callbacks };
    }
    case "map":
      return { ...own, id, body: one(bodies, "body"), ...callbacks };
  }
}

/** All ids directly below a node: members in the order drawn, then callbacks. */
export function idsBelow(node: EditorNode): string[] {
  const { root = [], header = [], child = [], body = [] } = node.members;
  const { onSuccess = [], onFailure = [] } = node.members;
  return [...root, ...header, ...child, ...body, ...onSuccess, ...onFailure];
}

/** The workflow of a document; null as long as nothing is drawn. */
export function toWorkflow(document: EditorDocument): Workflow | null {
  if (document.rootId === null) return null;
  return { version: 1, name: document.name, root: toNode(document, document.rootId) };
}
