/** What of a draft becomes a template, and a template in a draft. */
import { readClip, workflowOf, writeClip, type Clip } from "@/core/edits/clipboard";
import { insertAll } from "@/core/edits/commands";
import { instantiate, type Values } from "@/core/template/instantiate";
import type { PlaceOffer } from "@/core/template/places";
import type { Template, TemplateParameter } from "@/core/template/template";
import type { EditorStore } from "../editor-store";

/** The selected neighbours, else all that is drawn; or why they cannot be taken together. */
export function fragmentOf(store: EditorStore): Clip | string {
  const { document, selection } = store.getState();
  const ids = selection.length > 0 ? selection : [document.rootId ?? ""];
  if (document.rootId === null) return "Nothing is drawn yet. Add the first task.";
  const written = writeClip(document, ids);
  if (!written.ok) return written.reason;
  const read = readClip(written.text);
  return read.ok ? read.clip : read.reason;
}

/** A place that was chosen to be a parameter. */
export interface ChosenPlace {
  offer: PlaceOffer;
  name: string;
  /** A value has to be given; otherwise what stands there now is the default. */
  isRequired: boolean;
}

/** Places of the same name are one parameter. */
export function parametersOf(chosen: readonly ChosenPlace[]): TemplateParameter[] {
  const parameters = new Map<string, TemplateParameter>();
  for (const { offer, name, isRequired } of chosen) {
    const before = parameters.get(name);
    if (before !== undefined) before.places.push(offer.pointer);
    else
      parameters.set(name, {
        name,
        schema: offer.schema,
        ...(!isRequired && { default: offer.value }),
        places: [offer.pointer],
      });
  }
  return [...parameters.values()];
}

/** Puts a template after what is selected, or begins with it. Null when it is done, else what is wrong. */
export function insertTemplate(
  store: EditorStore,
  template: Template,
  values: Values,
): string | null {
  const made = instantiate(template, values);
  if (!made.ok) return made.problems[0]?.message ?? "The template is not sound.";
  const { document, selection, command, replaceAll } = store.getState();
  const nodeId = selection.at(-1) ?? document.rootId;
  if (nodeId === null) {
    replaceAll(workflowOf({ ...made.clip, name: template.name }), "Insert a template");
    return null;
  }
  const isDone = command("Insert a template", (context) =>
    insertAll(context, { verb: "then", nodeId }, made.clip),
  );
  return isDone ? null : store.getState().notice;
}
