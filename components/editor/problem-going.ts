/** Leads to problems: selects the node, opens the field. */
import { fieldOf } from "@/core/fixes/fixes";
import type { Problem } from "@/core/problem";
import { latestTasks } from "./local-check";
import { walkProblems } from "./problem-walk";
import type { EditorShared } from "./use-editor";

/** Selects the problem's node and opens the field that it lies in. */
export function goToProblem({ store, focus }: EditorShared, problem: Problem): void {
  const { nodeId } = problem;
  const { document, select } = store.getState();
  if (nodeId === undefined || document.nodes[nodeId] === undefined) return;
  const tasks = latestTasks();
  const field = tasks === null ? null : fieldOf(problem, { document, tasks });
  select([nodeId]);
  focus.node(nodeId);
  if (field !== null) focus.field(field);
}

/** Goes to the next problem (`step` 1) or the one before (-1); nowhere when there is none. */
export function stepToProblem(shared: EditorShared, step: 1 | -1): void {
  const { problems, spot } = shared.store.getState();
  const next = walkProblems(problems, spot, step);
  if (next === null) return;
  shared.store.setState({ spot: next.spot });
  goToProblem(shared, next.problem);
}
