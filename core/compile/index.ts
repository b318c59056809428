/** From the tree that a person draws to the plan that the engine moves. */
import { callbacksOf, type Json, type MapNode, type Workflow, type WorkflowNode } from "../node";
import { PLAN_FORMAT, type Plan } from "../plan";
import { PlanBuilder, type Ends, type Place } from "./builder";
import { idsOf, withoutSharing } from "./ids";
import {
  compileChain,
  compileChord,
  compileGroup,
  compileMap,
  compileTask,
  compileTree,
} from "./kinds";
import { openRow } from "./rows";

export { idsOf, withoutSharing } from "./ids";

/**
 * Compiles a valid workflow. Deterministic: every process that compiles the same document gets the same
 * plan, so only the document is stored.
 */
export function compile(workflow: Workflow): Plan {
  const root = withoutSharing(workflow.root);
  const builder = new PlanBuilder(0, idsOf(root));
  const ends = compileNode(builder, root, {
    hasBefore: false,
    shielded: false,
    parentId: null,
    role: null,
    index: 0,
  });
  return planOf(builder, ends);
}

/** Where nodes that are born at run time belong. */
export interface BirthPlace {
  /** Number of the first new element. */
  base: number;
  /** The node that bears them. */
  parentId: string;
  /** An optional node stands above them. */
  shielded: boolean;
  /** The element that receives their outcomes. */
  exitTo: number;
}

/**
 * Compiles the copies of a map, one an item, each of the same number of elements. Copy `i` of map `m` has
 * the id `m.i`, the nodes inside it `m.i.<id in the template>`. The plan's exit is the first copy's.
 */
export function compileCopies(node: MapNode, items: readonly Json[], at: BirthPlace): Plan {
  const template = node.body;
  const plans = items.map((value, index) => ({ index, received: { value } }));
  const builder = new PlanBuilder(at.base, new Map());
  const all: Plan = { ...planOf(builder, { starts: [], exit: at.exitTo }), starts: [] };
  let next = at.base;
  for (const copy of plans) {
    const plan = compileBirth(template, {
      ...at,
      base: next,
      index: copy.index,
      received: copy.received,
    });
    const exit = plan.elements[plan.exit - next];
    if (exit && node.window !== undefined) exit.pool = at.exitTo;
    if (copy.index === 0) all.exit = plan.exit;
    all.elements.push(...plan.elements);
    all.nodes.push(...plan.nodes);
    all.starts.push(...plan.starts);
    next += plan.size;
  }
  return { ...all, size: next - at.base };
}

/** Compiles a node that takes the place of a step, or one copy of a template. */
export function compileBirth(
  born: WorkflowNode,
  at: BirthPlace & { index: number; received?: { value: Json } },
): Plan {
  const node = withoutSharing(born);
  const rootId = `${at.parentId}.${at.index}`;
  const ids = idsOf(node, `${rootId}.`);
  ids.set(node, rootId);
  const builder = new PlanBuilder(at.base, ids);
  const ends = compileNode(builder, node, {
    hasBefore: true,
    shielded: at.shielded,
    parentId: at.parentId,
    role: "child",
    index: at.index,
    ...(at.received ? { received: at.received } : {}),
  });
  builder.link(ends.exit, [at.exitTo]);
  return planOf(builder, ends);
}

function planOf(builder: PlanBuilder, ends: Ends): Plan {
  return {
    format: PLAN_FORMAT,
    base: builder.base,
    size: builder.elements.length,
    elements: builder.elements,
    nodes: builder.nodes,
    starts: ends.starts,
    exit: ends.exit,
  };
}

/** Compiles a node, then its callbacks, which hang on its exit and belong to what is above it. */
function compileNode(builder: PlanBuilder, node: WorkflowNode, place: Place): Ends {
  const id = builder.idOf(node);
  const row = openRow(builder, node, place);
  const inside = node.optional ? { ...place, shielded: true } : place;
  const ends = compileKind(builder, node, inside);
  row.close(ends);
  for (const { node: callback, role, index } of callbacksOf(node)) {
    const onSuccess = role === "onSuccess";
    const { starts } = compileNode(builder, callback, {
      hasBefore: true,
      shielded: place.shielded,
      parentId: id,
      role,
      index,
      input: onSuccess ? ends.exit : { failure: ends.exit },
    });
    builder.element(ends.exit)[onSuccess ? "onSuccess" : "onFailure"].push(...starts);
  }
  return ends;
}

function compileKind(builder: PlanBuilder, node: WorkflowNode, place: Place): Ends {
  if (node.kind === "task") return compileTask(node, place, builder);
  const context = {
    builder,
    id: builder.idOf(node),
    compile: (child: WorkflowNode, at: Place) => compileNode(builder, child, at),
  };
  switch (node.kind) {
    case "chain":
      return compileChain(node, place, context);
    case "group":
      return compileGroup(node, place, context);
    case "chord":
      return compileChord(node, place, context);
    case "tree":
      return compileTree(node, place, context);
    case "map":
      return compileMap(node, place, context);
  }
}
