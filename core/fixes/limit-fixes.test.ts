import { describe, expect, it } from "vitest";
import { applyEdit } from "@/core/edits/edit";
import { toWorkflow, type EditorDocument } from "@/core/edits/document";
import type { WorkflowNode } from "@/core/node";
import { DEFAULT_LIMITS, type Limits, type Problem } from "@/core/problem";
import { validateAgainst } from "@/core/validate";
import { KnownTasks } from "@/core/validate/known-tasks";
import { countingIds } from "@/testing/edits/arbitrary";
import { contextOf } from "@/testing/edits/builders";
import { EXAMPLE_TASKS } from "@/testing/task-infos";
import type { Fix } from "./fix";
import { fixesOf } from "./fixes";

const tasks = new KnownTasks(EXAMPLE_TASKS);

function problemsOf(document: EditorDocument, limits: Partial<Limits>): Problem[] {
  return validateAgainst(toWorkflow(document), { tasks, limits: { ...DEFAULT_LIMITS, ...limits } });
}

/** The only problem of a workflow under these limits, and what can be done about it. */
function under(limits: Partial<Limits>, root: WorkflowNode) {
  const { document } = contextOf(root);
  const [problem] = problemsOf(document, limits);
  if (problem === undefined) throw new Error("No limit is passed");
  const fixes = fixesOf(problem, { document, tasks });
  const codesAfter = (fix: Fix | undefined) => {
    if (fix?.kind !== "edit") throw new Error(`No edit: ${JSON.stringify(fix)}`);
    const outcome = fix.command({ document, createId: countingIds() });
    if (!outcome.ok) throw new Error(outcome.reason);
    return problemsOf(applyEdit(document, outcome.edit), limits).map(({ code }) => code);
  };
  return { problem, fixes, codesAfter };
}

const echo = (id: string, value: unknown = 1): WorkflowNode => ({
  kind: "task",
  id,
  task: "flow.echo",
  kwargs: { value: value as number },
  immutable: true,
});
const chain = (name: string, ...children: WorkflowNode[]): WorkflowNode => ({
  kind: "chain",
  id: name,
  name,
  children,
});
const group = (name: string, ...children: WorkflowNode[]): WorkflowNode => ({
  kind: "group",
  id: name,
  name,
  children,
});

describe("a node that lies too deep", () => {
  it("loses a chain around it that changes nothing", () => {
    const root = chain("all", group("lanes", echo("x"), chain("steps", echo("a"))), echo("z"));
    const { problem, fixes, codesAfter } = under({ depth: 3 }, root);
    expect(problem).toMatchObject({ code: "LIMIT_DEPTH", nodeId: "a" });
    expect(fixes.map(({ label }) => label)).toEqual(["Unwrap steps", "Remove it"]);
    expect(codesAfter(fixes[0])).toEqual([]);
    expect(codesAfter(fixes[1])).not.toContain("LIMIT_DEPTH");
  });

  it("comes out of its container where each one around it has a meaning", () => {
    const root = group("all", echo("x"), group("lanes", echo("y"), echo("w"), echo("a")));
    const { fixes, codesAfter } = under({ depth: 2 }, root);
    expect(fixes[0]?.label).toBe("Move it out of lanes");
    expect(codesAfter(fixes[0])).not.toContain("DOCUMENT_INVALID");
  });

  it("keeps a chain that waits, or on which something hangs", () => {
    const waiting = { ...chain("steps", echo("a")), delayMs: 1000 } as WorkflowNode;
    const hung = { ...chain("steps", echo("a")), onSuccess: [echo("s")] } as WorkflowNode;
    for (const steps of [waiting, hung]) {
      const { fixes } = under({ depth: 2 }, group("all", echo("x"), steps));
      expect(fixes.map(({ label }) => label)).toEqual(["Move it out of steps", "Remove it"]);
    }
  });
});

describe("a workflow that is too large", () => {
  it("leads to the part that holds the most", () => {
    const root = chain("all", group("few", echo("a"), echo("b")), {
      ...group("many", echo("c"), echo("d"), echo("e"), echo("f")),
    });
    const { problem, fixes } = under({ nodes: 5 }, root);
    expect(problem.code).toBe("LIMIT_NODES");
    expect(fixes).toEqual([{ kind: "go", label: "Go to the largest part", nodeId: "many" }]);
  });

  it("leads to the largest arguments when it is its text that is too long", () => {
    const root = chain("all", echo("a"), echo("b", "x".repeat(3000)), echo("c", "y".repeat(500)));
    const { problem, fixes } = under({ workflowBytes: 2000 }, root);
    expect(problem.code).toBe("LIMIT_WORKFLOW");
    expect(fixes).toMatchObject([{ kind: "field", nodeId: "b" }]);
  });
});
