import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { task, TestRun } from "@/testing/run-view/test-run";
import { findNodes, parseFilter } from "./index";

/** A chain of a group "Pages" with three calls of ocr.page and a callback, then text.join "The end". */
function scene(): TestRun {
  const page = (id: string): WorkflowNode => task(id, { task: "ocr.page" } as never);
  const run = new TestRun({
    kind: "chain",
    id: "c",
    name: "Scan",
    children: [
      { kind: "group", id: "g", name: "All pages", children: [page("p1"), page("p2"), page("p3")] },
      task("end", { task: "text.join", label: "The end", onFailure: [task("tell")] } as never),
    ],
  });
  run.set({
    p1: { state: "succeeded", startedAt: 0, finishedAt: 5_000, worker: "w_1" },
    p2: {
      ...{ state: "failed", attempt: 3, startedAt: 0, finishedAt: 900 },
      error: { code: "TASK_ERROR", name: "TypeError", message: "no such page" },
    },
    p3: { state: "running", startedAt: 0, revoking: true },
  });
  return run;
}

function find(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return findNodes(scene().view.nodes.values(), parsed.terms);
}

describe("parseFilter and findNodes", () => {
  it.each([
    ["state:failed", ["p2"]],
    ["state:failed,running", ["p2", "p3"]],
    ["STATE:Fail", ["p2"]],
    ["-state:pending", ["p1", "p2", "p3"]],
    ["state:revoking", ["p3"]],
    ["task:ocr", ["p1", "p2", "p3"]],
    ["task:ocr state:succeeded", ["p1"]],
    ["task:*.join", ["end"]],
    ["task:join*", []],
    ['name:"the end"', ["end"]],
    ['"the en', ["end"]],
    ["attempt:3", ["p2"]],
    ["attempt:>1", ["p2"]],
    ["took:>2s", ["p1"]],
    ["took:<1s", ["p2"]],
    ["worker:w_1", ["p1"]],
    ["error:typeerror", ["p2"]],
    ["error:page task:ocr", ["p2"]],
    ["id:p1,p3", ["p1", "p3"]],
    ["kind:group", ["g"]],
    ["pages", ["g"]],
    ["page -all", ["p1", "p2", "p3"]],
    ["(", []],
  ])("finds by %s", (text, ids) => {
    expect(find(text).matches).toEqual(ids);
  });

  it("finds all by nothing, and counts the steps", () => {
    expect(find("  ")).toMatchObject({ of: 5, matches: ["p1", "p2", "p3", "end", "tell"] });
  });

  it("lights what is around a match, and what is in a container that matches", () => {
    expect([...find("state:failed").lit].toSorted()).toEqual(["c", "g", "p2"]);
    expect([...find("pages").lit].toSorted()).toEqual(["c", "g", "p1", "p2", "p3"]);
    expect([...find("tell").lit].toSorted()).toEqual(["c", "end", "tell"]);
  });

  it.each([
    ["colour:red", "There is no “colour:” to look for"],
    ["state:broken", "There is no state “broken”. There are pending"],
    ["state:", "What should state: be?"],
    ["attempt:many", "“attempt:many” is not clear. Write it as in attempt:>1."],
    ["took:>5", "Write it as in took:>2s."],
  ])("says what is wrong with %s", (text, problem) => {
    expect(parseFilter(text)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });
});
