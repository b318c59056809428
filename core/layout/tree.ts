/**
 * What the layout needs to know of a drawing: structure only. The same tree comes from a workflow
 * document and from the rows of a run, so both are drawn alike; nothing a run does to states can move a node.
 */
import type { NodeRow } from "@/core/events";
import { membersOf } from "@/core/node";
import type { NodeKind, NodeRole, Workflow, WorkflowNode } from "@/core/node";

export interface LayoutTree {
  id: string;
  kind: NodeKind;
  role: NodeRole | null;
  /** Structural members in the order drawn. A task has some in a run when it returned nodes to take its place. */
  members: LayoutTree[];
  onSuccess: LayoutTree[];
  onFailure: LayoutTree[];
  /** The link into this node carries a result; false is drawn as order only. */
  carries: boolean;
  /** A map whose member is the template of its copies: drawn as a stack of three. */
  template: boolean;
}

/** True when a signature that starts `node` takes what comes before it. */
function receives(node: WorkflowNode): boolean {
  switch (node.kind) {
    case "task":
      return node.immutable !== true;
    case "chain":
      return node.children[0] !== undefined && receives(node.children[0]);
    case "group":
      return node.children.some(receives);
    case "chord":
      return node.header.some(receives);
    case "tree":
      return receives(node.root);
    case "map":
      return node.over === undefined;
  }
}

interface Place {
  role: NodeRole | null;
  path: string;
  /** What stands before it gives it a result. */
  given: boolean;
}

function treeOfNode(node: WorkflowNode, place: Place): LayoutTree {
  const callbacks = (nodes: WorkflowNode[] | undefined, role: "onSuccess" | "onFailure") =>
    (nodes ?? []).map((callback, index) =>
      treeOfNode(callback, { role, path: `${place.path}.${role}.${index}`, given: true }),
    );
  return {
    id: node.id ?? place.path,
    kind: node.kind,
    role: place.role,
    members: membersOf(node).map((member) =>
      treeOfNode(member.node, {
        role: member.role,
        path: `${place.path}.${member.path.join(".")}`,
        given: node.kind !== "tree" || member.role === "root" || node.passResult === true,
      }),
    ),
    onSuccess: callbacks(node.onSuccess, "onSuccess"),
    onFailure: callbacks(node.onFailure, "onFailure"),
    carries: place.given && receives(node),
    template: node.kind === "map",
  };
}

/** The drawing of a document. A node without an id is named by its path: `root.children.0`. */
export function layoutTreeOfWorkflow(workflow: Workflow): LayoutTree {
  return treeOfNode(workflow.root, { role: null, path: "root", given: false });
}

/**
 * `tree` with the very objects of `before` wherever it is drawn alike; `before` itself when all of it is.
 * What was measured of those is known (`measure.ts`), so a change costs what it changed.
 */
export function sharedTree(before: LayoutTree, tree: LayoutTree): LayoutTree {
  if (before === tree) return before;
  const members = sharedLists(before.members, tree.members);
  const onSuccess = sharedLists(before.onSuccess, tree.onSuccess);
  const onFailure = sharedLists(before.onFailure, tree.onFailure);
  const isSame =
    before.id === tree.id &&
    before.kind === tree.kind &&
    before.role === tree.role &&
    before.carries === tree.carries &&
    before.template === tree.template &&
    before.members === members &&
    before.onSuccess === onSuccess &&
    before.onFailure === onFailure;
  return isSame ? before : { ...tree, members, onSuccess, onFailure };
}

/** Most changes leave all members but one; those before and after it are found from both ends. */
function sharedLists(before: LayoutTree[], trees: LayoutTree[]): LayoutTree[] {
  const moved = before.length - trees.length;
  const shared = trees.map((tree, index) => {
    const same = [before[index], before[index + moved]].find((other) => other?.id === tree.id);
    return same === undefined ? tree : sharedTree(same, tree);
  });
  const isSame = moved === 0 && shared.every((tree, index) => tree === before[index]);
  return isSame ? before : shared;
}

type Row = Pick<NodeRow, "id" | "kind" | "role" | "parentId" | "index">;

const ROLE_ORDER: Record<NodeRole, number> = {
  root: 0,
  header: 1,
  child: 2,
  body: 3,
  onSuccess: 4,
  onFailure: 5,
};

function byPlace(left: Row, right: Row): number {
  const role = (row: Row) => (row.role === null ? -1 : ROLE_ORDER[row.role]);
  return role(left) - role(right) || left.index - right.index;
}

/**
 * The drawing of a run, members by role and index whatever the order of the rows. `null` without rows.
 * A row whose parent is unknown is left out until its parent comes.
 */
export function layoutTreeOfRows(rows: Iterable<Row>): LayoutTree | null {
  const membersByParent = new Map<string, Row[]>();
  let root: Row | undefined;
  for (const row of rows) {
    if (row.parentId === null) root = row;
    else {
      const members = membersByParent.get(row.parentId);
      if (members === undefined) membersByParent.set(row.parentId, [row]);
      else members.push(row);
    }
  }
  if (root === undefined) return null;
  return treeOfRow(root, membersByParent, "chain");
}

function treeOfRow(
  row: Row,
  membersByParent: Map<string, Row[]>,
  parentKind: NodeKind,
): LayoutTree {
  const tree: LayoutTree = {
    id: row.id,
    kind: row.kind,
    role: row.role,
    members: [],
    onSuccess: [],
    onFailure: [],
    carries: row.role !== null && !(parentKind === "tree" && row.role === "child"),
    template: false,
  };
  for (const member of (membersByParent.get(row.id) ?? []).toSorted(byPlace)) {
    const list =
      member.role === "onSuccess"
        ? tree.onSuccess
        : member.role === "onFailure"
          ? tree.onFailure
          : tree.members;
    list.push(treeOfRow(member, membersByParent, row.kind));
  }
  return tree;
}
