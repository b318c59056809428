/** Rows 13 to 17 of the table of cases: handlers that return what goes on in their place. */
import { chain, group, type SignatureValue } from "espalier";
import { expect, vi } from "vitest";
import { flowChain } from "@/worker/tasks/flow-chain";
import { ALL_TASKS, TASKS } from "../tasks";
import type { TestRun } from "../test-run";
import { add, as, ident } from "./canvas";
import { startKillableWorker } from "./killable-worker";
import { caseTable } from "./table";

const { wait, hello } = TASKS;
const { row } = caseTable({ tasks: [...ALL_TASKS, flowChain] });

const begun = (run: TestRun) => run.executions().filter(({ phase }) => phase === "start");

/** Of one trampoline, the first is 1. */
const iterations = (run: TestRun) => begun(run).map(({ iteration }) => iteration + 1);

row(13, "wait(4) is four iterations of one node", async ({ run }) => {
  const done = await run(as("wait", wait.s(4)));
  const { nodes } = await done.look();
  expect(nodes).toMatchObject([{ id: "wait", state: "succeeded", iteration: 3, attempt: 1 }]);
  expect(iterations(done)).toEqual([1, 2, 3, 4]);
  expect(await done.value()).toBe("finished");
});

row(13, "0, 25, 50, 75, 100 %", async ({ run }) => {
  const done = await run(as("wait", wait.s(4)));
  const reported = (await done.events()).flatMap((event) =>
    event.type === "step.reported" ? [(event.completed! / event.total!) * 100] : [],
  );
  const { completedSteps, totalSteps } = (await done.look()).node("wait");
  expect([...reported, (completedSteps / totalSteps) * 100]).toEqual([0, 25, 50, 75, 100]);
});

row(13, "the stack does not grow", async ({ run }) => {
  const done = await run(wait.s(20));
  expect(begun(done)).toHaveLength(20);
  const depths = begun(done).map(({ stackDepth }) => stackDepth);
  expect(Math.max(...depths.slice(10))).toBeLessThanOrEqual(Math.max(...depths.slice(0, 10)));
});

/** What `flow.chain` ran, in order. */
const tasksIn = (run: TestRun) => begun(run).map(({ task }) => task);
const inOrder = (...signatures: SignatureValue[]) => flowChain.s(signatures);

row(14, "[wait(3), hello] waits before hello and gives its result alone", async ({ run }) => {
  const done = await run(inOrder(wait.s(3), hello.s("world")));
  expect(tasksIn(done)).toEqual(["wait", "wait", "wait", "hello"]);
  expect(await done.value()).toBeNull();
});

row(14, "[add(10,12), add(3,4)]", async ({ run }) => {
  const done = await run(inOrder(add.s(10, 12), add.s(3, 4)));
  expect(await done.value()).toBe(7);
  expect(tasksIn(done)).toEqual(["add", "add"]);
});

row(14, "a chain of two such chains", async ({ run }) => {
  const done = await run(
    inOrder(inOrder(add.s(10, 12), add.s(3, 4)), inOrder(add.s(1, 2), add.s(6, 7))),
  );
  expect(await done.value()).toBe(13);
  expect(tasksIn(done)).toHaveLength(4);
  expect((await done.look()).nodes.filter(({ state }) => state !== "succeeded")).toEqual([]);
});

row(14, "[] is refused where it is literal", async ({ submit }) => {
  await expect(submit(as("c", inOrder()))).rejects.toMatchObject({
    code: "WORKFLOW_INVALID",
    problems: [{ nodeId: "c", message: expect.stringContaining("signatures") }],
  });
});

row(14, "[] fails the step where it is received", {
  canvas: chain(as("e", ident.s([])), as("c", flowChain.s())),
  states: "S F",
  run: "F",
  // A built-in notes nothing.
  executed: { c: 0 },
});

row(15, "two trampolines a(3), b(2), one slot", async ({ submit, startWorker, stopWorkers }) => {
  await stopWorkers();
  const run = await submit(group([as("a", wait.s(3)), as("b", wait.s(2))]));
  await startWorker({ concurrency: 1 });
  await run.settled();
  const left: { [node: string]: number } = { a: 3, b: 2 };
  expect(begun(run).map(({ node, iteration }) => `${node}${left[node]! - iteration}`)).toEqual([
    "a3",
    "b2",
    "a2",
    "b1",
    "a1",
  ]);
  await stopWorkers();
});

row(16, "13, the worker killed in iteration 3", async ({ app, submit, gate, ...workers }) => {
  await workers.stopWorkers();
  const run = await submit(as("wait", wait.s(4, 0, true)));
  const openGates = ["iteration 1", "iteration 2"];
  await using doomed = startKillableWorker(app, { openGates });
  await vi.waitFor(() => expect(iterations(run)).toEqual([1, 2, 3]), 20_000);
  await doomed.kill();

  for (const name of ["iteration 3", "iteration 4"]) gate(name).open();
  await workers.startWorker();
  const shot = await run.settled();
  expect(shot.run.state).toBe("succeeded");
  expect(iterations(run)).toEqual([1, 2, 3, 3, 4]);
  expect(shot.node("wait")).toMatchObject({ iteration: 3, completedSteps: 4, totalSteps: 4 });
});

row(17, "13, revoked during iteration 2", async ({ submit, gate }) => {
  const run = await submit(as("wait", wait.s(4, 0, true)));
  gate("iteration 1").open();
  await gate("iteration 2").arrivals(1);
  await run.until((shot) => shot.steps("wait") === "1/4");
  expect(await run.revoke()).toEqual({ revoked: 0, revoking: 1 });
  const shot = await run.settled();
  expect([shot.outcome, shot.letters("wait")]).toEqual(["R", "R"]);
  expect(iterations(run)).toEqual([1, 2]);
  expect(shot.steps("wait")).toBe("1/4");
});
