/** What somebody may do to a document in a minute, repeated by its seed. */
import * as commands from "@/core/edits/commands";
import type { EditContext, Outcome } from "@/core/edits/commands";
import type { EditorDocument } from "@/core/edits/document";
import { applyEdit, type Edit } from "@/core/edits/edit";
import { VERBS, type Slot } from "@/core/edits/place";
import { rename, renameWorkflow, setArguments, setContainer, setFlag } from "@/core/edits/settings";
import { shift } from "@/core/edits/shift";
import type { WorkflowNode } from "@/core/node";
import { createRandom, type Random } from "../random";

const OPERATIONS = [
  ...["insert", "insert", "insert", "move", "remove", "wrap", "unwrap", "shift"],
  ...["arguments", "arguments", "flag", "rename", "container", "workflow"],
] as const;
const TASKS = ["fetch", "resize", "ocr", "merge"];

/** `count` random edits; ids of new nodes begin with `by`, so those of two people never meet. */
export function randomEdits(
  document: EditorDocument,
  { seed, count, by }: { seed: number; count: number; by: string },
): EditorDocument {
  const random = createRandom(seed);
  let made = 0;
  const createId = () => `${by}${(made += 1)}`;
  let current = document;
  for (let i = 0; i < count; i += 1) {
    const outcome = operate({ document: current, createId }, random);
    if (outcome.ok) current = applyEdit(current, outcome.edit);
  }
  return current;
}

const done = (edit: Edit): Outcome => ({ ok: true, edit, focusId: null });

function nodeFor(random: Random): WorkflowNode {
  const task: WorkflowNode = { kind: "task", task: random.pick(TASKS) };
  return random.chance(0.8) ? task : { kind: "group", children: [task, { ...task }] };
}

function operate(context: EditContext, random: Random): Outcome {
  const { document } = context;
  const ids = Object.keys(document.nodes);
  if (ids.length === 0) return commands.insert(context, { verb: "first" }, nodeFor(random));
  const [id, other] = [random.pick(ids), random.pick(ids)];
  const slot: Slot = {
    verb: random.pick([...VERBS, "onSuccess", "onFailure"] as const),
    nodeId: other,
  };
  switch (random.pick(OPERATIONS)) {
    case "insert":
      return commands.insert(context, slot, nodeFor(random));
    case "move":
      return commands.move(context, id, slot);
    case "remove":
      return commands.remove(context, [id]);
    case "wrap":
      return commands.wrap(context, [id], random.pick(["chain", "group", "chord"] as const));
    case "unwrap":
      return commands.unwrap(context, id);
    case "shift":
      return shift(context, [id], random.pick(["earlier", "later", "out", "in"] as const));
    case "arguments": {
      if (document.nodes[id]?.own.kind !== "task") return done(rename(document, id, "x"));
      const kwargs = { [random.pick(["width", "height"])]: random.int(9) };
      return done(setArguments(document, id, { args: [random.int(3)], kwargs }));
    }
    case "flag":
      return done(setFlag(document, id, { flag: "optional", on: random.chance(0.5) }));
    case "rename":
      return done(rename(document, id, random.pick(TASKS)));
    case "container":
      if (document.nodes[id]?.own.kind === "task") return done(rename(document, id, "y"));
      return done(setContainer(document, id, { delayMs: random.int(5) }));
    default:
      return done(renameWorkflow(document, random.pick(TASKS)));
  }
}
