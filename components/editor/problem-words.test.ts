import { describe, expect, it } from "vitest";
import { emptyDocument } from "@/core/edits/document";
import type { Problem } from "@/core/problem";
import { contextOf, task } from "@/testing/edits/builders";
import { messageOf, whyNotRun, worstByNode } from "./problem-words";

function problem(severity: "error" | "warning", message: string): Problem {
  return { path: "root", nodeId: "a", code: "ARGUMENT_MISSING", severity, message };
}

const missing = problem("error", 'Task "a" (math.add): the parameter "x" is missing.');
const offline = problem("warning", 'Task "a" (math.add): nobody offers it.');

describe("problems in words", () => {
  it("leave out the name of the node that is shown beside them", () => {
    expect(messageOf(missing)).toBe('The parameter "x" is missing.');
    expect(messageOf({ ...missing, message: "Too large." })).toBe("Too large.");
  });

  it("show the worst of a node first", () => {
    expect(worstByNode([offline, missing]).get("a")).toEqual({
      severity: "error",
      text: 'The parameter "x" is missing.\nNobody offers it.',
    });
  });

  it("say why a workflow cannot run", () => {
    const { document } = contextOf(task("a"));
    expect(whyNotRun({ document: emptyDocument(), problems: [] })).toMatch(/Add the first task/);
    expect(whyNotRun({ document, problems: [offline] })).toBeNull();
    expect(whyNotRun({ document, problems: [missing] })).toBe('a: The parameter "x" is missing.');
    expect(whyNotRun({ document, problems: [missing, missing] })).toMatch(/^2 errors/);
  });
});
