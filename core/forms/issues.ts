/** What zod finds in a value that is typed, said at its place in the fewest words. */
import type { z } from "zod";
import { clauseOf } from "@/core/validate/issues";

export interface FieldError {
  /** Below the value. */
  path: (string | number)[];
  message: string;
}

type Issue = z.core.$ZodIssue;

const TYPES: { [type: string]: string } = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const FORMATS: { [format: string]: string } = {
  date: "a date, such as 2026-12-01",
  datetime: "a time with its zone, such as 2026-12-01T08:00:00Z",
  time: "a time, such as 08:30:00",
  email: "an e-mail address, such as ada@example.org",
  url: "an address, such as https://example.org",
  uuid: "a UUID, such as 123e4567-e89b-42d3-a456-426614174000",
};

/** The longest pattern that says anything to a person. */
const PATTERN_LENGTH = 40;

function plural(count: number | bigint, word: string): string {
  return `${count} ${word}${Number(count) === 1 ? "" : "s"}`;
}

function measure(origin: string, limit: number | bigint): string {
  if (origin === "string") return plural(limit, "character");
  return origin === "array" || origin === "set" ? plural(limit, "item") : String(limit);
}

function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined") || issue.message.endsWith("received null")
        ? "Needs a value."
        : `Needs ${TYPES[issue.expected] ?? issue.expected}.`;
    case "invalid_format": {
      const { pattern } = issue;
      const known = FORMATS[issue.format];
      if (known !== undefined) return `Needs ${known}.`;
      return pattern !== undefined && pattern.length <= PATTERN_LENGTH
        ? `Does not match ${pattern}.`
        : "Is not of the form that is expected here.";
    }
    case "too_small":
      return `${issue.inclusive === false ? "More than" : "At least"} ${measure(issue.origin, issue.minimum)}.`;
    case "too_big":
      return `${issue.inclusive === false ? "Less than" : "At most"} ${measure(issue.origin, issue.maximum)}.`;
    case "not_multiple_of":
      return `Needs a multiple of ${issue.divisor}.`;
    case "invalid_value":
      return `Needs ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}.`;
    case "invalid_key":
      return "This name is not allowed here.";
    case "unrecognized_keys":
      return `${issue.keys.join(", ")} is not known here. Remove it.`;
    default: {
      const clause = clauseOf(issue.message);
      return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
    }
  }
}

/** Of the alternatives of a union the one that the value is most likely meant to be. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const inside = branches.filter((issues) => {
    const isOther = issues.some(({ path, code }) => path.length === 0 || code === "invalid_value");
    return issues.length > 0 && !isOther;
  });
  return inside.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function typesOf(branches: readonly (readonly Issue[])[]): string | null {
  const first = branches.map(([issue]) => issue);
  const types = first.flatMap((issue) =>
    issue?.code === "invalid_type" ? [TYPES[issue.expected] ?? issue.expected] : [],
  );
  return types.length === branches.length ? `Needs ${types.join(" or ")}.` : null;
}

function errorsOf(issue: Issue, above: (string | number)[]): FieldError[] {
  const path = [
    ...above,
    ...issue.path.map((key) => (typeof key === "number" ? key : String(key))),
  ];
  if (issue.code !== "invalid_union") return [{ path, message: wordsOf(issue) }];
  const branch = likeliest(issue.errors);
  if (branch !== null) return branch.flatMap((each) => errorsOf(each, path));
  const values = issue.errors.flatMap(([each]) =>
    each?.code === "invalid_value" ? each.values.map(String) : [],
  );
  if (values.length === issue.errors.length)
    return [{ path, message: `Needs one of ${values.join(", ")}.` }];
  // Among alternatives of one type, what its rules say helps most.
  const rules = issue.errors.find(([each]) => each !== undefined && each.code !== "invalid_type");
  if (rules !== undefined) return rules.flatMap((each) => errorsOf(each, path));
  return [{ path, message: typesOf(issue.errors) ?? "Fits none of the forms allowed here." }];
}

/** One error for each place, the first that was found there. */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  const byPlace = new Map<string, FieldError>();
  for (const error of issues.flatMap((issue) => errorsOf(issue, []))) {
    const place = JSON.stringify(error.path);
    if (!byPlace.has(place)) byPlace.set(place, error);
  }
  return [...byPlace.values()];
}
