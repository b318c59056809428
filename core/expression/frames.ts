/** Where in an expression a place is, told from the text before it: what is open there, and what may follow. */
import { isBuilder, isClause, type Builder } from "./words";

export interface Frame {
  /**
   * `node`: a task or container begins. `after`: one has ended. `argument`: a value or the name of a parameter.
   * `value`: a value. `setting`: the name of a setting. `builder`: a member or a name of `tree( )`, `map( )`.
   */
  place: "node" | "after" | "argument" | "value" | "setting" | "builder";
  /** The task whose arguments these are. */
  task: string | null;
  builder: Builder | null;
  /** Names that are given already. */
  given: readonly string[];
  /** The name before `=`. */
  parameter: string | null;
  /** Only the call of a task may stand there. */
  isCall: boolean;
}

interface Open {
  kind: "nodes" | "call" | "settings" | "builder" | "value";
  task: string | null;
  builder: Builder | null;
  given: string[];
}

const WORD = /"(?:[^"\\]|\\.)*"|[A-Za-z_][\w-]*(?:\.[\w-]+)*|#[\w-]+|-?\d[\w.+-]*|>>|[^\s]/g;

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** What is open behind `text`; null inside of quotes. */
export function frameAt(text: string): Frame | null {
  const words = wordsOf(text);
  if (words.some((word) => word === '"')) return null;
  const open: Open[] = [newOpen("nodes")];
  words.forEach((word, index) => step(open, words, index));
  const inner = open.at(-1) ?? newOpen("nodes");
  const last = words.at(-1) ?? "";
  const isNamed = last === "=";
  const parameter = isNamed ? (words.at(-2) ?? null) : null;
  return {
    place: placeOf(inner, last),
    task: inner.task,
    builder: inner.builder,
    given: inner.given,
    parameter,
    isCall: last === "&",
  };
}

function newOpen(kind: Open["kind"], more: Partial<Open> = {}): Open {
  return { kind, task: null, builder: null, given: [], ...more };
}

function step(open: Open[], words: readonly string[], index: number): void {
  const word = words[index] ?? "";
  const before = words[index - 1] ?? "";
  const inner = open.at(-1);
  if (word === "(") open.push(openedBy(before));
  else if (word === "[") open.push(newOpen(isValuePlace(inner, before) ? "value" : "nodes"));
  else if (word === "{") open.push(newOpen("value"));
  else if (word === ")" || word === "]" || word === "}") {
    if (open.length > 1) open.pop();
  } else if (word === "=") inner?.given.push(unquoted(before));
}

function unquoted(word: string): string {
  return word.replaceAll('"', "");
}

function openedBy(before: string): Open {
  if (before === "with") return newOpen("settings");
  if (isClause(before)) return newOpen("nodes");
  if (isBuilder(before)) return newOpen("builder", { builder: before });
  const isName = /^["A-Za-z_]/.test(before);
  return isName ? newOpen("call", { task: unquoted(before) }) : newOpen("nodes");
}

function isValuePlace(inner: Open | undefined, before: string): boolean {
  return before === "=" || inner?.kind === "call" || inner?.kind === "value";
}

function placeOf({ kind }: Open, last: string): Frame["place"] {
  const isBegin = ["", "(", "[", "{", ",", "|", ">", ">>"].includes(last);
  if (last === "&") return "node";
  if (last === "=" || last === ":") return "value";
  switch (kind) {
    case "call":
      return isBegin ? "argument" : "after";
    case "settings":
      return isBegin ? "setting" : "after";
    case "value":
      return isBegin ? "value" : "after";
    case "builder":
      return last === "(" || last === "," ? "builder" : isBegin ? "node" : "after";
    case "nodes":
      return isBegin ? "node" : "after";
  }
}
