/** The registry outlives workers: a task known before stays valid, with the warning that nobody offers it now. */
import { expect, it, vi } from "vitest";
import { defineTask } from "espalier";
import { z } from "zod";
import { chain, step } from "@/testing/nodes";
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

it("waits for a worker that has the task, whoever else serves its queue, and is not counted", async () => {
  await using app = await testApp({ timings: { queuedMs: 300 } });
  await app.services.registry.announceTasks([greet.info]);
  const run = await app.submit(chain(step("a", "ident", "you"), step("b", "greet")));
  // The worker that lacks the task was offered it, gave it back, and was offered it again.
  const offers = async () =>
    (await run.events()).filter(
      (event) => event.type === "step.changed" && event.nodeId === "b" && event.state === "running",
    ).length;
  await vi.waitFor(async () => expect(await offers()).toBeGreaterThanOrEqual(2), 10_000);
  await app.startWorker({ tasks: [greet] });
  const shot = await run.settled();
  expect(shot.letters("a", "b")).toBe("S S");
  expect(shot.node("b")).toMatchObject({ claims: 1, attempt: 1, epoch: 1 });
  expect(await run.value()).toBe("Hello you");
});
