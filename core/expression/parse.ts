/**
 * Reads an expression: one line that says a workflow. Its grammar stands in `docs/expression.md`.
 *
 * `a > b` runs b after a; `[a | b]` runs both at once; `[a | b] >> c` joins them; `( )` holds together;
 * what a node is set to follows it as words.
 */
import type { Json, MapNode, Signature, Tree, WorkflowNode } from "../node";
import { readClauses } from "./clauses";
import { Reader } from "./reader";
import { ExpressionFault, textOf, type Range } from "./tokens";
import { readValue } from "./values";
import { BUILDER_KEYS, isBuilder, isClause, isReserved } from "./words";

/** Where a node stands in the text. */
export interface Span extends Range {
  /** Places that are the node's own: the begin of a task's name, a chain's `>`, a group's brackets. */
  anchors: number[];
  /** The end of what names it, for a mark: the name of the task, the bracket. */
  head: Range;
}

export interface Parsed {
  root: WorkflowNode;
  spans: Map<WorkflowNode, Span>;
  /** The nodes that `#id` stands for, as they are. */
  kept: Set<WorkflowNode>;
}

export interface ParseFailure extends Range {
  /** What is wrong and what to do. */
  message: string;
}

/** The node that `#id` stands for; undefined when there is none. */
export type KnownNode = (id: string) => WorkflowNode | undefined;

/** Never throws. */
export function parseExpression(
  text: string,
  known: KnownNode = () => undefined,
): { ok: true; parsed: Parsed } | { ok: false; failure: ParseFailure } {
  try {
    return { ok: true, parsed: new Parser(text, known).read() };
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    const { message, from, to } = error;
    return { ok: false, failure: { message, from, to } };
  }
}

const NODE_MISSING =
  "A task is missing here, for example math.add(2, 3), a group [a | b], or map(a).";

class Parser {
  readonly #reader: Reader;
  readonly #known: KnownNode;
  readonly #spans = new Map<WorkflowNode, Span>();
  readonly #kept = new Set<WorkflowNode>();
  readonly #refs = new Set<string>();

  constructor(text: string, known: KnownNode) {
    this.#reader = new Reader(text);
    this.#known = known;
  }

  read(): Parsed {
    const root = this.#sequence();
    const { token } = this.#reader;
    if (token.type !== "end") this.#reader.fail(strayWords(token.text));
    return { root, spans: this.#spans, kept: this.#kept };
  }

  /** `a > b > c` */
  #sequence(): WorkflowNode {
    const reader = this.#reader;
    const { from } = reader.token;
    const first = this.#joined();
    if (!reader.is(">")) return first;
    const children = [first];
    const anchors: number[] = [];
    while (reader.is(">")) {
      anchors.push(reader.take().from);
      children.push(this.#joined());
    }
    const at = anchors[0] ?? from;
    return this.#note(
      { kind: "chain", children },
      { from, anchors, head: { from: at, to: at + 1 } },
    );
  }

