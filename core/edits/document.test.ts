import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callbacksOf, membersOf, type WorkflowNode } from "@/core/node";
import { countingIds, workflow } from "@/testing/edits/arbitrary";
import { emptyDocument, fromWorkflow, toWorkflow } from "./document";
import { faultsOf } from "./rules";

function withoutIds(node: WorkflowNode): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (key === "id" ? undefined : value)));
}

function idsIn(node: WorkflowNode): (string | undefined)[] {
  return [node.id, ...[...membersOf(node), ...callbacksOf(node)].flatMap((m) => idsIn(m.node))];
}

describe("the editor's document", () => {
  it("holds everything a workflow says", () => {
    fc.assert(
      fc.property(workflow, (given) => {
        const document = fromWorkflow(given, countingIds());
        const back = toWorkflow(document);
        expect(faultsOf(document)).toEqual([]);
        expect(back?.name).toBe(given.name);
        expect(back && withoutIds(back.root)).toEqual(withoutIds(given.root));
      }),
    );
  });

  it("keeps ids, so that a second way through changes nothing at all", () => {
    fc.assert(
      fc.property(workflow, (given) => {
        const once = toWorkflow(fromWorkflow(given, countingIds()));
        if (once === null) throw new Error("a workflow became nothing");
        const noIds = () => {
          throw new Error("no id is needed");
        };
        expect(toWorkflow(fromWorkflow(once, noIds))).toEqual(once);
      }),
    );
  });

  it("gives a fresh id where one is missing, malformed or there twice", () => {
    const task = (id?: string): WorkflowNode => ({ kind: "task", task: "t", ...(id && { id }) });
    const root: WorkflowNode = {
      kind: "group",
      id: "n1",
      children: [task("a"), task("a"), task("not an id"), task()],
    };
    const back = toWorkflow(fromWorkflow({ version: 1, name: "w", root }, countingIds()));
    expect(back && idsIn(back.root)).toEqual(["n1", "a", "n2", "n3", "n4"]);
  });

  it("can be empty", () => {
    const document = emptyDocument("Draft");
    expect(faultsOf(document)).toEqual([]);
    expect(toWorkflow(document)).toBeNull();
  });
});
