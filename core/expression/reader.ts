/** Goes through the words of an expression one by one; what is not as expected is said at its place. */
import { ExpressionFault, textOf, tokenize, type Range, type Token } from "./tokens";

/** Nesting of brackets; deeper than any workflow may be. */
const MAX_DEPTH = 200;

const END: Token = { type: "end", text: "", from: 0, to: 0 };

export class Reader {
  readonly #tokens: Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  get token(): Token {
    return this.#tokens[this.#next] ?? END;
  }

  get after(): Token {
    return this.#tokens[this.#next + 1] ?? END;
  }

  /** Where the word before ends. */
  get end(): number {
    return this.#tokens[this.#next - 1]?.to ?? 0;
  }

  take(): Token {
    const { token } = this;
    if (token.type !== "end") this.#next += 1;
    return token;
  }

  is(symbol: string): boolean {
    return this.token.type === "symbol" && this.token.text === symbol;
  }

  /** Takes the symbol when it is next. */
  has(symbol: string): boolean {
    const found = this.is(symbol);
    if (found) this.#next += 1;
    return found;
  }

  /** Takes a symbol that has to be there. `why` says what it ends or begins. */
  expect(symbol: string, why: string): Token {
    if (!this.is(symbol)) this.fail(`${symbol} is missing here: ${why}.`);
    return this.take();
  }

  /** True when a name and `=` are next. */
  get isNamed(): boolean {
    const isName = this.token.type === "name" || this.token.type === "string";
    return isName && this.after.type === "symbol" && this.after.text === "=";
  }

  /** Takes `name =`. */
  name(): { name: string; at: Token } {
    const at = this.take();
    this.take();
    return { name: at.type === "string" ? textOf(at) : at.text, at };
  }

  /** Reads a list up to `close`, its parts parted by `separator`; null: it has one part. */
  list(close: string, separator: string | null, each: () => void): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      this.fail(`This is nested deeper than ${MAX_DEPTH} levels. Split the workflow.`);
    if (!this.is(close)) {
      do each();
      while (separator !== null && this.has(separator));
    }
    this.#depth -= 1;
    if (!this.is(close))
      this.fail(`${this.#either(separator, close)} is missing here, before ${this.#shown()}.`);
    this.take();
  }

  #either(separator: string | null, close: string): string {
    return separator === null ? close : `${separator} or ${close}`;
  }

  #shown(): string {
    return this.token.type === "end" ? "the end" : this.token.text;
  }

  /** @throws ExpressionFault at a place, else at the next word. */
  fail(message: string, at: Range = this.token): never {
    throw new ExpressionFault(message, at);
  }
}