  /** `[a | b] >> c` */
  #joined(): WorkflowNode {
    const reader = this.#reader;
    const { from } = reader.token;
    const isBracket = reader.is("[");
    const left = this.#unit();
    if (!reader.is(">>")) return left;
    const at = reader.token;
    if (left.kind !== "group" || !isBracket)
      return reader.fail(
        "Before >> stands a group: [a | b] >> c. For what runs after one task write >.",
      );
    if (Object.keys(left).length > 2)
      reader.fail(
        "The group before >> has no settings of its own. Put it into another one: [[a | b] optional] >> c; or set the whole: ([a | b] >> c) optional.",
        this.#spans.get(left),
      );
    reader.take();
    const span = this.#spans.get(left);
    this.#spans.delete(left);
    const body = this.#unit();
    const chord: WorkflowNode = { kind: "chord", header: left.children, body };
    const noted = this.#note(chord, {
      from,
      anchors: [at.from, ...(span?.anchors ?? [])],
      head: { from: at.from, to: at.to },
    });
    if (reader.is(">>"))
      reader.fail("A group is joined once. For what runs after the join write >.");
    return noted;
  }

  /** A node with what follows it as words. */
  #unit(): WorkflowNode {
    const { from } = this.#reader.token;
    const node = this.#primary();
    const { token } = this.#reader;
    if (token.type !== "name" || !isClause(token.text)) return node;
    if (this.#kept.has(node))
      this.#reader.fail(
        "What # stands for is kept as it is. Set it in the inspector, or write the node in full.",
      );
    readClauses(this.#reader, node, {
      nodes: () => this.#nodes(),
      value: () => this.#value(),
    });
    const span = this.#spans.get(node);
    if (span)
      this.#spans.set(node, { ...span, from: Math.min(from, span.from), to: this.#reader.end });
    return node;
  }

  #primary(): WorkflowNode {
    const reader = this.#reader;
    const { token } = reader;
    if (token.type === "ref") return this.#reference();
    if (token.type === "string") return this.#call();
    if (token.type === "name") {
      if (isBuilder(token.text)) return this.#built();
      if (isReserved(token.text))
        reader.fail(
          `${token.text} follows a task. A task of this name stands in quotes: "${token.text}".`,
        );
      return this.#call();
    }
    if (reader.is("[")) return this.#group();
    if (reader.is("(")) return this.#parenthesised();
    return reader.fail(NODE_MISSING);
  }

  #call(): Signature {
    const reader = this.#reader;
    const name = reader.take();
    const node: Signature = {
      kind: "task",
      task: name.type === "string" ? textOf(name) : name.text,
    };
    if (reader.has("(")) {
      const args: Json[] = [];
      const kwargs = new Map<string, Json>();
      reader.list(")", ",", () => this.#argument(args, kwargs));
      if (args.length > 0) node.args = args;
      if (kwargs.size > 0) node.kwargs = Object.fromEntries(kwargs);
    }
    return this.#note(node, { from: name.from, anchors: [name.from], head: name });
  }

  #argument(args: Json[], kwargs: Map<string, Json>): void {
    const reader = this.#reader;
    if (!reader.isNamed) {
      if (kwargs.size > 0)
        reader.fail("What is given by place stands before what is given by name.");
      args.push(this.#value());
      return;
    }
    const { name, at } = reader.name();
    if (kwargs.has(name)) reader.fail(`${name} is given twice. Leave one.`, at);
    kwargs.set(name, this.#value());
  }

  #value(): Json {
    return readValue(this.#reader, () => {
      const node = this.#unit();
      const span = this.#spans.get(node);
      if (node.kind !== "task" || this.#kept.has(node))
        return this.#reader.fail("After & stands the call of a task: &math.add(2).", span);
      this.#spans.delete(node);
      return node;
    });
  }

  #group(): WorkflowNode {
    const reader = this.#reader;
    const open = reader.take();
    const children: WorkflowNode[] = [];
    reader.list("]", "|", () => children.push(this.#sequence()));
    const anchors = [open.from, reader.end - 1];
    return this.#note({ kind: "group", children }, { from: open.from, anchors, head: open });
  }

  /** Only holds together what is in it. */
  #parenthesised(): WorkflowNode {
    const reader = this.#reader;
    const { from } = reader.take();
    let inner: WorkflowNode | undefined;
    if (reader.is(")")) reader.fail(NODE_MISSING);
    reader.list(")", null, () => (inner = this.#sequence()));
    if (inner === undefined) return reader.fail(NODE_MISSING);
    const span = this.#spans.get(inner);
    if (span) this.#spans.set(inner, { ...span, from, to: reader.end });
    return inner;
  }

  #nodes(): WorkflowNode[] {
    const nodes: WorkflowNode[] = [];
    this.#reader.expect("(", "what starts then stands in ( )");
    this.#reader.list(")", ",", () => nodes.push(this.#sequence()));
    return nodes;
  }

  /** `chain(…)`, `tree(…)`, `map(…)` */
  #built(): WorkflowNode {
    const reader = this.#reader;
    const word = reader.take();
    const kind = word.text as keyof typeof BUILDER_KEYS;
    const nodes: WorkflowNode[] = [];
    const named = new Map<string, Json>();
    reader.expect("(", `${kind} is followed by its members. A task of this name stands in quotes`);
    reader.list(")", ",", () => {
      if (!reader.isNamed) return void nodes.push(this.#sequence());
      const { name, at } = reader.name();
      if (!BUILDER_KEYS[kind].includes(name))
        reader.fail(`${kind} does not take ${name}.${takes(BUILDER_KEYS[kind])}`, at);
      named.set(name, this.#value());
    });
    const node = this.#container(kind, nodes, word);
    Object.assign(node, Object.fromEntries(named));
    return this.#note(node, { from: word.from, anchors: [word.from], head: word });
  }

  #container(kind: "chain" | "tree" | "map", nodes: WorkflowNode[], at: Range): WorkflowNode {
    const reader = this.#reader;
    const [first, second] = nodes;
    if (kind === "chain") return { kind, children: nodes };
    if (first === undefined) return reader.fail(`${kind} needs a task: ${kind}(a).`, at);
    if (kind === "map") {
      if (second !== undefined)
        reader.fail(
          "A map has one body. Put several into a group or chain.",
          this.#spans.get(second),
        );
      return { kind, body: first } satisfies MapNode;
    }
    if (first.kind !== "task")
      return reader.fail("The root of a tree is a task.", this.#spans.get(first));
    const isList = second?.kind === "group" && !this.#kept.has(second);
    if (second !== undefined && !(isList && Object.keys(second).length === 2))
      reader.fail(
        "What hangs on the root of a tree stands in brackets: tree(a, [b | c]).",
        this.#spans.get(second),
      );
    if (second !== undefined) this.#spans.delete(second);
    const children = second?.kind === "group" ? second.children : [];
    return { kind, root: first, children } satisfies Tree;
  }

  #reference(): WorkflowNode {
    const token = this.#reader.take();
    const id = token.text.slice(1);
    const node = this.#known(id);
    if (node === undefined)
      this.#reader.fail(`There is no node ${id} in the drawing. Write the node itself.`, token);
    if (this.#refs.has(id)) this.#reader.fail(`${token.text} stands here twice. Leave one.`, token);
    this.#refs.add(id);
    const copy = { ...node };
    this.#kept.add(copy);
    return this.#note(copy, { from: token.from, anchors: [token.from], head: token });
  }

  #note<N extends WorkflowNode>(node: N, { from, anchors, head }: Omit<Span, "to">): N {
    this.#spans.set(node, {
      from,
      to: this.#reader.end,
      anchors,
      head: { from: head.from, to: head.to },
    });
    return node;
  }
}

function takes(keys: readonly string[]): string {
  return keys.length === 0 ? "" : ` It takes ${keys.join(", ")}.`;
}

function strayWords(text: string): string {
  if (text === ")" || text === "]" || text === "}") return `${text} closes nothing. Remove it.`;
  if (text === "|") return "| parts what runs at the same time: put it in brackets, [a | b].";
  if (text === ",")
    return "A comma parts arguments. Write > for what runs after, | in brackets for what runs at the same time.";
  return `${text} cannot stand here. Write > before what runs after it.`;
}
