/** What may be typed at a place of an expression: tasks, parameters, values, settings, words. */
import type { Json } from "../node";
import type { TaskInfo } from "../task";
import { frameAt, type Frame } from "./frames";
import type { Range } from "./tokens";
import { BUILDER_KEYS, BUILDERS, CLAUSES, nameText, SETTING_KEYS } from "./words";

export interface Candidate {
  /** What is shown. */
  label: string;
  /** What is put in place of the range. */
  insert: string;
  /** Where the cursor is then, counted from the begin of `insert`. */
  cursor: number;
  type: "task" | "word" | "parameter" | "setting" | "value";
  description: string;
}

export interface Completion extends Range {
  /** The best first. */
  candidates: Candidate[];
}

const CLAUSE_HINTS: { readonly [word: string]: string } = {
  immutable: "Takes nothing from what is before it",
  optional: "Its failure counts as null and stops nothing",
  as: "The name that is shown",
  with: "Options and other settings",
  onSuccess: "Starts with its result when it succeeded",
  onFailure: "Starts when it failed",
};

const BUILDER_HINTS: { readonly [word: string]: string } = {
  map: "The same for each item of a list",
  tree: "A task, then all that hangs on it",
  chain: "One after the other; also written a > b",
};

const SETTING_HINTS: { readonly [key: string]: string } = {
  over: "The list, where the map receives none",
  window: "How many run at once",
  chunkSize: "Items given to one copy",
  passResult: "The children receive the result of the root",
};

/** What may stand at `cursor`, with what is typed of it already; null where nothing is known. */
export function completeExpression(
  text: string,
  cursor: number,
  tasks: readonly TaskInfo[],
): Completion | null {
  const typed = /[A-Za-z_][\w.-]*$/.exec(text.slice(0, cursor))?.[0] ?? "";
  const rest = /^[\w.-]*/.exec(text.slice(cursor))?.[0] ?? "";
  const from = cursor - typed.length;
  const frame = frameAt(text.slice(0, from));
  if (frame === null) return null;
  const all = candidatesOf(frame, tasks, text.slice(cursor + rest.length));
  const candidates = all
    .map((candidate) => ({ candidate, rank: rankOf(candidate, typed) }))
    .filter(({ rank }) => rank !== null)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ candidate }) => candidate);
  return candidates.length === 0 ? null : { from, to: cursor + rest.length, candidates };
}

function rankOf({ label, type, description }: Candidate, typed: string): number | null {
  const [name, wanted] = [label.toLowerCase(), typed.toLowerCase()];
  const short = type === "task" ? name.slice(name.lastIndexOf(".") + 1) : name;
  if (short.startsWith(wanted) || name.startsWith(wanted)) return 0;
  if (name.includes(wanted)) return 1;
  return type === "task" && description.toLowerCase().includes(wanted) ? 2 : null;
}

function candidatesOf(frame: Frame, tasks: readonly TaskInfo[], rest: string): Candidate[] {
  switch (frame.place) {
    case "node":
      return [...taskCandidates(tasks), ...(frame.isCall ? [] : builderCandidates(rest))];
    case "after":
      return clauseCandidates(rest);
    case "argument":
      return [...parameterCandidates(frame, tasks, rest), ...literals()];
    case "value":
      return valueCandidates(frame, tasks);
    case "setting":
      // Of a task or a container: what stands before is not looked at.
      return namedCandidates(
        [...new Set([...SETTING_KEYS.task, ...SETTING_KEYS.chain])],
        frame,
        rest,
      );
    case "builder":
      return [
        ...taskCandidates(tasks),
        ...builderCandidates(rest),
        ...namedCandidates(BUILDER_KEYS[frame.builder ?? "chain"], frame, rest),
      ];
  }
}

function taskCandidates(tasks: readonly TaskInfo[]): Candidate[] {
  return tasks.map(({ name, description }) => {
    const insert = nameText(name);
    return { label: name, insert, cursor: insert.length, type: "task", description };
  });
}

/** A word that brackets follow; the cursor goes between them. */
function withBrackets(word: string, rest: string): { insert: string; cursor: number } {
  const insert = /^\s*\(/.test(rest) ? word : `${word}()`;
  return { insert, cursor: word.length + (insert === word ? 0 : 1) };
}

function builderCandidates(rest: string): Candidate[] {
  return BUILDERS.map((word) => ({
    label: word,
    ...withBrackets(word, rest),
    type: "word",
    description: BUILDER_HINTS[word] ?? "",
  }));
}

function clauseCandidates(rest: string): Candidate[] {
  return CLAUSES.map((word) => {
    const common = { label: word, type: "word" as const, description: CLAUSE_HINTS[word] ?? "" };
    if (word === "immutable" || word === "optional")
      return { ...common, insert: word, cursor: word.length };
    if (word === "as") return { ...common, insert: 'as ""', cursor: 4 };
    return { ...common, ...withBrackets(word === "with" ? "with " : word, rest) };
  });
}

interface Property {
  name: string;
  schema: { [key: string]: Json };
}

function propertiesOf(task: string | null, tasks: readonly TaskInfo[]): Property[] {
  const properties = tasks.find(({ name }) => name === task)?.params["properties"] ?? {};
  return Object.entries(properties as { [name: string]: Json }).map(([name, schema]) => ({
    name,
    schema: typeof schema === "object" && schema !== null && !Array.isArray(schema) ? schema : {},
  }));
}

function parameterCandidates(frame: Frame, tasks: readonly TaskInfo[], rest: string): Candidate[] {
  return propertiesOf(frame.task, tasks)
    .filter(({ name }) => !frame.given.includes(name))
    .map(({ name, schema }) => ({
      ...named(name, rest),
      type: "parameter",
      description:
        typeof schema["description"] === "string" ? schema["description"] : typeText(schema),
    }));
}

function typeText({ type }: Property["schema"]): string {
  return typeof type === "string" ? type : "";
}

function named(name: string, rest: string) {
  const insert = /^\s*=/.test(rest) ? nameText(name) : `${nameText(name)}=`;
  return { label: name, insert, cursor: insert.length };
}

function namedCandidates(keys: readonly string[], frame: Frame, rest: string): Candidate[] {
  return keys
    .filter((key) => !frame.given.includes(key))
    .map((key) => ({
      ...named(key, rest),
      type: "setting",
      description: SETTING_HINTS[key] ?? "",
    }));
}

function valueCandidates(frame: Frame, tasks: readonly TaskInfo[]): Candidate[] {
  const schema = propertiesOf(frame.task, tasks).find(
    ({ name }) => name === frame.parameter,
  )?.schema;
  const listed = Array.isArray(schema?.["enum"]) ? schema["enum"] : [];
  return listed.length > 0 ? listed.map(literal) : literals();
}

function literal(value: Json): Candidate {
  const insert = JSON.stringify(value);
  return { label: insert, insert, cursor: insert.length, type: "value", description: "" };
}

function literals(): Candidate[] {
  return [true, false, null].map(literal);
}
