/**
 * What a person types to find nodes in a run: `state:failed task:ocr -name:"first page" attempt:>1 took:>2s`.
 *
 * Terms stand side by side and all have to hold. A term without a key is looked for in name, task and id.
 * `,` gives alternatives, `*` stands for anything, `-` before a term turns it round, quotes keep spaces.
 */
import { readDuration } from "../duration";
import { STEP_STATES } from "../states";

const TEXT_KEYS = ["text", "task", "name", "id", "worker", "error"] as const;
const KINDS = ["task", "chain", "group", "chord", "tree", "map"];
const STATES: readonly string[] = [...STEP_STATES, "revoking"];
export const FILTER_KEYS = [
  "state",
  "task",
  "name",
  "kind",
  "worker",
  "error",
  "attempt",
  "took",
  "id",
];

type TextKey = (typeof TEXT_KEYS)[number];

export type FilterTerm = { not: boolean } & (
  | { key: TextKey; patterns: RegExp[] }
  | { key: "state" | "kind"; values: string[] }
  /** `took` in milliseconds. */
  | { key: "attempt" | "took"; compare: ">" | "<" | "="; value: number }
);

export type ParsedFilter = { ok: true; terms: FilterTerm[] } | { ok: false; problem: string };

/** Never throws; an empty text has no terms. */
export function parseFilter(text: string): ParsedFilter {
  const terms: FilterTerm[] = [];
  for (const word of wordsOf(text)) {
    const term = parseTerm(word);
    if ("problem" in term) return { ok: false, problem: term.problem };
    terms.push(term);
  }
  return { ok: true, terms };
}

interface Word {
  not: boolean;
  key: string | undefined;
  value: string;
}

/** A quote that is not closed yet goes to the end: it is being typed. */
const WORD = /(-?)(?:([a-zA-Z]+):)?((?:"[^"]*(?:"|$)|[^\s"])*)/g;

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)]
    .filter(([whole]) => whole !== "")
    .map(([, minus, key, value = ""]) => ({ not: minus === "-", key: key?.toLowerCase(), value }));
}

type Refusal = { problem: string };

function parseTerm({ not, key = "text", value }: Word): FilterTerm | Refusal {
  const values = splitValues(value);
  if (values.length === 0)
    return { problem: `What should ${key === "text" ? "-" : `${key}:`} be?` };
  if (isTextKey(key)) return { not, key, patterns: values.map(patternOf) };
  if (key === "state" || key === "kind") return oneOf(key, values, not);
  if (key === "attempt" || key === "took") return compare(key, values[0] ?? "", not);
  return {
    problem: `There is no “${key}:” to look for. There are ${FILTER_KEYS.map((each) => `${each}:`).join(", ")}.`,
  };
}

const isTextKey = (key: string): key is TextKey => (TEXT_KEYS as readonly string[]).includes(key);

function splitValues(value: string): string[] {
  const parts = value.match(/(?:"[^"]*(?:"|$)|[^,"])+/g) ?? [];
  return parts.map((part) => part.replaceAll('"', "")).filter((part) => part !== "");
}

/** With a star it is the whole, without one a part of it. */
function patternOf(value: string): RegExp {
  const parts = value.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.length === 1 ? (parts[0] ?? "") : `^${parts.join(".*")}$`, "is");
}

function oneOf(key: "state" | "kind", values: string[], not: boolean): FilterTerm | Refusal {
  const known = key === "state" ? STATES : KINDS;
  const lower = values.map((value) => value.toLowerCase());
  const wrong = lower.find((value) => !known.some((each) => each.startsWith(value)));
  if (wrong !== undefined) {
    return { problem: `There is no ${key} “${wrong}”. There are ${known.join(", ")}.` };
  }
  const exact = lower.flatMap((value) =>
    known.includes(value) ? [value] : known.filter((each) => each.startsWith(value)),
  );
  return { not, key, values: exact };
}

function compare(key: "attempt" | "took", value: string, not: boolean): FilterTerm | Refusal {
  const sign = /^[<>=]/.exec(value)?.[0] ?? (key === "attempt" ? "=" : ">");
  const rest = value.replace(/^[<>=]/, "");
  const number = key === "attempt" ? numberOf(rest) : durationOf(rest);
  if (number === undefined) {
    const example = key === "attempt" ? "attempt:>1" : "took:>2s";
    return { problem: `“${key}:${value}” is not clear. Write it as in ${example}.` };
  }
  return { not, key, compare: sign as ">" | "<" | "=", value: number };
}

const numberOf = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

function durationOf(text: string): number | undefined {
  const parsed = readDuration(text);
  return parsed.ok ? parsed.ms : undefined;
}
