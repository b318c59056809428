import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duplicateAll, insertThen, moveAll, remove } from "@/core/edits/commands";
import {
  emptyDocument,
  fromWorkflow,
  toWorkflow,
  type EditorDocument,
} from "@/core/edits/document";
import { applyEdit, type Edit } from "@/core/edits/edit";
import { rename, setContainer, setFlag } from "@/core/edits/settings";
import { layout } from "@/core/layout/layout";
import { layoutTreeOfWorkflow } from "@/core/layout/tree";
import { countingIds, workflow } from "@/testing/edits/arbitrary";
import { chain, contextOf, group, task } from "@/testing/edits/builders";
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

describe("the trees before and after an edit", () => {
  const change = fc.record({ at: fc.nat(30), to: fc.nat(30), what: fc.nat(3) });

  it("are laid out as if nothing were known of the one before", () => {
    let shared = 0;
    fc.assert(
      fc.property(workflow, change, (drawn, { at, to, what }) => {
        const here = contextOf(drawn.root);
        const ids = Object.keys(here.document.nodes);
        const [first, second] = [ids[at % ids.length]!, ids[to % ids.length]!];
        const outcome = [
          () => insertThen(here, first, task("new")),
          () => remove(here, [first]),
          () => duplicateAll(here, [first]),
          () => moveAll(here, [first], { verb: "alongside", nodeId: second }),
        ][what]!();
        if (!outcome.ok) return;
        const old = structureOf(here.document, null);
        if (old !== null) layout(old);
        const edited = applyEdit(here.document, outcome.edit);
        const tree = structureOf(edited, old);
        if (tree === null) return;
        if (old?.members.some((member) => tree.members.includes(member))) shared += 1;
        expect(layout(tree)).toEqual(layout(structuredClone(tree)));
        const alone = toWorkflow(fromWorkflow(toWorkflow(edited)!, countingIds()))!;
        expect(tree).toEqual(layoutTreeOfWorkflow(alone));
      }),
    );
    expect(shared).toBeGreaterThan(0);
  });

  it("share what the edit left alone", () => {
    const { document } = contextOf(chain("a", group("b", "c"), "d"));
    const old = structureOf(document, null)!;
    const outcome = duplicateAll(contextOf(chain("a", group("b", "c"), "d")), ["a"]);
    if (!outcome.ok) throw new Error(outcome.reason);
    const tree = structureOf(applyEdit(document, outcome.edit), old)!;
    expect(tree.members).toHaveLength(4);
    expect(tree.members.slice(2)).toEqual(old.members.slice(1));
    tree.members.slice(2).forEach((member, index) => expect(member).toBe(old.members[index + 1]));
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
