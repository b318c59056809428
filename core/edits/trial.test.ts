import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { DEFAULT_LIMITS } from "@/core/problem";
import { validateWorkflow } from "@/core/validate";
import { fromWorkflow } from "./document";
import { takesInput, trialWorkflow } from "./trial";

const call = (id: string, more: object = {}): WorkflowNode => ({
  kind: "task",
  id,
  task: "flow.echo",
  ...more,
});

const document = fromWorkflow(
  {
    version: 1,
    name: "w",
    root: {
      kind: "chain",
      id: "all",
      children: [
        call("first"),
        {
          kind: "group",
          id: "lanes",
          name: "Lanes",
          optional: true,
          delayMs: 5,
          children: [call("a"), call("b", { immutable: true })],
          onFailure: [call("sorry")],
        },
        call("last", { options: { delayMs: 1000, attempts: 2 }, label: "The last" }),
      ],
    },
  },
  () => "unused",
);

describe("a node by itself", () => {
  it("receives what its place gives it, unless it is first or immutable", () => {
    expect(
      ["all", "first", "lanes", "a", "b", "last"].filter((id) => takesInput(document, id)),
    ).toEqual(["lanes", "a", "last"]);
  });

  it("runs behind its pinned input, at once, without what hangs on its end", () => {
    const workflow = trialWorkflow(document, "lanes", { value: [1] });
    expect(workflow).toMatchObject({
      name: "Test of Lanes",
      root: {
        kind: "chain",
        children: [
          { task: "flow.echo", kwargs: { value: [1] } },
          { kind: "group", id: "lanes", children: [{ id: "a" }, { id: "b" }] },
        ],
      },
    });
    expect(JSON.stringify(workflow)).not.toMatch(/sorry|delayMs|optional/);
    const problems = validateWorkflow(workflow, { tasks: [], limits: DEFAULT_LIMITS });
    expect(problems.every(({ code }) => code === "TASK_UNKNOWN")).toBe(true);
  });

  it("keeps how it is tried again, and runs alone without an input", () => {
    expect(trialWorkflow(document, "last", null)).toEqual({
      version: 1,
      name: "Test of The last",
      root: {
        kind: "task",
        id: "last",
        task: "flow.echo",
        label: "The last",
        options: { attempts: 2 },
      },
    });
  });
});
