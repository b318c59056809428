/** Writes a workflow as an expression. What is written is read again as the same workflow, but for ids. */
import type { Json, Signature, WorkflowNode } from "../node";
import { NODE_SCHEMAS } from "../workflow-schema";
import { namedText, valueText, type WriteSignature } from "./values";
import { BUILDER_KEYS, nameText, OPTION_KEYS, SETTING_KEYS } from "./words";

/** A node whose own text is longer than this is shown as `#id`. */
export const MAX_OWN_TEXT = 240;
/** So is a container with more members. */
export const MAX_MEMBERS = 40;

export interface PrintOptions {
  /** Shows what is too long for one line as `#id`. Of nodes without an id nothing is left out. */
  short?: boolean;
}

/** The text of a node with all that belongs to it. */
export function printExpression(root: WorkflowNode, { short = false }: PrintOptions = {}): string {
  const isLeftOut = (node: WorkflowNode) =>
    short && node.id !== undefined && (lengthOf(node) > MAX_MEMBERS || isLong(node));
  const write = (node: WorkflowNode): string =>
    isLeftOut(node) ? `#${node.id ?? ""}` : structureText(node, write, isLeftOut);
  return write(root);
}

type Write = (node: WorkflowNode) => string;

/** What a node says of itself, without its members and callbacks. Nodes with the same one are set alike. */
export function ownText(node: WorkflowNode): string {
  return `${node.kind} ${node.kind === "task" ? callText(node) : namedOf(node).join(", ")}${clausesText(node)}`;
}

function isLong(node: WorkflowNode): boolean {
  return ownText(node).length > MAX_OWN_TEXT;
}

function lengthOf(node: WorkflowNode): number {
  if (node.kind === "chord") return node.header.length;
  return "children" in node ? node.children.length : 0;
}

function structureText(
  node: WorkflowNode,
  write: Write,
  isLeftOut: (node: WorkflowNode) => boolean,
): string {
  const after = clausesText(node) + callbacksText(node, write);
  const isPlain = after === "";
  switch (node.kind) {
    case "task":
      return callText(node) + after;
    case "chain": {
      if (node.children.length < 2) return `chain(${node.children.map(write).join(", ")})${after}`;
      const children = node.children.map((child) =>
        child.kind === "chain" && !isLeftOut(child) ? held(child, write) : write(child),
      );
      return isPlain ? children.join(" > ") : `(${children.join(" > ")})${after}`;
    }
    case "group":
      return `${bracketed(node.children, write)}${after}`;
    case "chord": {
      const isHeld = !isLeftOut(node.body) && ["chain", "chord"].includes(node.body.kind);
      const body = isHeld ? held(node.body, write) : write(node.body);
      const text = `${bracketed(node.header, write)} >> ${body}`;
      return isPlain ? text : `(${text})${after}`;
    }
    case "tree": {
      const children = node.children.length > 0 ? [bracketed(node.children, write)] : [];
      return `tree(${[write(node.root), ...children, ...namedOf(node)].join(", ")})${after}`;
    }
    case "map":
      return `map(${[write(node.body), ...namedOf(node)].join(", ")})${after}`;
  }
}

/** In parentheses, unless what follows it put them there already. */
function held(node: WorkflowNode, write: Write): string {
  const text = write(node);
  const isWord = node.kind === "chain" && node.children.length < 2;
  const isHeld = clausesText(node) !== "" || callbacksText(node, () => "") !== "";
  return isWord || isHeld ? text : `(${text})`;
}

function bracketed(nodes: readonly WorkflowNode[], write: Write): string {
  return `[${nodes.map(write).join(" | ")}]`;
}

function callText(node: Signature): string {
  const args = (node.args ?? []).map((value) => valueText(value, signatureText));
  const kwargs = Object.entries(node.kwargs ?? {}).map((entry) => namedText(entry, signatureText));
  const given = [...args, ...kwargs];
  return nameText(node.task) + (given.length > 0 ? `(${given.join(", ")})` : "");
}

type Settings = { [key: string]: Json | undefined };

function namedOf(node: WorkflowNode): string[] {
  if (node.kind !== "tree" && node.kind !== "map") return [];
  const settings = node as unknown as Settings;
  return entriesOf(settings, BUILDER_KEYS[node.kind]);
}

function entriesOf(settings: Settings, keys: readonly string[]): string[] {
  return keys.flatMap((key) => {
    const value = settings[key];
    // What is off is as if it were not said.
    return value === undefined || (key === "passResult" && value === false)
      ? []
      : [namedText([key, value], signatureText)];
  });
}

function clausesText(node: WorkflowNode): string {
  const name = node.kind === "task" ? node.label : node.name;
  const own = node as unknown as Settings;
  const settings = node.kind === "task" ? { ...own, ...node.options } : own;
  const set = entriesOf(settings as Settings, SETTING_KEYS[node.kind]);
  return [
    node.kind === "task" && node.immutable === true ? " immutable" : "",
    node.optional === true ? " optional" : "",
    name === undefined ? "" : ` as ${JSON.stringify(name)}`,
    set.length === 0 ? "" : ` with (${set.join(", ")})`,
  ].join("");
}

function callbacksText(node: WorkflowNode, write: Write): string {
  const list = (word: string, nodes: readonly WorkflowNode[] = []) =>
    nodes.length === 0 ? "" : ` ${word}(${nodes.map(write).join(", ")})`;
  return list("onSuccess", node.onSuccess) + list("onFailure", node.onFailure);
}

/** `&call` for a signature in an argument that the line says in full; others stay JSON. */
const signatureText: WriteSignature = (value) => {
  const node = signatureIn(value);
  return node === null ? null : `&${callText(node)}${clausesText(node)}`;
};

const SAID = new Set([
  "kind",
  "task",
  "args",
  "kwargs",
  "immutable",
  "optional",
  "label",
  "note",
  "options",
]);

function signatureIn(value: Json): Signature | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const keys = Object.keys(value);
  const given = value["$signature"];
  if (keys.length !== 1 || given === undefined) return null;
  const parsed = NODE_SCHEMAS.task.safeParse(given);
  if (!parsed.success) return null;
  const node = given as unknown as Signature;
  const isSaid =
    Object.keys(node).every((key) => SAID.has(key)) &&
    isSome(node.args) &&
    isSome(node.kwargs) &&
    isSome(node.options) &&
    Object.keys(node.options ?? {}).every((key) =>
      (OPTION_KEYS as readonly string[]).includes(key),
    ) &&
    node.immutable !== false &&
    node.optional !== false;
  return isSaid ? node : null;
}

/** Absent, or not empty: an empty one would not be written. */
function isSome(value: object | undefined): boolean {
  return value === undefined || Object.keys(value).length > 0;
}
