import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { insertThen } from "@/core/edits/commands";
import { emptyDocument, fromWorkflow, type EditorDocument } from "@/core/edits/document";
import { applyEdit, type Edit } from "@/core/edits/edit";
import { rename, setContainer, setFlag } from "@/core/edits/settings";
import { countingIds, workflow } from "@/testing/edits/arbitrary";
import { chain, contextOf, task } from "@/testing/edits/builders";
import { sameRecords, structureOf } from "./structure";

const context = contextOf(chain("a", "b"));
const before = structureOf(context.document, null);

describe("structureOf", () => {
  it("is nothing for an empty document", () => {
    expect(structureOf(emptyDocument(), null)).toBeNull();
  });

  it("stays the same object when only settings change", () => {
    const edit = rename(context.document, "a", "Fetch");
    expect(structureOf(applyEdit(context.document, edit), before)).toBe(before);
  });

  it("is another when a node comes, or a link no longer carries a result", () => {
    const outcome = insertThen(context, "a", task("x"));
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(structureOf(applyEdit(context.document, outcome.edit), before)).not.toBe(before);
    const flag = setFlag(context.document, "b", { flag: "immutable", on: true });
    expect(structureOf(applyEdit(context.document, flag), before)).not.toBe(before);
  });
});

/** An edit of one node's settings, those among them that the drawing shows. */
function settingsEdit(document: EditorDocument, index: number, isOn: boolean): Edit {
  const node = Object.values(document.nodes)[index % Object.keys(document.nodes).length]!;
  const { id, own } = node;
  if (own.kind === "map") return setContainer(document, id, { over: isOn ? [1] : undefined });
  if (own.kind === "tree") return setContainer(document, id, { passResult: isOn });
  if (own.kind !== "task") return rename(document, id, "another");
  return setFlag(document, id, { flag: index % 2 === 0 ? "immutable" : "optional", on: isOn });
}

describe("sameRecords", () => {
  it("is true only of documents that are drawn alike", () => {
    let same = 0;
    fc.assert(
      fc.property(workflow, fc.nat(30), fc.boolean(), (drawn, index, isOn) => {
        const document = fromWorkflow(drawn, countingIds());
        const edited = applyEdit(document, settingsEdit(document, index, isOn));
        if (!sameRecords(document, edited)) return;
        same += 1;
        const tree = structureOf(document, null);
        expect(structureOf(edited, tree)).toBe(tree);
      }),
    );
    expect(same).toBeGreaterThan(0);
  });

  it("is false when a node comes or goes", () => {
    const outcome = insertThen(context, "a", task("x"));
    if (!outcome.ok) throw new Error(outcome.reason);
    const longer = applyEdit(context.document, outcome.edit);
    expect(sameRecords(context.document, longer)).toBe(false);
    expect(sameRecords(longer, context.document)).toBe(false);
  });
});
