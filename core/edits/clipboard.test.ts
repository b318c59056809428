import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countingIds, workflow } from "@/testing/edits/arbitrary";
import { chain, contextOf, group, sketchOf, task } from "@/testing/edits/builders";
import { readClip, workflowOf, writeClip } from "./clipboard";
import { insertAll } from "./commands";
import { emptyDocument, fromWorkflow } from "./document";
import { applyEdit } from "./edit";

function copied(context: ReturnType<typeof contextOf>, ids: string[]) {
  const written = writeClip(context.document, ids);
  if (!written.ok) throw new Error(written.reason);
  const read = readClip(written.text);
  if (!read.ok) throw new Error(read.reason);
  return read.clip;
}

describe("the clipboard", () => {
  it("carries neighbours of a chain as a chain, those of a group as a group", () => {
    expect(copied(contextOf(chain("a", "b", "c")), ["c", "b"])).toMatchObject({
      relation: "chain",
      nodes: [{ id: "b" }, { id: "c" }],
    });
    expect(copied(contextOf(group("a", "b")), ["a", "b"])).toMatchObject({ relation: "group" });
  });

  it("says why nodes that do not stand side by side are not copied", () => {
    const { document } = contextOf(chain("a", "b", "c"));
    expect(writeClip(document, ["a", "c"])).toEqual({
      ok: false,
      reason: expect.stringMatching(/neighbours/),
    });
  });

  it.each([
    ["a workflow", { version: 1, name: "W", root: task("a") }],
    ["a node", task("a")],
    ["a list of nodes", [task("a"), task("b")]],
  ])("reads the JSON of %s", (_title, value) => {
    expect(readClip(JSON.stringify(value))).toMatchObject({ ok: true });
  });

  it.each([
    ["nothing", " ", /empty/],
    ["plain words", "hello", /not JSON/],
    ["a number", "3", /none of a workflow or a node/],
    ["an object of something else", "{}", /none of a workflow or a node/],
    ["an empty list", "[]", /empty list/],
    ["a node with a fault", '{"kind":"task"}', /cannot be pasted\. .*task/],
    ["a workflow with a fault", '{"root":{"kind":"chain"}}', /workflow cannot be pasted/],
    ["nodes of a later version", '{"espalier":"nodes","version":2,"nodes":[]}', /another version/],
  ])("says why it cannot paste %s", (_title, text, reason) => {
    expect(readClip(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it("gives back every workflow as it was", () => {
    fc.assert(
      fc.property(workflow, (given) => {
        const document = fromWorkflow(given, countingIds());
        if (document.rootId === null) return;
        const written = writeClip(document, [document.rootId]);
        const read = written.ok ? readClip(written.text) : written;
        // A random workflow may break limits of the document; then the reason says so.
        if (!read.ok) {
          expect(read.reason).toMatch(/\.$/);
          return;
        }
        const again = fromWorkflow({ ...workflowOf(read.clip), name: given.name }, countingIds());
        expect(again).toEqual(document);
      }),
      { numRuns: 100 },
    );
  });
});

describe("insertAll", () => {
  const clip = { nodes: [task("x"), task("y")], relation: "chain" } as const;
  it.each([
    ["after a chain's child", chain("a", "b"), "then", "a", "chain(a, x, y, b)"],
    ["alongside", chain("a", "b"), "alongside", "a", "chain(group(a, chain(x, y)), b)"],
    ["into a group", group("a", "b"), "alongside", "a", "group(a, chain(x, y), b)"],
    ["on success", task("a"), "onSuccess", "a", "a +chain(x, y)"],
  ] as const)("puts several %s", (_title, root, verb, nodeId, expected) => {
    const context = contextOf(root);
    const outcome = insertAll(context, { verb, nodeId }, clip);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(sketchOf(applyEdit(context.document, outcome.edit))).toBe(expected);
    expect(outcome.selectIds).toEqual(["x", "y"]);
  });

  it("begins an empty document", () => {
    const context = { document: emptyDocument(), createId: countingIds() };
    const outcome = insertAll(context, { verb: "first" }, clip);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(sketchOf(applyEdit(context.document, outcome.edit))).toBe("chain(x, y)");
  });
});
