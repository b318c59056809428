/** When a step could have begun: where its time in the queue starts. */
import type { Cell, RunView } from "./cell";
import { turnOf } from "./waits-for";

/**
 * The end of the last thing it waited for, or the submission: milliseconds since 1970. Undefined for a step
 * that has not begun, or was executed again since, so that what it waited for then is not known any more.
 */
export function readyAt(view: RunView, nodeId: string): number | undefined {
  const cell = view.inner.cells.get(nodeId);
  const { startedAt, epoch, attempt } = cell?.status ?? {};
  if (cell === undefined || startedAt === undefined || epoch !== 1 || attempt !== 1)
    return undefined;
  const turn = turnOf(cell);
  // Which copy made room is not known, nor when what a step returned was sent.
  if (turn.for === "window" || isInReplacement(cell, turn.whose)) return undefined;
  if (turn.for === "begin") return view.run.submittedAt;
  const ends = turn.before.map(endOf);
  return ends.length > 0 && ends.every((end) => end !== undefined && end <= startedAt)
    ? Math.max(...ends.map(Number))
    : undefined;
}

function isInReplacement(cell: Cell, whose: Cell): boolean {
  for (let each = cell; each !== whose && each.parent; each = each.parent) {
    if (each.parent.row.kind === "task") return true;
  }
  return false;
}

function endOf({ view }: Cell): number | undefined {
  return view?.finishedAt;
}
