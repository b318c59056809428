/** The words of Python as far as a canvas needs them. Places count characters from 0. */

export interface Place {
  from: number;
  to: number;
}

export interface PythonToken extends Place {
  type: "name" | "string" | "number" | "symbol" | "newline" | "end";
  text: string;
}

/** Python that cannot be read here. */
export class PythonFault extends Error {
  readonly place: Place;
  constructor(message: string, { from, to }: Place) {
    super(message);
    this.place = { from, to };
  }
}

const STRING = `(?:"""(?:[^\\\\]|\\\\[^])*?"""|'''(?:[^\\\\]|\\\\[^])*?'''|"(?:[^"\\\\\\n]|\\\\[^])*"|'(?:[^'\\\\\\n]|\\\\[^])*')`;

const PATTERNS: readonly [PythonToken["type"] | "space", RegExp][] = [
  ["space", /(?:[ \t\f\r]|#[^\n]*|\\\r?\n)+/y],
  ["newline", /[\n;]/y],
  ["string", new RegExp(`(?:[rRbBuU]{0,2})${STRING}`, "y")],
  ["name", /[A-Za-z_]\w*/y],
  ["number", /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y],
  ["symbol", /\*\*|\/\/|==|[()[\]{},.:=|+\-*/%~@<>]/y],
];

/** @throws PythonFault for what is none of Python's words. */
export function pythonTokens(text: string): PythonToken[] {
  const tokens: PythonToken[] = [];
  let at = 0;
  // Inside of brackets a line goes on.
  let depth = 0;
  while (at < text.length) {
    const token = tokenAt(text, at);
    at = token.to;
    if (token.type === "space") continue;
    if (token.type === "symbol" && "([{".includes(token.text)) depth += 1;
    if (token.type === "symbol" && ")]}".includes(token.text)) depth -= 1;
    if (token.type === "newline" && depth > 0) continue;
    tokens.push(token as PythonToken);
  }
  tokens.push({ type: "end", text: "", from: text.length, to: text.length });
  return tokens;
}

function tokenAt(text: string, from: number) {
  for (const [type, pattern] of PATTERNS) {
    pattern.lastIndex = from;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined && found !== "")
      return { type, text: found, from, to: from + found.length };
  }
  const char = text[from] ?? "";
  const isQuote = char === '"' || char === "'";
  throw new PythonFault(
    isQuote ? "This text does not end. Close its quotes." : `${char} cannot be read as Python.`,
    { from, to: from + 1 },
  );
}

const ESCAPES: { readonly [mark: string]: string } = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\n": "",
};

/** What a string token says. */
export function pythonText(token: PythonToken): string {
  const [, prefix = "", quote = ""] = /^([a-zA-Z]*)("""|'''|"|')/.exec(token.text) ?? [];
  const inner = token.text.slice(prefix.length + quote.length, -quote.length);
  if (/r/i.test(prefix)) return inner;
  return inner.replaceAll(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^])/g,
    (whole: string, mark: string) => {
      if (mark.length > 1) return String.fromCharCode(Number.parseInt(mark.slice(1), 16));
      // An escape that Python does not know stays as it is written.
      return ESCAPES[mark] ?? (/["'\\]/.test(mark) ? mark : whole);
    },
  );
}
