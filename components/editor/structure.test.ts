import { describe, expect, it } from "vitest";
import { insertThen } from "@/core/edits/commands";
import { emptyDocument } from "@/core/edits/document";
import { applyEdit } from "@/core/edits/edit";
import { rename, setFlag } from "@/core/edits/settings";
import { chain, contextOf, task } from "@/testing/edits/builders";
import { structureOf } from "./structure";

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
