import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "@/core/edits/edit";
import { fromWorkflow, toWorkflow } from "@/core/edits/document";
import type { WorkflowNode } from "@/core/node";
import { countingIds, workflow } from "@/testing/edits/arbitrary";
import { editToward } from "./edit";
import { nodesById, type Reading } from "./nodes";
import { printExpression } from "./print";
import { readAgain, readingOf } from "./reading";

/** Fresh ids that no workflow has. */
function newIds(): () => string {
  let count = 0;
  return () => `new${(count += 1)}`;
}

function again(before: Reading | null, text: string): Reading {
  const outcome = readAgain(before, text, newIds());
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.reading;
}

/** What stands under each id: the name of a task, or the kind. */
function words({ root }: Reading): { [id: string]: string } {
  const nodes = [...nodesById(root)];
  return Object.fromEntries(
    nodes.map(([id, node]) => [id, node.kind === "task" ? node.task : node.kind]),
  );
}

/** A text whose nodes are `n1`, `n2` … in the order drawn. */
function begin(text: string): Reading {
  const outcome = readAgain(null, text, countingIds());
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.reading;
}

describe("a text and its nodes", () => {
  it("are exactly the workflow they were made of, ids and all", () => {
    fc.assert(
      fc.property(workflow, (given) => {
        const document = fromWorkflow(given, countingIds());
        const root = toWorkflow(document)?.root as WorkflowNode;
        const reading = readingOf(root);
        expect(again(reading, reading.text).root).toEqual(root);
        expect(editToward(document, again(reading, reading.text).root, newIds())).toEqual({
          added: {},
          removed: {},
          updated: {},
        });
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  it("lead to the drawing that the text says, whatever was drawn before", () => {
    fc.assert(
      fc.property(workflow, workflow, (before, after) => {
        const document = fromWorkflow(before, countingIds());
        const reading = readingOf(toWorkflow(document)?.root as WorkflowNode);
        const wanted = printExpression(after.root);
        const { root } = again(reading, wanted);
        const next = applyEdit(document, editToward(document, root, newIds()));
        expect(toWorkflow(next)?.root).toEqual(root);
        expect(printExpression(root)).toBe(wanted);
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it.each([
    ["a > b", "a > b > c", { n1: "chain", n2: "a", n3: "b", new1: "c" }],
    ["a > b", "x > a > b", { n1: "chain", n2: "a", n3: "b", new1: "x" }],
    ["a > b", "a > x(1) > b", { n1: "chain", n2: "a", n3: "b", new1: "x" }],
    ["a", "a > b", { new1: "chain", n1: "a", new2: "b" }],
    ["a > b", "[a | b]", { new1: "group", n2: "a", n3: "b" }],
    ["a > b > c", "a > c > b", { n1: "chain", n2: "a", n3: "b", n4: "c" }],
    ["a > b", "a > c", { n1: "chain", n2: "a", n3: "c" }],
    ["a(1) > a(2)", "a(2) > a(1)", { n1: "chain", n2: "a", n3: "a" }],
    [
      "[a | b] > c",
      "x > [a | b] > c",
      { n1: "chain", n2: "group", n3: "a", n4: "b", n5: "c", new1: "x" },
    ],
    ["[a | b]", "[[a | b] | c]", { new1: "group", n1: "group", n2: "a", n3: "b", new2: "c" }],
    ["a > b", "zz", { new1: "zz" }],
  ])("%s becomes %s with the same ids", (before, after, ids) => {
    expect(words(again(begin(before), after))).toEqual(ids);
  });

  it("keeps what a text without quotes cannot lose: empty lists and what is off", () => {
    const root: WorkflowNode = {
      kind: "task",
      id: "one",
      task: "a",
      args: [],
      options: {},
      immutable: false,
      onSuccess: [],
    };
    const before = readingOf(root);
    expect(before.text).toBe("a");
    expect(again(before, "a > b").root).toMatchObject({ children: [root, { task: "b" }] });
  });

  it("shows a node that is too long for a line by its id, and keeps it as it is", () => {
    const long: WorkflowNode = { kind: "task", id: "long", task: "a", args: ["x".repeat(500)] };
    const before = readingOf({
      kind: "chain",
      id: "all",
      children: [long, { kind: "task", id: "b", task: "b" }],
    });
    expect(before.text).toBe("#long > b");
    const after = again(before, "b > #long > c");
    expect(after.root).toEqual({
      kind: "chain",
      id: "all",
      children: [
        { kind: "task", id: "b", task: "b" },
        long,
        { kind: "task", id: "new1", task: "c" },
      ],
    });
    expect(after.spans.get("long")).toMatchObject({ from: 4, to: 9 });
    expect(readAgain(before, "#gone", newIds())).toMatchObject({ ok: false });
  });

  it("says where each node stands", () => {
    const { text, spans } = begin('a > ([b | c] >> d) as "D"');
    const parts = [...spans].map(([id, { from, to }]) => [id, text.slice(from, to)]);
    expect(Object.fromEntries(parts)).toEqual({
      n1: text,
      n2: "a",
      n3: '([b | c] >> d) as "D"',
      n4: "b",
      n5: "c",
      n6: "d",
    });
  });
});
