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

  const { sound } = fc.letrec((tie) => {
    const nodes = fc.array(tie("sound"), { maxLength: 2 });
    const call = {
      kind: fc.constant("task"),
      task: fc.constantFrom("math.add", "math.sum", "flow.chain", "flow.echo", "old.task"),
      args: fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }),
      kwargs: fc.dictionary(fc.constantFrom("x", "y", "value", "__proto__"), fc.jsonValue()),
      immutable: fc.boolean(),
    };
    const requiredKeys: ["kind", "task"] = ["kind", "task"];
    const leaf = fc.record(call, { requiredKeys });
    const value = tie("sound").map(($signature) => ({ $signature }));
    const rich = { ...call, args: fc.array(value, { maxLength: 2 }), onSuccess: nodes };
    const signature = fc.record({ ...rich, onFailure: nodes }, { requiredKeys });
    const container = (members: { [key: string]: fc.Arbitrary<unknown> }, name: string) =>
      fc.record({ kind: fc.constant(name), ...members });
    const map = fc.record(
      {
        kind: fc.constant("map"),
        body: tie("sound"),
        over: fc.array(fc.jsonValue(), { maxLength: 3 }),
        chunkSize: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: ["kind", "body"] },
    );
    return {
      sound: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        leaf,
        signature,
        container({ children: nodes }, "chain"),
        container({ children: nodes }, "group"),
        container({ header: nodes, body: tie("sound") }, "chord"),
        container({ root: leaf, children: nodes, passResult: fc.boolean() }, "tree"),
        map,
      ),
    };
  });

  /** What no answer may be: without a sentence or a place, or born of an error that was caught. */
  function oddProblems(document: unknown): unknown[] {
    return problemsOf(document).filter(({ message, path }) => {
      const isCaught = message.startsWith("Reading the document throws");
      return isCaught || !message.endsWith(".") || typeof path !== "string";
    });
  }

  it.each([
    ["any JSON", fc.jsonValue()],
    ["anything at all", fc.anything({ withNullPrototype: true })],
    ["what is nearly right", almost],
    ["what is of the right form", sound],
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
      fc.property(fc.oneof(almost, sound), (root) => {
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
