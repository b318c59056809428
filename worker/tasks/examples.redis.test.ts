/** Every example of the gallery runs on real workers to the end that its words promise. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import type { Workflow } from "@/core/node";
import { testApp, type TestApp } from "@/testing/workers";
import { builtInTasks } from "./index";

const filesRoot = fileURLToPath(new URL("../..", import.meta.url));

/** What comes of each, in the words of its description. */
const ENDS: { readonly [id: string]: unknown } = {
  "word-count": {
    path: expect.any(String) as string,
    html: expect.stringContaining("Word count of docs") as string,
    totals: expect.any(Object) as object,
  },
  chain: 15,
  group: [5, 6, "last"],
  chord: 20,
  map: 150,
  tree: ["0", "1"],
  nested: [[2, 3], 12, 5],
  "fail-and-retry": "RECOVERED",
  trampoline: "FINISHED",
  progress: [5, 20, 60],
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ tasks: builtInTasks({ filesRoot }) });
});
afterAll(() => app[Symbol.asyncDispose]());

/** The same with a thousandth of the waiting: its steps are what counts. */
function hurried(workflow: Workflow): Workflow["root"] {
  const text = JSON.stringify(workflow.root, (key, value: unknown) => (key === "ms" ? 1 : value));
  return JSON.parse(text) as Workflow["root"];
}

it("knows the end of every example", () => {
  expect(EXAMPLE_WORKFLOWS.map(({ id }) => id).toSorted()).toEqual(Object.keys(ENDS).toSorted());
});

it.each(EXAMPLE_WORKFLOWS)("$title ends as it says", async ({ id, workflow }) => {
  const run = await app.run(hurried(workflow));
  if (id === "fail-and-retry") {
    expect((await run.look()).run.state).toBe("failed");
    await run.retry({ scope: "failed" });
    await run.settled();
  }
  expect((await run.look()).run.state).toBe("succeeded");
  expect(await run.value()).toEqual(ENDS[id]);
});
