/** A workflow as a program that builds and submits it, with the library. */
import type { Json, Signature, Workflow, WorkflowNode } from "../node";
import { gives, givenTo, itemOf, needsList, type Given } from "./given";

/** What the program takes from `espalier`. */
const BUILDERS = {
  chain: "chain",
  group: "group",
  chord: "chord",
  tree: "tree",
  map: "map",
  task: "callOf",
};

const WIDTH = 100;

/** A TypeScript module: the workflow as a constant, and its run. It compiles as it is. */
export function toTypeScript({ name, root }: Workflow): string {
  const used = new Set<string>(["connect"]);
  const code = nodeCode(root, used);
  const imports = [...used].toSorted(byName).join(", ");
  return `import { ${imports} } from "espalier";

${comment(name)}export const workflow = ${layOut(code, 0)};

const espalier = await connect();
using run = await espalier.apply(workflow, { name: ${text(name)} });
console.log(await run.get());
`;
}

const byName = (a: string, b: string) =>
  a.replace("type ", "").localeCompare(b.replace("type ", ""));

/** A name is one line of a comment, whatever stands in it. */
function comment(name: string): string {
  const line = name.replaceAll(/\s+/g, " ").replaceAll("*/", "* /").trim();
  return line === "" ? "" : `/** ${line} */\n`;
}

/** A piece of code that may be broken into lines: `open`, parts parted by commas, `close`. */
type Code = string | { open: string; parts: Code[]; close: string; after: Code[]; end?: string };

function call(name: string, parts: Code[]): Code {
  return { open: `${name}(`, parts, close: ")", after: [] };
}

function list(parts: Code[]): Code {
  return { open: "[", parts, close: "]", after: [] };
}

function record(entries: [string, Code][]): Code {
  const parts = entries.map(([key, code]) => joined(`${keyText(key)}: `, code));
  return { open: "{ ", parts, close: " }", after: [] };
}

function joined(before: string, code: Code): Code {
  return typeof code === "string" ? before + code : { ...code, open: before + code.open };
}

function nodeCode(node: WorkflowNode, used: Set<string>, given: Given = "unknown"): Code {
  used.add(BUILDERS[node.kind]);
  const inner: Inner = (nodes, each) =>
    nodes.map((member, index) =>
      nodeCode(member, used, typeof each === "function" ? each(index) : each),
    );
  const code = withMethods(builtCode(node, used, { given, inner }), methodsOf(node, used, inner));
  if (given !== "other" || !needsList(node)) return code;
  // The library's types refuse what is sure to fail; the workflow says it all the same.
  used.add("type NodeValue");
  return typeof code === "string" ? code : { ...code, end: " as NodeValue" };
}

/** The nodes as code, with what each of them receives. */
type Inner = (nodes: readonly WorkflowNode[], given: Given | ((index: number) => Given)) => Code[];

function builtCode(
  node: WorkflowNode,
  used: Set<string>,
  { given, inner }: { given: Given; inner: Inner },
): Code {
  switch (node.kind) {
    case "task": {
      const args = (node.args ?? []).map((value) => valueCode(value, used));
      return call("callOf", [text(node.task), ...(args.length > 0 ? [list(args)] : [])]);
    }
    case "chain":
      return call("chain", [
        list(inner(node.children, (index) => givenTo(node.children, index, given))),
      ]);
    case "group":
      return call("group", [list(inner(node.children, given))]);
    case "chord":
      return call("chord", [list(inner(node.header, given)), nodeCode(node.body, used, "list")]);
    case "tree": {
      const options = node.passResult === true ? [record([["passResult", "true"]])] : [];
      return call("tree", [
        nodeCode(node.root, used),
        list(inner(node.children, "unknown")),
        ...options,
      ]);
    }
    case "map": {
      const { over, window, chunkSize } = node;
      const options: [string, Code][] = [
        ...(over === undefined ? [] : [["over", valueCode(over, used)] satisfies [string, Code]]),
        ...(window === undefined ? [] : [["window", String(window)] satisfies [string, Code]]),
        ...(chunkSize === undefined
          ? []
          : [["chunkSize", String(chunkSize)] satisfies [string, Code]]),
      ];
      return call("map", [
        nodeCode(node.body, used, itemOf(node)),
        ...(options.length > 0 ? [record(options)] : []),
      ]);
    }
  }
}

