/** Values in an expression: JSON, keys without quotes where they are names, and `&call` for a signature. */
import type { Json, Signature } from "../node";
import type { Reader } from "./reader";
import { textOf, type Token } from "./tokens";
import { nameText } from "./words";

/** Reads a call after `&`. */
export type ReadSignature = () => Signature;

const WORDS: { readonly [word: string]: Json } = { true: true, false: false, null: null };

/** Python's, which many have in their fingers. */
const NEAR: { readonly [word: string]: string } = { True: "true", False: "false", None: "null" };

export function readValue(reader: Reader, readSignature: ReadSignature): Json {
  const { token } = reader;
  switch (token.type) {
    case "string":
      return textOf(reader.take());
    case "number":
      return Number(reader.take().text);
    case "name":
      return readWord(reader, token);
    default:
      break;
  }
  if (reader.has("[")) {
    const items: Json[] = [];
    reader.list("]", ",", () => items.push(readValue(reader, readSignature)));
    return items;
  }
  if (reader.has("{")) return readObject(reader, readSignature);
  if (reader.has("&")) return { $signature: readSignature() as unknown as Json };
  return reader.fail(
    'A value is missing here: a number, a "text", true, false, null, a [list] or an {object}.',
  );
}

function readWord(reader: Reader, token: Token): Json {
  const value = WORDS[token.text];
  if (value === undefined || !Object.hasOwn(WORDS, token.text)) {
    const near = NEAR[token.text];
    reader.fail(
      near !== undefined
        ? `Write ${near} in place of ${token.text}.`
        : `${token.text} is no value. A text stands in quotes: "${token.text}"; a task as an argument begins with &: &${token.text}.`,
    );
  }
  reader.take();
  return value;
}

function readObject(reader: Reader, readSignature: ReadSignature): Json {
  const entries: [string, Json][] = [];
  reader.list("}", ",", () => {
    const key = reader.token;
    if (key.type !== "string" && key.type !== "name")
      reader.fail('A key is missing here, for example {size: 200} or {"a key": 200}.');
    reader.take();
    reader.expect(":", "it stands between a key and its value");
    entries.push([
      key.type === "string" ? textOf(key) : key.text,
      readValue(reader, readSignature),
    ]);
  });
  return Object.fromEntries(entries);
}

/** How a signature inside of a value is written; null when the line cannot say it. */
export type WriteSignature = (value: Json) => string | null;

export function valueText(value: Json, writeSignature: WriteSignature): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${value.map((item) => valueText(item, writeSignature)).join(", ")}]`;
  const signature = writeSignature(value);
  if (signature !== null) return signature;
  const entries = Object.entries(value).map(
    ([key, item]) => `${keyText(key)}: ${valueText(item, writeSignature)}`,
  );
  return `{${entries.join(", ")}}`;
}

/** A key may be any name: nothing else can stand there. */
function keyText(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : JSON.stringify(key);
}

/** `name=value`. */
export function namedText([name, value]: [string, Json], write: WriteSignature): string {
  return `${nameText(name)}=${valueText(value, write)}`;
}
