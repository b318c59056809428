/** Turns what zod finds in one node into sentences. */
import { z } from "zod";
import type { ProblemCode } from "@/core/problem";
import type { Key } from "./place";
import { quote } from "./names";

export interface IssueProblem {
  code: Extract<ProblemCode, "DOCUMENT_INVALID" | "ID_INVALID">;
  /** Below the node. */
  keys: Key[];
  message: string;
}

/** The problems of `raw`, which `schema` describes. `word` says what `raw` is: `chain`. */
export function schemaProblems(
  schema: z.ZodObject,
  raw: { [key: string]: unknown },
  word: string,
): IssueProblem[] {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return [];
  return lastOfEach(parsed.error.issues).flatMap((issue) => {
    const keys = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
    if (issue.code !== "unrecognized_keys")
      return [fieldProblem(keys, issue.message, { schema, raw })];
    const known = Object.keys(keys.length === 0 ? schema.shape : {});
    return issue.keys.map((key) => unknownKey([...keys, key], word, known));
  });
}

/** One problem a field: of several the last, which is the narrowest. */
function lastOfEach(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const fields = issues.map(
    ({ code, path }) => `${code === "unrecognized_keys"} ${path.join(".")}`,
  );
  return issues.filter((_, index) => fields.lastIndexOf(fields[index] ?? "") === index);
}

function unknownKey(keys: Key[], word: string, known: string[]): IssueProblem {
  const has = known.length === 0 ? "" : ` A ${word} may have ${known.join(", ")}.`;
  const where = keys.length > 1 ? ` of ${quote(keys.slice(0, -1).join("."))}` : ` of a ${word}`;
  return {
    code: "DOCUMENT_INVALID",
    keys,
    message: `${quote(String(keys.at(-1)))} is not a key${where}. Remove it or correct its name.${has}`,
  };
}

function fieldProblem(
  keys: Key[],
  message: string,
  { schema, raw }: { schema: z.ZodObject; raw: { [key: string]: unknown } },
): IssueProblem {
  const field = quote(keys.join("."));
  if (keys.length === 1 && raw[String(keys[0])] === undefined)
    return { code: "DOCUMENT_INVALID", keys, message: `${field} is missing. Add it.` };
  const wrong = `${field} is not valid: ${clauseOf(message)}.`;
  if (keys[0] === "id" && typeof raw["id"] === "string")
    return { code: "ID_INVALID", keys, message: `${wrong} Give it another id.` };
  const remedy = canBeAbsent(schema, keys) ? "Correct it or leave it out." : "Correct it.";
  return { code: "DOCUMENT_INVALID", keys, message: `${wrong} ${remedy}` };
}

function canBeAbsent(schema: z.ZodObject, keys: Key[]): boolean {
  const field = schema.shape[String(keys[0])];
  // Inside a field everything may be left out, but not from the middle of a list.
  return keys.length > 1 ? typeof keys.at(-1) === "string" : z.safeParse(field, undefined).success;
}

const BOUND = /expected \w+ to (?:be|have) ([<>]=?)(\S+)(?: (\w+))?/;
const BOUND_WORDS: { readonly [sign: string]: string } = {
  "<=": "at most",
  ">=": "at least",
  "<": "less than",
  ">": "more than",
};

/** What zod says of a value, as a clause within a sentence: `expected number, received string`. */
export function clauseOf(message: string): string {
  const [, sign = "", bound = "", unit] = BOUND.exec(message) ?? [];
  if (sign !== "")
    return `expected ${BOUND_WORDS[sign] ?? sign} ${bound}${unit === undefined ? "" : ` ${unit}`}`;
  if (message.endsWith("expected int, received number")) return "expected a whole number";
  if (message === "Invalid input") return "it is of none of the forms that are allowed here";
  const bare = message.replace(/^(?:Invalid|Too|Unrecognized)[a-z ]*: (?=expected)/, "");
  return bare.charAt(0).toLowerCase() + bare.slice(1);
}
