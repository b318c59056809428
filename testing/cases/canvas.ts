/** The words of the table of cases: its tasks, and names for what stands on its canvases. */
import { TASKS } from "../tasks";

export const { add, mul, tsum, ident, fail, flaky } = TASKS;

/** The same node under an id, by which the row speaks of it. */
export function as<T extends { id(id: string): unknown }>(id: string, node: T): T {
  return node.id(id) as T;
}

/** `ran a`: takes nothing and gives its own name. */
export const ran = (name: string) => as(name, TASKS.ran.si(name));

/** Waits until the row opens the gate of its name, then gives `value`. */
export const gate = (name: string, value: number | string = name) =>
  as(name, TASKS.gate.si(name, value));

/** A list of what `make` gives for 0 to `count` - 1. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
