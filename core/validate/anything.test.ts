import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemsOf } from "@/testing/documents";

describe("whatever it is given", () => {
  const key = fc.constantFrom(
    ...["kind", "task", "args", "kwargs", "children", "header", "body", "root", "over", "id"],
    ...["onSuccess", "onFailure", "options", "label", "$signature", "__proto__", "constructor"],
  );
  const kind = fc.constantFrom("task", "chain", "group", "chord", "tree", "map");
  const { almost } = fc.letrec((tie) => ({
    almost: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom<unknown>(null, undefined, 0, "math.add", "flow.chain", "a b", NaN),
      fc.array(tie("almost"), { maxLength: 4 }),
      fc.dictionary(key, tie("almost"), { maxKeys: 5 }),
      fc.record(
        {
          kind,
          task: fc.constantFrom("math.add", "flow.chain", "flow.echo", "nope"),
          args: fc.array(tie("almost"), { maxLength: 3 }),
          kwargs: fc.dictionary(key, tie("almost"), { maxKeys: 2 }),
          children: fc.array(tie("almost"), { maxLength: 4 }),
          header: fc.array(tie("almost"), { maxLength: 3 }),
          body: tie("almost"),
          root: tie("almost"),
          over: fc.array(tie("almost"), { maxLength: 3 }),
          onSuccess: fc.array(tie("almost"), { maxLength: 2 }),
        },
        { requiredKeys: ["kind"] },
      ),
    ),
  }));

  /** What no answer may be: a problem without a sentence or a place. */
  function oddProblems(document: unknown): unknown[] {
    return problemsOf(document).filter(({ message, path }) => {
      return !message.endsWith(".") || typeof path !== "string";
    });
  }

  it.each([
    ["any JSON", fc.jsonValue()],
    ["anything at all", fc.anything({ withNullPrototype: true })],
    ["what is nearly right", almost],
  ])("answers with problems: %s", (_, values) => {
    fc.assert(
      fc.property(values, (value: unknown) => {
        expect(oddProblems(value)).toEqual([]);
        expect(oddProblems({ version: 1, name: "", root: value })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("finds what it accepts to be JSON that says the same when read again", () => {
    fc.assert(
      fc.property(almost, (root) => {
        const document = { version: 1, name: "", root };
        const hasErrors = problemsOf(document).some(({ severity }) => severity === "error");
        if (hasErrors) return;
        const again = JSON.parse(JSON.stringify(document)) as unknown;
        expect(problemsOf(again)).toEqual(problemsOf(document));
      }),
      { numRuns: 500 },
    );
  });
});
