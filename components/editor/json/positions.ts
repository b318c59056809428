/** Between places in JSON text and paths in its value. Text that is no JSON yet is read as far as it goes. */
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";

/** A node of the syntax tree, by what is used of it. */
type SyntaxNode = ReturnType<typeof syntaxTree>["topNode"];
type Path = (string | number)[];

/** How long the parser may take over a large text. */
const PARSE_MS = 100;

function treeOf(state: EditorState) {
  return ensureSyntaxTree(state, state.doc.length, PARSE_MS) ?? syntaxTree(state);
}

const textOf = (state: EditorState, node: SyntaxNode) => state.sliceDoc(node.from, node.to);

function readString(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    // Half typed: what is there without its quotes.
    return text.replaceAll('"', "");
  }
}

const VALUES = ["Object", "Array", "String", "Number", "True", "False", "Null"];

function valuesBelow(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (VALUES.includes(child.name)) found.push(child);
  return found;
}

function keyOf(state: EditorState, property: SyntaxNode): string | null {
  const name = property.getChild("PropertyName");
  return name === null ? null : readString(textOf(state, name));
}

function valueOf(state: EditorState, node: SyntaxNode | undefined): unknown {
  switch (node?.name) {
    case "Object":
      return Object.fromEntries(
        node.getChildren("Property").flatMap((property) => {
          const key = keyOf(state, property);
          return key === null ? [] : [[key, valueOf(state, valuesBelow(property)[0]) ?? null]];
        }),
      );
    case "Array":
      return valuesBelow(node).map((item) => valueOf(state, item));
    case "String":
      return readString(textOf(state, node));
    case "Number":
      return Number(textOf(state, node));
    case "True":
      return true;
    case "False":
      return false;
    default:
      return null;
  }
}

/** The value of the text, as far as it can be read. */
export function looseValue(state: EditorState): unknown {
  return valueOf(state, valuesBelow(treeOf(state).topNode)[0]);
}

export interface Spot {
  /** Of the object around for a key, else of the value itself. */
  path: Path;
  kind: "key" | "value";
  /** What is there already. */
  from: number;
  to: number;
}

/** What stands, or would stand, at a position. */
export function spotAt(state: EditorState, position: number): Spot | null {
  let node: SyntaxNode | null = treeOf(state).resolveInner(position, -1);
  let kind: Spot["kind"] | null = null;
  let range = { from: position, to: position };
  if (node.name === "PropertyName" || VALUES.slice(2).includes(node.name)) {
    kind = node.name === "PropertyName" ? "key" : "value";
    range = { from: node.from, to: node.to };
  } else if (node.name === "⚠" && node.from < node.to) range = { from: node.from, to: node.to };
  if (node.name === "⚠") node = node.parent;
  kind ??= node?.name === "Object" ? "key" : "value";
  const path: Path = [];
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    const { parent }: { parent: SyntaxNode | null } = at;
    const isKey = at === node && kind === "key";
    if (at.name === "Property" && !(isKey && node?.name === "PropertyName")) {
      const key = keyOf(state, at);
      if (key !== null && !(kind === "key" && node?.parent === at)) path.unshift(key);
    }
    if (parent?.name === "Array") {
      const before = valuesBelow(parent).filter(({ to }) => to <= range.from);
      path.unshift(before.length);
    }
  }
  if (node?.name === "Array")
    path.push(valuesBelow(node).filter(({ to }) => to <= position).length);
  return { path, kind, ...range };
}

/** Where the value at a path stands in the text; of the deepest part that is there. */
export function rangeOf(state: EditorState, path: readonly string[]): { from: number; to: number } {
  let node: SyntaxNode | undefined = valuesBelow(treeOf(state).topNode)[0];
  for (const key of path) {
    const next: SyntaxNode | undefined =
      node?.name === "Array"
        ? valuesBelow(node)[Number(key)]
        : node
            ?.getChildren("Property")
            .filter((property) => keyOf(state, property) === key)
            .flatMap(valuesBelow)[0];
    if (next === undefined) break;
    node = next;
  }
  if (node === undefined) return { from: 0, to: 0 };
  // A whole container underlined says nothing: its first brace does.
  const isLarge = node.name === "Object" || node.name === "Array";
  return { from: node.from, to: isLarge ? node.from + 1 : node.to };
}