function methodsOf(node: WorkflowNode, used: Set<string>, inner: Inner): Code[] {
  const methods: Code[] = [];
  const add = (name: string, ...parts: Code[]) => methods.push(call(`.${name}`, parts));
  if (node.kind === "task") signatureMethods(node, used, add);
  else {
    if (node.name !== undefined) add("name", text(node.name));
    const settings = entriesOf({ delayMs: node.delayMs, eta: node.eta }, used);
    if (settings.length > 0) add("set", record(settings));
  }
  if (node.id !== undefined) add("id", text(node.id));
  if (node.label !== undefined) add("label", text(node.label));
  if (node.note !== undefined) add("note", text(node.note));
  if (node.onSuccess !== undefined && node.onSuccess.length > 0)
    add("link", ...inner(node.onSuccess, gives({ ...node, optional: false })));
  if (node.onFailure !== undefined && node.onFailure.length > 0)
    add("linkError", ...inner(node.onFailure, "other"));
  if (node.optional === true) add("optional");
  return methods;
}

function signatureMethods(
  { kwargs, immutable, options }: Signature,
  used: Set<string>,
  add: (name: string, ...parts: Code[]) => void,
): void {
  if (kwargs !== undefined && Object.keys(kwargs).length > 0)
    add("named", record(entriesOf(kwargs, used)));
  if (immutable === true) add("immutable");
  if (options !== undefined && Object.keys(options).length > 0)
    add("set", record(entriesOf(options as { [name: string]: Json }, used)));
}

function entriesOf(
  values: { [key: string]: Json | undefined },
  used: Set<string>,
): [string, Code][] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, valueCode(value, used)]],
  );
}

function valueCode(value: Json, used: Set<string>): Code {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return list(value.map((item) => valueCode(item, used)));
  const entries = entriesOf(value, used);
  return entries.length === 0 ? "{}" : record(entries);
}

function withMethods(code: Code, methods: Code[]): Code {
  return typeof code === "string" ? code : { ...code, after: methods };
}

function text(value: string): string {
  // Line separators end a line of a program, too.
  return JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function keyText(key: string): string {
  // `__proto__: 1` would set the prototype; in brackets it is a key.
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : text(key);
}

function oneLine(code: Code): string {
  if (typeof code === "string") return code;
  const { open, parts, close, after, end = "" } = code;
  return open + parts.map(oneLine).join(", ") + close + after.map(oneLine).join("") + end;
}

/** The code in as few lines as the width allows. */
function layOut(code: Code, indent: number): string {
  if (typeof code === "string") return code;
  const line = oneLine(code);
  if (line.length + indent <= WIDTH) return line;
  const { open, parts, close, after } = code;
  const pad = " ".repeat(indent + 2);
  const head = oneLine({ ...code, after: [], end: "" });
  const [only] = parts;
  const isHeld = parts.length === 1 && typeof only === "object" && only.after.length === 0;
  const inner =
    isHeld && only.open === "["
      ? layOut(only, indent)
      : parts.map((part) => `\n${pad}${layOut(part, indent + 2)},`).join("");
  const end = inner.endsWith("]") ? close : `\n${" ".repeat(indent)}${close.trimStart()}`;
  const isShort = after.length > 0 && head.length + indent <= WIDTH;
  const built = isShort ? head : `${open.trimEnd()}${inner}${end}`;
  const methods = after.map((method) => `\n${pad}${layOut(method, indent + 2)}`).join("");
  return built + methods + (code.end ?? "");
}
