/** Reads the part of Python that a canvas is written in, into a tree of what is written. Runs nothing. */
import { PythonFault, pythonText, pythonTokens, type Place, type PythonToken } from "./tokens";

export type Python = Place &
  (
    | { type: "value"; value: null | boolean | number | string }
    | { type: "name"; name: string }
    | { type: "attribute"; of: Python; name: string }
    | { type: "call"; of: Python; args: Python[]; kwargs: Keyword[] }
    | { type: "index"; of: Python; index: Python }
    | { type: "list"; items: Python[] }
    | { type: "dict"; entries: [Python, Python][] }
    | { type: "operation"; operator: string; left: Python; right: Python }
    | { type: "minus"; of: Python }
    | { type: "each"; item: Python; variables: string[]; over: Python }
  );

export interface Keyword extends Place {
  name: string;
  value: Python;
}

/** `name = expression`, or an expression (`name` null). */
export interface Statement {
  name: string | null;
  value: Python;
}

const WORDS: { readonly [word: string]: null | boolean } = { None: null, True: true, False: false };

/** Statements that say nothing of a canvas. */
const PASSED = new Set(["from", "import", "print", "pass"]);

const UNREAD = new Set([
  "def",
  "class",
  "for",
  "while",
  "if",
  "with",
  "lambda",
  "await",
  "async",
  "return",
  "try",
]);

const MAX_DEPTH = 200;

/** @throws PythonFault for what is not of this part of Python. */
export function readPython(text: string): Statement[] {
  return new PythonReader(text).statements();
}

