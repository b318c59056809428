/**
 * Names of containers: given, else the first name among the children in the order drawn, else the kind.
 * Names of tasks are given, too (`label`); a task's registered name stands for a missing one but names
 * no container.
 */
import { isCallback, type Cell } from "./cell";

/** The name that a node has or gets from what is in it. */
export function nameOf(cell: Cell): string | undefined {
  return cell.given ?? (cell.namedBy && nameOf(cell.namedBy));
}

/** What is drawn as the name of a node; never empty. */
export function displayName(cell: Cell): string {
  return nameOf(cell) ?? cell.row.task ?? cell.row.kind;
}

/** Takes a new node's given name up to the containers it names, and reports those that changed. */
export function raiseName(cell: Cell, onChange: (cell: Cell) => void): void {
  if (cell.given === undefined) return;
  for (let child = cell; ;) {
    const parent = namable(child);
    if (!parent) return;
    if (parent.namedBy && parent.namedBy !== child && parent.namedBy.position < child.position)
      return;
    parent.namedBy = child;
    onChange(parent);
    child = parent;
  }
}

/** Looks for names again from a node up that has lost its children. */
export function reviseNames(cell: Cell, onChange: (cell: Cell) => void): void {
  if (cell.namedBy === undefined) return;
  cell.namedBy = undefined;
  onChange(cell);
  for (let child = cell; ;) {
    const parent = namable(child);
    if (parent?.namedBy !== child) return;
    parent.namedBy = parent.children.find((other) => nameOf(other) !== undefined);
    onChange(parent);
    child = parent;
  }
}

function namable(child: Cell): Cell | undefined {
  const { parent } = child;
  if (!parent || isCallback(child.row)) return undefined;
  return parent.row.kind === "task" || parent.given !== undefined ? undefined : parent;
}
