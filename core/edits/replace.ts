/** Another task in the same place: what it is given stays as far as it still binds. */
import type { Json } from "@/core/node";
import { nodeOf, type EditorDocument } from "./document";
import { applyEdit, squashEdits, type Edit } from "./edit";
import { viewParameters } from "./parameters";
import { replaceTask, setArguments } from "./settings";

export interface Replacement {
  task: string;
  /** Parameters of the task before, in declared order; null when it is not known. */
  from: readonly string[] | null;
  /** Parameters of the new task. */
  to: readonly string[] | null;
  /** What comes before fills the first parameter. */
  receives: boolean;
}

/**
 * Makes a signature call another task. An argument goes on under its name when the new task has a
 * parameter of that name, else in the place it had when that is free; the rest is dropped. When one of
 * the two tasks is not known, everything stays.
 */
export function replaceKeeping(
  document: EditorDocument,
  id: string,
  { task, from, to, receives }: Replacement,
): Edit {
  const edit = replaceTask(document, id, task);
  const { own } = nodeOf(document, id);
  if (own.kind !== "task" || from === null || to === null) return edit;
  if (JSON.stringify(from) === JSON.stringify(to)) return edit;
  const { values, unknown } = viewParameters(own, { names: from, receives });
  const free = to.slice(receives ? 1 : 0);
  const given = { ...values };
  for (const name of unknown) given[name] = own.kwargs?.[name] ?? null;
  const kwargs: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(given)) if (free.includes(name)) kwargs[name] = value;
  for (const [name, value] of Object.entries(given)) {
    const there = to[from.indexOf(name)];
    const hasRoom = there !== undefined && free.includes(there) && kwargs[there] === undefined;
    if (!free.includes(name) && hasRoom) kwargs[there] = value;
  }
  return squashEdits([edit, setArguments(applyEdit(document, edit), id, { kwargs })]);
}