class PythonReader {
  readonly #tokens: PythonToken[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = pythonTokens(
      text.replace(/^(?:>>>|\.\.\.|In \[\d+\]:) ?/gm, (mark) => " ".repeat(mark.length)),
    );
  }

  statements(): Statement[] {
    const statements: Statement[] = [];
    while (this.#token.type !== "end") {
      if (this.#token.type === "newline") this.#take();
      else if (this.#token.type === "name" && PASSED.has(this.#token.text)) this.#line();
      else statements.push(this.#statement());
    }
    return statements;
  }

  get #token(): PythonToken {
    return this.#tokens[this.#next] ?? { type: "end", text: "", from: 0, to: 0 };
  }

  #take(): PythonToken {
    const token = this.#token;
    this.#next += 1;
    return token;
  }

  #line(): void {
    while (this.#token.type !== "newline" && this.#token.type !== "end") this.#take();
  }

  #is(symbol: string): boolean {
    return this.#token.type === "symbol" && this.#token.text === symbol;
  }

  #has(symbol: string): boolean {
    const found = this.#is(symbol);
    if (found) this.#take();
    return found;
  }

  #hasWord(word: string): boolean {
    const found = this.#token.type === "name" && this.#token.text === word;
    if (found) this.#take();
    return found;
  }

  #fail(message: string, place: Place = this.#token): never {
    throw new PythonFault(message, place);
  }

  #statement(): Statement {
    const [name, equals] = [this.#token, this.#tokens[this.#next + 1]];
    const isAssigned = name.type === "name" && equals?.type === "symbol" && equals.text === "=";
    if (isAssigned) this.#next += 2;
    const value = this.#expression();
    const { type } = this.#token;
    if (type !== "newline" && type !== "end")
      this.#fail(`${this.#token.text} cannot stand here in a canvas.`);
    return { name: isAssigned ? name.text : null, value };
  }

  #expression(): Python {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#fail(`This is nested deeper than ${MAX_DEPTH} levels.`);
    const value = this.#operations(["|"], () => this.#sum());
    this.#depth -= 1;
    return value;
  }

  #sum(): Python {
    return this.#operations(["+", "-"], () =>
      this.#operations(["*", "/", "//", "%"], () => this.#power()),
    );
  }

  #power(): Python {
    const left = this.#unary();
    if (!this.#has("**")) return left;
    const right = this.#power();
    return { type: "operation", operator: "**", left, right, from: left.from, to: right.to };
  }

  #operations(operators: readonly string[], operand: () => Python): Python {
    let left = operand();
    while (this.#token.type === "symbol" && operators.includes(this.#token.text)) {
      const operator = this.#take().text;
      const right = operand();
      left = { type: "operation", operator, left, right, from: left.from, to: right.to };
    }
    return left;
  }

  #unary(): Python {
    const { from } = this.#token;
    // `~sig` applies it and waits: what it is stays the same.
    if (this.#has("~")) return this.#unary();
    if (!this.#has("-")) return this.#trailed(this.#atom());
    const of = this.#unary();
    return { type: "minus", of, from, to: of.to };
  }

  #trailed(first: Python): Python {
    let value = first;
    for (;;) {
      const { from } = value;
      if (this.#has(".")) {
        const name = this.#take();
        if (name.type !== "name") this.#fail("A name stands after the dot.", name);
        value = { type: "attribute", of: value, name: name.text, from, to: name.to };
      } else if (this.#has("(")) {
        const { args, kwargs } = this.#arguments();
        value = { type: "call", of: value, args, kwargs, from, to: this.#end };
      } else if (this.#has("[")) {
        const index = this.#expression();
        this.#close("]");
        value = { type: "index", of: value, index, from, to: this.#end };
      } else return value;
    }
  }

  get #end(): number {
    return this.#tokens[this.#next - 1]?.to ?? 0;
  }

  #close(symbol: string): void {
    if (!this.#has(symbol)) this.#fail(`${symbol} is missing here.`);
  }

  #arguments(): { args: Python[]; kwargs: Keyword[] } {
    const args: Python[] = [];
    const kwargs: Keyword[] = [];
    while (!this.#is(")")) {
      const { from } = this.#token;
      if (this.#is("**")) this.#fail("** cannot be read here. Write the names.");
      if (this.#has("*")) {
        const spread = this.#expression();
        if (spread.type !== "list") this.#fail("* can only be read before a list.", spread);
        args.push(...spread.items);
      } else {
        const name = this.#token;
        const after = this.#tokens[this.#next + 1];
        if (name.type === "name" && after?.type === "symbol" && after.text === "=") {
          this.#next += 2;
          const value = this.#expression();
          kwargs.push({ name: name.text, value, from, to: value.to });
        } else args.push(this.#each(this.#expression()));
      }
      if (!this.#has(",")) break;
    }
    this.#close(")");
    return { args, kwargs };
  }

  /** `item for variable in list`, when it goes on like that. */
  #each(item: Python): Python {
    if (!this.#hasWord("for")) return item;
    const variables: string[] = [];
    const isHeld = this.#has("(");
    do {
      const variable = this.#take();
      if (variable.type !== "name") this.#fail("A variable stands after for.", variable);
      variables.push(variable.text);
    } while (this.#has(","));
    if (isHeld) this.#close(")");
    if (!this.#hasWord("in")) this.#fail("in is missing here.");
    const over = this.#expression();
    if (this.#hasWord("if") || this.#hasWord("for"))
      this.#fail("Only one for without a condition can be read.");
    return { type: "each", item, variables, over, from: item.from, to: over.to };
  }

  #atom(): Python {
    const token = this.#take();
    const place = { from: token.from, to: token.to };
    switch (token.type) {
      case "number":
        return { type: "value", value: Number(token.text.replaceAll("_", "")), ...place };
      case "string":
        return this.#text(token);
      case "name":
        if (UNREAD.has(token.text))
          this.#fail(`${token.text} cannot be read: paste the canvas alone.`, token);
        if (Object.hasOwn(WORDS, token.text))
          return { type: "value", value: WORDS[token.text] ?? null, ...place };
        return { type: "name", name: token.text, ...place };
      default:
        break;
    }
    if (token.text === "(") return this.#parenthesised(token);
    if (token.text === "[") return this.#list("]", token);
    if (token.text === "{") return this.#dict(token);
    return this.#fail(
      token.type === "end"
        ? "The canvas ends too soon."
        : `${token.text.trim() || "A line break"} cannot stand here.`,
      token,
    );
  }

  /** Strings side by side are one. */
  #text(first: PythonToken): Python {
    let value = pythonText(first);
    while (this.#token.type === "string") value += pythonText(this.#take());
    return { type: "value", value, from: first.from, to: this.#end };
  }

  #parenthesised(open: PythonToken): Python {
    if (this.#has(")")) return { type: "list", items: [], from: open.from, to: this.#end };
    const first = this.#each(this.#expression());
    if (!this.#is(",")) {
      this.#close(")");
      return { ...first, from: open.from, to: this.#end };
    }
    return this.#list(")", open, [first]);
  }

  #list(close: string, open: PythonToken, begun: Python[] = []): Python {
    const items = begun;
    if (begun.length > 0) this.#take();
    while (!this.#is(close)) {
      items.push(this.#each(this.#expression()));
      if (!this.#has(",")) break;
    }
    this.#close(close);
    const place = { from: open.from, to: this.#end };
    const [only] = items;
    return items.length === 1 && only?.type === "each"
      ? { ...only, ...place }
      : { type: "list", items, ...place };
  }

  #dict(open: PythonToken): Python {
    const entries: [Python, Python][] = [];
    while (!this.#is("}")) {
      const key = this.#expression();
      this.#close(":");
      entries.push([key, this.#expression()]);
      if (!this.#has(",")) break;
    }
    this.#close("}");
    return { type: "dict", entries, from: open.from, to: this.#end };
  }
}
