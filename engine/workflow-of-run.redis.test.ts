import { describe, expect, it } from "vitest";
import type { Workflow } from "@/core/node";
import { testApp } from "@/testing/workers";

describe("getWorkflow", () => {
  it("gives the workflow that was submitted, so that it can be submitted again", async () => {
    await using app = await testApp();
    const workflow: Workflow = {
      version: 1,
      name: "Twice",
      root: {
        kind: "chain",
        name: "All",
        children: [
          { kind: "task", id: "a", task: "add", args: [2, 3], label: "Five" },
          { kind: "group", children: [{ kind: "task", task: "ident" }], optional: true },
        ],
      },
    };
    const { runId } = await app.engine.submit({ workflow });
    const read = await app.engine.getWorkflow(runId);
    expect(read).toEqual(workflow);
    const again = await app.engine.submit({ workflow: read });
    expect(again.runId).not.toBe(runId);
    await expect(app.engine.getWorkflow("nobody")).rejects.toMatchObject({
      code: "RUN_NOT_FOUND",
    });
  });
});
