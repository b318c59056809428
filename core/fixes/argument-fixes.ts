/** Fixes of arguments: those that do not bind, and values of a wrong type. */
import { parameterNames } from "@/core/bind";
import type { EditorDocument } from "@/core/edits/document";
import type { Edit } from "@/core/edits/edit";
import { setArguments, setFlag } from "@/core/edits/settings";
import { sourceOf } from "@/core/edits/walk";
import type { Json, Signature } from "@/core/node";
import type { KnownTask } from "@/core/validate/known-tasks";
import { nearestOf } from "@/core/validate/nearest";
import { quote } from "@/core/validate/names";
import type { Fix, FixContext } from "./fix";
import { keyAt } from "./problem-place";

/** A signature with its task, and where in it the problem lies. */
export interface Called {
  id: string;
  own: Pick<Signature, "task" | "args" | "kwargs" | "immutable">;
  task: KnownTask;
  /** Below the node: `kwargs.x`. */
  within: string;
}

/** A fix by an edit of settings, which nothing refuses. */
export function settingsFix(
  label: string,
  nodeId: string,
  edit: (document: EditorDocument) => Edit,
): Fix {
  const command = ({ document }: { document: EditorDocument }) =>
    document.nodes[nodeId] === undefined
      ? ({ ok: false, reason: "This node is gone. Select another one." } as const)
      : ({ ok: true, edit: edit(document), focusId: nodeId } as const);
  return { kind: "edit", label, command };
}

export function makeImmutable(nodeId: string): Fix {
  return settingsFix("Make immutable", nodeId, (document) =>
    setFlag(document, nodeId, { flag: "immutable", on: true }),
  );
}

function receives({ document }: FixContext, { id, own }: Called): boolean {
  return own.immutable !== true && sourceOf(document, id) !== null;
}

function withoutKey({ own }: Called, name: string): { [name: string]: Json } {
  const { [name]: _gone, ...rest } = own.kwargs ?? {};
  return rest;
}

function setCall(called: Called, label: string, call: Pick<Signature, "args" | "kwargs">): Fix {
  return settingsFix(label, called.id, (document) => setArguments(document, called.id, call));
}

export function missingFixes(called: Called): Fix[] {
  const name = keyAt(called.within, "kwargs", called.task.names);
  if (name === null) return [];
  return [{ kind: "field", label: `Fill in ${name}`, nodeId: called.id, field: name }];
}

export function twiceFixes(called: Called, context: FixContext): Fix[] {
  const { own } = called;
  const name = keyAt(called.within, "kwargs", Object.keys(own.kwargs ?? {}));
  if (name === null) return [];
  const kwargs = withoutKey(called, name);
  const remove = setCall(called, `Remove the second ${name}`, { ...own, kwargs });
  const isReceived = receives(context, called) && called.task.names[0] === name;
  return isReceived ? [remove, makeImmutable(called.id)] : [remove];
}

export function unknownFixes(called: Called): Fix[] {
  const { own, task } = called;
  const name = keyAt(called.within, "kwargs", Object.keys(own.kwargs ?? {}));
  const value = name === null ? undefined : own.kwargs?.[name];
  if (name === null || value === undefined) return [];
  const rest = withoutKey(called, name);
  const free = parameterNames(task.info.params).filter((each) => rest[each] === undefined);
  const near = nearestOf(name, free);
  const remove = setCall(called, `Remove ${name}`, { ...own, kwargs: rest });
  if (near === null) return [remove];
  const renamed = { ...rest, [near]: value };
  return [setCall(called, `Rename it to ${near}`, { ...own, kwargs: renamed }), remove];
}

export function tooManyFixes(called: Called, context: FixContext): Fix[] {
  const { own, task } = called;
  const args = own.args ?? [];
  const isFed = receives(context, called);
  const room = Math.max(0, task.names.length - (isFed ? 1 : 0));
  const surplus = args.length - room;
  const remove = setCall(
    called,
    surplus === 1 ? "Remove the last argument" : `Remove the last ${surplus} arguments`,
    { ...own, args: args.slice(0, room) },
  );
  // With one parameter fewer than values the value received may be the one too many.
  const isFedTooMuch = isFed && args.length <= task.names.length;
  return [
    ...(surplus > 0 && room + (isFed ? 1 : 0) <= task.names.length ? [remove] : []),
    ...(isFedTooMuch ? [makeImmutable(called.id)] : []),
  ];
}

/** A value that was given, and how to give another in its place. */
interface Given {
  parameter: string;
  value: Json;
  /** The problem lies in the value itself, not in a part of it. */
  isWhole: boolean;
  put: (value: Json) => Pick<Signature, "args" | "kwargs">;
}

function givenAt(called: Called, context: FixContext): Given | null {
  const { own, task, within } = called;
  const { args = [], kwargs = {} } = own;
  const name = keyAt(within, "kwargs", Object.keys(kwargs));
  const value = name === null ? undefined : kwargs[name];
  if (name !== null && value !== undefined) {
    const put = (next: Json) => ({ ...own, kwargs: { ...kwargs, [name]: next } });
    return { parameter: name, value, isWhole: within === `kwargs.${name}`, put };
  }
  const [part, position, deeper] = within.split(".");
  const index = Number(position);
  const positional = part === "args" ? args[index] : undefined;
  const parameter = task.names[index + (receives(context, called) ? 1 : 0)];
  if (positional === undefined || parameter === undefined) return null;
  const put = (next: Json) => ({ ...own, args: args.with(index, next) });
  return { parameter, value: positional, isWhole: deeper === undefined, put };
}

/** The same value as another type: "3" as 3, 3 as "3", 3 as [3]. */
function otherForms(value: Json): { label: string; value: Json }[] {
  const forms: { label: string; value: Json }[] = [];
  if (typeof value === "string") {
    const text = value.trim();
    const number = text === "" ? Number.NaN : Number(text);
    if (Number.isFinite(number)) forms.push({ label: `Use the number ${number}`, value: number });
    if (text === "true" || text === "false")
      forms.push({ label: `Use ${text}`, value: text === "true" });
  }
  if (typeof value === "number" || typeof value === "boolean")
    forms.push({ label: `Use the text ${quote(String(value))}`, value: String(value) });
  if (!Array.isArray(value)) forms.push({ label: "Make it a list of one", value: [value] });
  return forms;
}

export function typeFixes(called: Called, context: FixContext): Fix[] {
  const given = givenAt(called, context);
  if (given === null) return [];
  const { parameter, value } = given;
  const forms = given.isWhole ? otherForms(value) : [];
  const fitting = forms.filter(
    (form) => called.task.literalProblem(parameter, form.value) === null,
  );
  return [
    ...fitting.map((form) => setCall(called, form.label, given.put(form.value))),
    { kind: "field", label: `Correct ${parameter}`, nodeId: called.id, field: parameter },
  ];
}
