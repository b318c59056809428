/** The rows of the drawing that belong to a plan. */
import type { WorkflowNode } from "../node";
import type { PlanNode } from "../plan";
import type { Ends, Place, PlanBuilder } from "./builder";

const isEmptyGroup = (node: WorkflowNode) => node.kind === "group" && node.children.length === 0;

/** Adds a node's row before its members'; `close` completes it once its elements are known. */
export function openRow(builder: PlanBuilder, node: WorkflowNode, place: Place) {
  const first = builder.next;
  const row: PlanNode = {
    id: builder.idOf(node),
    kind: node.kind,
    role: place.role,
    parentId: place.parentId,
    index: place.index,
    declaredSteps: node.kind === "task" ? 1 : 0,
    hasOwnStep: node.kind === "map" || isEmptyGroup(node),
    element: null,
    range: [first, first],
    exit: first,
  };
  if (node.kind === "task") row.task = node.task;
  else if (node.name !== undefined) row.name = node.name;
  if (node.label !== undefined) row.label = node.label;
  if (node.optional) row.optional = true;
  builder.nodes.push(row);
  return {
    close(ends: Ends) {
      row.range = [first, builder.next];
      row.exit = ends.exit;
      if (node.kind === "task" || isEmptyGroup(node)) row.element = ends.exit;
      if (node.kind === "map") row.element = ends.exit - 1;
    },
  };
}
