/** The registry outlives workers: a task known before stays valid, with the warning that nobody offers it now. */
import { expect, it } from "vitest";
import { defineTask } from "espalier";
import { z } from "zod";
import { step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const greet = defineTask({
  name: "greet",
  description: "Greets.",
  params: { who: z.string() },
  result: z.string(),
  run: ({ who }) => `Hello ${who}`,
});

it("knows a task when its last worker is gone, warns, and runs it when one is back", async () => {
  await using app = await testApp({ workers: 0 });
  const root = step("a", "greet", "you");
  const workflow = { version: 1, name: "test", root } as const;
  expect(await app.engine.validate(workflow)).toMatchObject([{ code: "TASK_UNKNOWN" }]);

  const worker = await app.startWorker({ tasks: [greet] });
  expect(await app.engine.validate(workflow)).toEqual([]);
  await worker.close({ graceMs: 0 });

  expect(await app.engine.validate(workflow)).toMatchObject([
    { code: "TASK_OFFLINE", severity: "warning", nodeId: "a" },
  ]);
  const known = (await app.engine.listTasks()).find(({ name }) => name === "greet");
  expect(known).toMatchObject({ workers: [], params: greet.info.params });

  // Its arguments are still checked, and it waits for a worker.
  await expect(app.submit(step("a", "greet", 5))).rejects.toMatchObject({
    code: "WORKFLOW_INVALID",
  });
  const run = await app.submit(root);
  expect((await run.look()).node("a").state).toBe("queued");
  await app.startWorker({ tasks: [greet] });
  await run.settled();
  expect(await run.value()).toBe("Hello you");
});
