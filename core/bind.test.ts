import { describe, expect, it } from "vitest";
import { bindArguments, parameterNames, parameterSchema } from "./bind";
import type { JsonSchema } from "./task";

const params: JsonSchema = {
  type: "object",
  properties: { x: { type: "number" }, y: { type: "number" }, z: { default: 3 } },
  // Some writers of schemas list parameters with a default as well.
  required: ["x", "y", "z"],
};

function problemsOf(input: Omit<Parameters<typeof bindArguments>[0], "params">) {
  const outcome = bindArguments({ params, ...input });
  return outcome.ok ? [] : outcome.problems.map(({ code, parameter }) => [code, parameter]);
}

describe("bindArguments", () => {
  it("fills parameters by position, then by name, and leaves defaults out", () => {
    const outcome = bindArguments({ params, args: [1], kwargs: { y: null } });
    expect(outcome).toEqual({ ok: true, bound: { x: 1, y: null } });
  });

  it("puts the received value in front of the positional ones, null too", () => {
    const input = { params, args: [2], kwargs: {}, received: { value: null } };
    expect(bindArguments(input)).toEqual({ ok: true, bound: { x: null, y: 2 } });
  });

  it("never spreads a received list", () => {
    const input = { params, args: [2], kwargs: {}, received: { value: [1, 2, 3] } };
    expect(bindArguments(input)).toMatchObject({ bound: { x: [1, 2, 3], y: 2 } });
  });

  it("finds what is missing, unknown and too much, all at once", () => {
    expect(problemsOf({ args: [], kwargs: { q: 1 } })).toEqual([
      ["ARGUMENT_UNKNOWN", "q"],
      ["ARGUMENT_MISSING", "x"],
      ["ARGUMENT_MISSING", "y"],
    ]);
    expect(problemsOf({ args: [1, 2, 3, 4], kwargs: {} })).toEqual([
      ["ARGUMENTS_TOO_MANY", undefined],
    ]);
  });

  it("finds a parameter given by position and by name, the received one too", () => {
    expect(problemsOf({ args: [1, 2], kwargs: { y: 2 } })).toEqual([["ARGUMENT_TWICE", "y"]]);
    const received = { value: 0 };
    expect(problemsOf({ args: [2], kwargs: { x: 2 }, received })).toEqual([
      ["ARGUMENT_TWICE", "x"],
    ]);
  });

  it("counts the received value as one positional argument", () => {
    const received = { value: 0 };
    expect(problemsOf({ args: [1, 2], kwargs: {}, received })).toEqual([]);
    expect(problemsOf({ args: [1, 2, 3], kwargs: {}, received })).toEqual([
      ["ARGUMENTS_TOO_MANY", undefined],
    ]);
  });

  it("says to make immutable a task that takes nothing and receives a value", () => {
    const outcome = bindArguments({ params: {}, args: [], kwargs: {}, received: { value: 1 } });
    expect(outcome).toMatchObject({
      ok: false,
      problems: [
        {
          message:
            "The task takes no arguments, but 1 is given by position, the result received from before it counted as the first: mark it immutable so that it receives no result.",
        },
      ],
    });
  });

  it("treats __proto__ and constructor as names like any other", () => {
    const odd = JSON.parse(
      '{ "properties": { "__proto__": { "type": "number" } }, "required": ["__proto__"] }',
    ) as JsonSchema;
    expect(parameterNames(odd)).toEqual(["__proto__"]);
    const kwargs = JSON.parse('{ "__proto__": { "polluted": true } }') as { [name: string]: null };
    const outcome = bindArguments({ params: odd, args: [], kwargs });
    expect(outcome.ok && Object.keys(outcome.bound)).toEqual(["__proto__"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(problemsOf({ args: [1, 2], kwargs })).toEqual([["ARGUMENT_UNKNOWN", "__proto__"]]);
    expect(problemsOf({ args: [1, 2], kwargs: { constructor: 1 } })).toEqual([
      ["ARGUMENT_UNKNOWN", "constructor"],
    ]);
    expect(parameterSchema(params, "constructor")).toBeUndefined();
  });

  it("names every parameter in its message", () => {
    const outcome = bindArguments({ params, args: [], kwargs: { why: 1 } });
    expect(outcome.ok ? [] : outcome.problems.map((problem) => problem.message)).toEqual([
      'There is no parameter "why": the task has "x", "y", "z". Correct the name or remove it.',
      'The parameter "x" is missing and has no default. Give it a value.',
      'The parameter "y" is missing and has no default. Give it a value.',
    ]);
  });
});
