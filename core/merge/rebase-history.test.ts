import { describe, expect, it } from "vitest";
import { insertThen } from "@/core/edits/commands";
import type { EditorDocument } from "@/core/edits/document";
import { applyEdit } from "@/core/edits/edit";
import { EMPTY_HISTORY, record, undo, type History } from "@/core/edits/history";
import { rename, setArguments } from "@/core/edits/settings";
import { chain, contextOf, sketchOf, task } from "@/testing/edits/builders";
import { merge } from "./index";
import { rebaseHistory } from "./rebase-history";

function put(document: EditorDocument, after: string, name: string) {
  const outcome = insertThen({ document, createId: () => `${name}0` }, after, task(name));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.edit;
}

const entry = (edit: ReturnType<typeof put>, at: number) => ({
  ...{ edit, label: "Edit", burst: null, at, before: null, after: null },
});

describe("rebaseHistory", () => {
  it("takes back one's own steps, one by one, and keeps what the other did", () => {
    const { document: base } = contextOf(chain("a", "b"));
    let mine = base;
    let history: History = EMPTY_HISTORY;
    for (const [at, name] of ["x", "y"].entries()) {
      const edit = put(mine, "a", name);
      mine = applyEdit(mine, edit);
      history = record(history, entry(edit, at));
    }
    const theirs = applyEdit(applyEdit(base, put(base, "b", "t")), rename(base, "a", "First"));
    const versions = { base, mine, theirs };
    const { document: merged } = merge(versions);
    let now = { document: merged, history: rebaseHistory(history, versions, merged) };
    const seen = [sketchOf(merged)];
    for (let step = undo(now.history); step !== null; step = undo(now.history)) {
      now = { document: applyEdit(now.document, step.edit), history: step.history };
      seen.push(sketchOf(now.document));
    }
    expect(seen).toEqual(["chain(a, y, x, b, t)", "chain(a, x, b, t)", "chain(a, b, t)"]);
    expect(now.document.nodes["a"]?.own).toMatchObject({ label: "First" });
  });

  it("ends before a step that the other's change cannot go with", () => {
    const { document: base } = contextOf(chain("a", "b"));
    const first = setArguments(base, "a", { args: [1] });
    const between = applyEdit(base, first);
    const second = setArguments(between, "a", { args: [2] });
    const mine = applyEdit(between, second);
    const history = record(record(EMPTY_HISTORY, entry(first, 0)), entry(second, 9999));
    const theirs = applyEdit(base, setArguments(base, "a", { args: [2] }));
    const rebased = rebaseHistory(history, { base, mine, theirs }, mine);
    expect(rebased.undo).toEqual([]);
  });
});
