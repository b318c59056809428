/**
 * Takes a Celery canvas (`chain(add.s(2, 2), group(…))`) for a workflow. It is read, never run: what it cannot
 * say here is named with its place.
 */
import type { WorkflowNode } from "../node";
import { Evaluator } from "./evaluate";
import { readPython } from "./python";
import { PythonFault, type Place } from "./tokens";
import { Canvas, type Note, type TaskName, type Value } from "./values";

export type { Note } from "./values";

export type CeleryReading =
  { ok: true; root: WorkflowNode; notes: Note[] } | ({ ok: false; message: string } & Place);

/** True for a text that is more likely a canvas than anything else. */
export function looksLikeCelery(text: string): boolean {
  return /\.(?:s|si|signature|subtask|delay|apply_async|starmap|chunks)\s*\(|\b(?:chain|group|chord|signature)\s*\(\s*(?:\[|\(|\w+\.|["'])/.test(
    text,
  );
}

/**
 * Reads a canvas: its last statement that is one. Never throws.
 * @param tasks names of known tasks: `add` is taken for `math.add` where that is the only one that ends so.
 */
export function readCelery(text: string, tasks: readonly string[] = []): CeleryReading {
  const notes: Note[] = [];
  const tell = (message: string, { from, to }: Place) => {
    if (!notes.some((note) => note.message === message && note.from === from))
      notes.push({ message, from, to });
  };
  const nameOf = ({ path }: TaskName, at: Place) => {
    const name = knownName(path, tasks);
    if (name !== path) tell(`${path} is taken for the task ${name}.`, at);
    return name;
  };
  const variables = new Map<string, Value>();
  let root: WorkflowNode | null = null;
  try {
    for (const { name, value } of readPython(text)) {
      const evaluated = new Evaluator(variables, { tell, nameOf }).evaluate(value);
      if (name !== null) variables.set(name, evaluated);
      if (evaluated instanceof Canvas) root = evaluated.node;
      else if (name === null) tell("This is no canvas. It was left out.", value);
    }
  } catch (error) {
    if (!(error instanceof PythonFault)) throw error;
    return { ok: false, message: error.message, ...error.place };
  }
  if (root === null)
    return {
      ok: false,
      message: "There is no canvas in this text. Write for example chain(add.s(2, 2), mul.s(4)).",
      from: 0,
      to: text.length,
    };
  return { ok: true, root, notes };
}

/** The known task that a path means: itself, or the only one whose last word it ends with. */
function knownName(path: string, tasks: readonly string[]): string {
  if (tasks.includes(path)) return path;
  const last = path.slice(path.lastIndexOf(".") + 1);
  const ending = tasks.filter((task) => task === last || task.endsWith(`.${last}`));
  const [only] = ending;
  return ending.length === 1 && only !== undefined ? only : path;
}
