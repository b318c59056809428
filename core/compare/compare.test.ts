import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  insertThen,
  move,
  remove,
  wrap,
  type EditContext,
  type Outcome,
} from "@/core/edits/commands";
import { fromWorkflow } from "@/core/edits/document";
import { applyEdit } from "@/core/edits/edit";
import { setArguments } from "@/core/edits/settings";
import { isSame } from "@/core/merge/same";
import { workflow } from "@/testing/edits/arbitrary";
import { chain, contextOf, task } from "@/testing/edits/builders";
import { randomEdits } from "@/testing/edits/random-edits";
import { compare } from "./index";

/** Marks by node after a command on `chain(a, b, c)`. */
function marksAfter(command: (context: EditContext) => Outcome) {
  const context = contextOf({ ...chain("a", "b", "c"), id: "w" });
  const outcome = command(context);
  if (!outcome.ok) throw new Error(outcome.reason);
  const { nodes } = compare(context.document, applyEdit(context.document, outcome.edit));
  return Object.fromEntries([...nodes].map(([id, { marks }]) => [id, marks.join(" ")]));
}

describe("compare", () => {
  it.each<[string, (context: EditContext) => Outcome, { [id: string]: string }]>([
    ["a task put in", (c) => insertThen(c, "a", task("x")), { x: "added" }],
    ["a task taken out", (c) => remove(c, ["b"]), { b: "removed" }],
    [
      "the last moved to the front",
      (c) => move(c, "c", { verb: "before", nodeId: "a" }),
      { c: "moved" },
    ],
    ["a container put around", (c) => wrap(c, ["b"], "group"), { n2: "added" }],
  ])("marks %s and nothing else", (_, command, expected) => {
    const marks = marksAfter(command);
    expect(Object.values(marks)).toEqual(Object.values(expected));
    if (!("n2" in expected)) expect(marks).toEqual(expected);
  });

  it("names the fields that changed", () => {
    const { document } = contextOf(chain("a", "b"));
    const changed = applyEdit(document, setArguments(document, "a", { args: [1] }));
    const { nodes, counts } = compare(document, changed);
    expect([...nodes.values()]).toEqual([{ nodeId: "a", marks: ["changed"], fields: ["args"] }]);
    expect(counts).toEqual({ added: 0, removed: 0, changed: 1, moved: 0 });
  });

  it("finds nothing exactly where two versions are the same, and both ways the same nodes", () => {
    const edits = fc.record({ seed: fc.nat(), count: fc.nat(4) });
    fc.assert(
      fc.property(workflow, edits, (drawn, { seed, count }) => {
        let made = 0;
        const from = fromWorkflow(drawn, () => `b${(made += 1)}`);
        const to = randomEdits(from, { seed, count, by: "x" });
        const forth = compare(from, to);
        const back = compare(to, from);
        expect(compare(from, structuredClone(from)).nodes.size).toBe(0);
        if (forth.nodes.size === 0 && !forth.isRenamed) expect(plain(from)).toEqual(plain(to));
        expect(back.counts.added).toBe(forth.counts.removed);
        expect(back.counts.changed).toBe(forth.counts.changed);
        const changed = ({ nodes }: typeof forth) =>
          [...nodes.values()].filter(({ marks }) => !marks.includes("moved")).map((d) => d.nodeId);
        expect(
          isSame(changed(forth).toSorted(), changed(back).toSorted()) || forth.counts.moved > 0,
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** Without lists that are empty: an empty list of callbacks says the same as none. */
function plain(document: ReturnType<typeof fromWorkflow>) {
  return Object.fromEntries(
    Object.entries(document.nodes).map(([id, { own, parentId, role, members }]) => {
      const filled = Object.entries(members).filter(([, ids]) => ids.length > 0);
      return [id, { own, parentId, role, members: Object.fromEntries(filled) }];
    }),
  );
}
