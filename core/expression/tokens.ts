/** The words of an expression: `math.add`, `"text"`, `12`, `>>`. Places count characters from 0. */

/** A part of a text: the first character, and the one after the last. */
export interface Range {
  from: number;
  to: number;
}

export interface Token extends Range {
  /** `ref` is `#` with the id of a node. `end` stands behind the last one. */
  type: "name" | "string" | "number" | "symbol" | "ref" | "end";
  text: string;
}

/** What is wrong at one place, and what to do. */
export class ExpressionFault extends Error {
  readonly from: number;
  readonly to: number;
  constructor(message: string, { from, to }: Range) {
    super(message);
    this.from = from;
    this.to = to;
  }
}

const WORD = "[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*";

/** A name that needs no quotes: `math.add`, `word-count`. */
export const BARE_NAME = new RegExp(`^${WORD}(?:\\.${WORD})*$`);

const PATTERNS: readonly [Token["type"], RegExp][] = [
  ["name", new RegExp(`${WORD}(?:\\.${WORD})*`, "y")],
  ["string", /"(?:[^"\\\n]|\\.)*"/y],
  ["number", /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ["ref", /#[A-Za-z0-9_-]{1,64}/y],
  ["symbol", />>|[>|[\](){},=:&]/y],
];

const SPACE = /\s*/y;

/** @throws ExpressionFault for a character that begins no word, and a string that does not end. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.to;
  }
  tokens.push({ type: "end", text: "", from: text.length, to: text.length });
  return tokens;
}

function tokenAt(text: string, from: number): Token {
  for (const [type, pattern] of PATTERNS) {
    pattern.lastIndex = from;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { type, text: found, from, to: from + found.length };
  }
  throw new ExpressionFault(strayWords(text[from] ?? ""), { from, to: from + 1 });
}

function strayWords(char: string): string {
  if (char === '"') return 'This text does not end. Close it with ".';
  if (char === "'") return 'Texts stand in double quotes: "…".';
  if (char === ".") return "A name goes on after the dot, for example math.add.";
  if (char === "#") return "The id of a node stands after #, for example #n4.";
  if (char === "…") return "A text that is left out cannot be read. Write it, or undo the change.";
  return `${char} has no meaning here. Write a task such as math.add(2, 3), > for what runs after it, [a | b] for what runs at the same time.`;
}

/** The text of a string token. @throws ExpressionFault for an escape that JSON does not know. */
export function textOf(token: Token): string {
  try {
    return JSON.parse(token.text) as string;
  } catch {
    throw new ExpressionFault(
      'This text has a mark that cannot be read. Write \\" for a quote, \\\\ for a backslash, \\n for a new line.',
      token,
    );
  }
}

/** The words that can be read, whatever stands between them: for the colours of a text that is being typed. */
export function readableTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (const found of text.matchAll(READABLE)) {
    const [word] = found;
    const token = PATTERNS.find(([, pattern]) => {
      pattern.lastIndex = found.index;
      return pattern.exec(text)?.[0] === word;
    });
    if (token !== undefined)
      tokens.push({ type: token[0], text: word, from: found.index, to: found.index + word.length });
  }
  return tokens;
}

const READABLE = new RegExp(PATTERNS.map(([, { source }]) => source).join("|"), "g");
