/** Edits of one node's own settings, and of the workflow's name. None changes the structure. */
import type { Json, SignatureOptions } from "@/core/node";
import { nodeOf, type EditorDocument, type NodeOwn } from "./document";
import type { Edit } from "./edit";

/** What a container may be set to. `undefined` takes the setting away. */
export interface ContainerSettings {
  name?: string | undefined;
  delayMs?: number | undefined;
  eta?: string | undefined;
  passResult?: boolean | undefined;
  over?: Json[] | undefined;
  window?: number | undefined;
  chunkSize?: number | undefined;
}

export interface Arguments {
  args?: Json[] | undefined;
  kwargs?: { [name: string]: Json } | undefined;
}

const CONTAINER_KEYS: { [K in Exclude<NodeOwn["kind"], "task">]: (keyof ContainerSettings)[] } = {
  chain: ["name", "delayMs", "eta"],
  group: ["name", "delayMs", "eta"],
  chord: ["name", "delayMs", "eta"],
  tree: ["name", "delayMs", "eta", "passResult"],
  map: ["name", "delayMs", "eta", "over", "window", "chunkSize"],
};

function withPatch(own: NodeOwn, patch: object): NodeOwn {
  const next = Object.entries({ ...own, ...patch }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(next) as unknown as NodeOwn;
}

function edited(document: EditorDocument, id: string, patch: object): Edit {
  const node = nodeOf(document, id);
  const own = withPatch(node.own, patch);
  const updated: Edit["updated"] =
    JSON.stringify(own) === JSON.stringify(node.own) ? {} : { [id]: [node, { ...node, own }] };
  return { added: {}, updated, removed: {} };
}

function editedTask(document: EditorDocument, id: string, patch: object): Edit {
  const { kind } = nodeOf(document, id).own;
  if (kind !== "task") throw new Error(`Node ${id} is a ${kind}, not a task`);
  return edited(document, id, patch);
}

/** Replaces a signature's arguments. Empty ones are left out of the document. */
export function setArguments(document: EditorDocument, id: string, given: Arguments): Edit {
  const args = given.args !== undefined && given.args.length > 0 ? given.args : undefined;
  const named = given.kwargs !== undefined && Object.keys(given.kwargs).length > 0;
  return editedTask(document, id, { args, kwargs: named ? given.kwargs : undefined });
}

/** Replaces a signature's options. Options that are undefined are left out. */
export function setOptions(
  document: EditorDocument,
  id: string,
  options: { [K in keyof SignatureOptions]?: SignatureOptions[K] | undefined },
): Edit {
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  return editedTask(document, id, {
    options: set.length > 0 ? Object.fromEntries(set) : undefined,
  });
}

/** Makes a signature call another task; arguments and options stay. */
export function replaceTask(document: EditorDocument, id: string, task: string): Edit {
  return editedTask(document, id, { task });
}

/** Sets or takes away a flag. `immutable` is a signature's only. */
export function setFlag(
  document: EditorDocument,
  id: string,
  { flag, on }: { flag: "optional" | "immutable"; on: boolean },
): Edit {
  const patch = { [flag]: on ? true : undefined };
  return flag === "immutable" ? editedTask(document, id, patch) : edited(document, id, patch);
}

/** Names a node: a signature by its label, a container by its name. Empty takes the name away. */
export function rename(document: EditorDocument, id: string, name: string): Edit {
  const { kind } = nodeOf(document, id).own;
  const value = name.trim() === "" ? undefined : name;
  return edited(document, id, kind === "task" ? { label: value } : { name: value });
}

/** Notes something on a node. Empty takes the note away. */
export function setNote(document: EditorDocument, id: string, note: string): Edit {
  return edited(document, id, { note: note.trim() === "" ? undefined : note });
}

/** Changes the settings of a container that are given. @throws for one that its kind does not have. */
export function setContainer(
  document: EditorDocument,
  id: string,
  settings: ContainerSettings,
): Edit {
  const { kind } = nodeOf(document, id).own;
  const allowed: readonly string[] = kind === "task" ? [] : CONTAINER_KEYS[kind];
  const unknown = Object.keys(settings).find((key) => !allowed.includes(key));
  if (unknown !== undefined) throw new Error(`A ${kind} has no setting ${unknown}`);
  return edited(document, id, settings);
}

/** Names the workflow. */
export function renameWorkflow(document: EditorDocument, name: string): Edit {
  const { rootId } = document;
  return {
    added: {},
    updated: {},
    removed: {},
    ...(name !== document.name && {
      heading: [
        { name: document.name, rootId },
        { name, rootId },
      ],
    }),
  };
}
