import { describe, expect, it } from "vitest";
import { EXAMPLE_TASKS } from "@/testing/task-infos";
import { EXAMPLE_WORKFLOWS } from "./examples";
import { callbacksOf, membersOf, type WorkflowNode } from "./node";
import { DEFAULT_LIMITS } from "./problem";
import { validateWorkflow } from "./validate";

describe("the example workflows", () => {
  it.each(EXAMPLE_WORKFLOWS)("$title passes validation without a warning", ({ workflow }) => {
    const options = { tasks: EXAMPLE_TASKS, limits: DEFAULT_LIMITS };
    expect(validateWorkflow(workflow, options)).toEqual([]);
  });

  it.each(EXAMPLE_WORKFLOWS)("$title has an id and a name on every node", ({ workflow }) => {
    for (const node of nodesOf(workflow.root)) {
      expect(node.id).toBeDefined();
      expect(node.kind === "task" ? node.label : node.name).toBeDefined();
    }
  });

  it("begin with the word count of a folder, and each id is there once", () => {
    expect(EXAMPLE_WORKFLOWS[0]).toMatchObject({
      id: "word-count",
      title: "Word count of a folder",
    });
    const ids = EXAMPLE_WORKFLOWS.map((example) => example.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

function nodesOf(node: WorkflowNode): WorkflowNode[] {
  const inner = [...membersOf(node), ...callbacksOf(node)];
  return [node, ...inner.flatMap((member) => nodesOf(member.node))];
}
