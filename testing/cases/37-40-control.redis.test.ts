/** Rows 37 to 40 of the table of cases: revoke, expiry, what cannot run, retry, and what is born at run time. */
import { callOf, chain, chord, defineTask, group, map } from "espalier";
import { expect } from "vitest";
import { z } from "zod";
import type { Json } from "@/core/node";
import type { TaskDefinition } from "@/core/task";
import { ALL_TASKS, TASKS } from "../tasks";
import type { TestRun } from "../test-run";
import { add, as, fail, gate as gated, ident, ran, times, tsum } from "./canvas";
import { caseTable, type Given } from "./table";

const { row } = caseTable();

const three = () => as("chain", chain(gated("A"), ran("B"), ran("C")));
const expiring = () => chain(gated("A"), gated("B"), ran("C").set({ expiresMs: 300 }));
const letters = async (run: TestRun) => (await run.look()).letters("A", "B", "C");

/** All workers are down while it happens; then they come back, and have had time for a run of their own. */
async function restartWorkers({ startWorker, run }: Given) {
  await startWorker();
  await run(ran("another"));
}

row(37, "revoke run while A runs: R R R", async ({ submit, gate }) => {
  const run = await submit(three());
  await gate("A").arrivals(1);
  await run.revoke();
  const shot = await run.settled();
  expect([shot.letters("A", "B", "C"), shot.outcome]).toEqual(["R R R", "R"]);
  expect(run.order()).toEqual(["A"]);
});

row(37, "revoke run, all workers down, and after their restart: R R R", async (given) => {
  const run = await given.submit(three());
  await given.gate("A").arrivals(1);
  await given.stopWorkers();
  expect(await run.revoke()).toEqual({ revoked: 3, revoking: 0 });
  const down = await run.look();
  expect([down.letters("A", "B", "C"), down.run.settled]).toEqual(["R R R", true]);
  await restartWorkers(given);
  expect(await letters(run)).toBe("R R R");
  expect(run.order()).toEqual(["A"]);
});

row(37, "revoke B only: S R K", async ({ submit, gate }) => {
  const run = await submit(three());
  await gate("A").arrivals(1);
  await run.revoke("B");
  expect(await letters(run)).toBe("running R K");
  gate("A").open();
  const shot = await run.settled();
  expect([shot.letters("A", "B", "C"), shot.outcome]).toEqual(["S R K", "R"]);
  expect(shot.cause("C")).toBe("revoked:B");
  expect(run.order()).toEqual(["A"]);
});

row(37, "revoke B only, all workers down, and after their restart: S R K", async (given) => {
  await given.stopWorkers();
  const run = await given.submit(three());
  await run.revoke("B");
  expect(await letters(run)).toBe("queued R K");
  given.gate("A").open();
  await restartWorkers(given);
  expect((await run.settled()).letters("A", "B", "C")).toBe("S R K");
  expect(run.order()).toEqual(["A"]);
});

row(37, "C expires: R (expired)", async ({ submit, gate }) => {
  const run = await submit(expiring());
  await run.reaches("C", "revoked");
  await gate("A").arrivals(1);
  const shot = await run.look();
  expect([shot.letters("A", "B", "C"), shot.cause("C")]).toEqual(["running pending R", "expired"]);
  for (const name of ["A", "B"]) gate(name).open();
  expect((await run.settled()).letters("A", "B", "C")).toBe("S S R");
  expect(run.order()).toEqual(["A", "B"]);
});

row(37, "C expires, all workers down, and after their restart: R (expired)", async (given) => {
  await given.stopWorkers();
  const run = await given.submit(expiring());
  const down = await run.reaches("C", "revoked");
  expect([down.letters("A", "B", "C"), down.cause("C")]).toEqual(["queued pending R", "expired"]);
  for (const name of ["A", "B"]) given.gate(name).open();
  await restartWorkers(given);
  expect((await run.settled()).letters("A", "B", "C")).toBe("S S R");
  expect(run.order()).toEqual(["A", "B"]);
});

// By its name, for the types refuse it, too.
row(38, "a callback that cannot bind is refused at validation", async ({ submit }) => {
  const canvas = as("a", add.s(1, 1)).link(as("callback", callOf("add", [1, 2])));
  await expect(submit(canvas)).rejects.toMatchObject({
    code: "WORKFLOW_INVALID",
    problems: [{ nodeId: "callback", code: "ARGUMENTS_TOO_MANY" }],
  });
});

row(38, "a callback that cannot bind, known at run time alone: only the callback F", {
  canvas: as("a", ident.s("text")).link(as("callback", add.s(1))),
  states: "S F",
  run: "F",
  result: "text",
  executed: { callback: 0 },
});

row(38, "an unregistered task is refused", async ({ submit }) => {
  await expect(submit(chain(as("a", callOf("never.known")), ran("b")))).rejects.toMatchObject({
    code: "WORKFLOW_INVALID",
    problems: [{ nodeId: "a", code: "TASK_UNKNOWN" }],
  });
});

row(38, "a task that is registered no more: F and K", async ({ app, submit, gate }) => {
  const gone = { name: "gone", description: "", params: {}, result: z.null() };
  const task = defineTask({ ...gone, run: () => null });
  await app.services.registry.announceTasks([task.info]);
  const done = await submit(chain(gated("before"), as("a", task.si()), ran("b")));
  await gate("before").arrivals(1);
  await app.services.redis.hdel(app.services.keys.tasks, "gone");
  gate("before").open();
  const shot = await done.settled();
  expect([shot.letters("a", "b"), shot.outcome]).toEqual(["F K", "F"]);
  expect(shot.node("a").error).toMatchObject({
    code: "TASK_UNKNOWN",
    message: expect.stringContaining("Start a worker") as string,
  });
  expect(done.order()).toEqual(["before"]);
});

row(38, "ctx.stop: step S, rest K by choice, run S", {
  canvas: chain(
    chain(ran("a"), as("stop", TASKS.stop.s()).link(as("callback", ident.s())), as("b", ident.s())),
    as("c", ident.s()),
  ),
  states: "S S S K K",
  run: "S",
  results: { stop: null, callback: null },
  causes: { b: "choice:stop", c: "choice:stop" },
});

row(38, "ctx.stop in a header: the body alone K by choice, run S", {
  canvas: group([
    chord([as("stop", TASKS.stop.s()), add.s(1, 1)], as("body", ident.s())),
    ran("beside"),
  ]),
  states: "S S K S",
  causes: { body: "choice:stop" },
});

/** The same task in the next version of the code. */
const repaired: TaskDefinition = { ...fail, run: () => "repaired" };
const REPAIRED = ALL_TASKS.map((task) => (task.info.name === "fail" ? repaired : task));

row(39, "31, fail repaired, retry failed", async (given) => {
  const { app, door, run, startWorker, stopWorkers } = given;
  const E = as("E", ident.s());
  const canvas = as("chain", chain(ran("a"), as("fail", fail.si()), ran("c"), ran("d")));
  const failed = await run(canvas.linkError(E));
  const before = await failed.look();
  expect(before.letters("a", "fail", "c", "d", "E")).toBe("S F K K S");

  await stopWorkers();
  await startWorker({ tasks: REPAIRED });
  const preview = await failed.retry({ scope: "failed", dryRun: true });
  expect(preview.willRun).toEqual(["fail", "c", "d"]);
  expect(await failed.retry({ scope: "failed" })).toEqual(preview);
  const shot = await failed.settled();
  expect(shot.letters("a", "fail", "c", "d", "E", "chain")).toBe("S S S S K S");
  expect(shot.outcome).toBe("S");
  expect(shot.node("fail")).toMatchObject({ epoch: 2, attempt: 1 });
  expect(await failed.value("fail")).toBe("repaired");
  // The repaired version notes nothing; the first one was executed once.
  expect(["a", "fail", "c", "d", "E"].map((id) => failed.count(id))).toEqual([1, 1, 1, 1, 1]);
  expect(shot.run.runId).toBe(before.run.runId);
  expect(shot.nodes.map(({ id }) => id)).toEqual(before.nodes.map(({ id }) => id));
  const { history } = await door.getNode(failed.id, "fail");
  expect(history).toMatchObject([
    { epoch: 1, attempt: 1, outcome: "failed", error: { message: "boom" } },
  ]);
  await stopWorkers();
  expect(app.said.filter((line) => line.startsWith("error"))).toEqual([]);
});

row(39, "in a chord header the others keep results, body once", async ({ run }) => {
  const header = [as("a", add.s(1, 1)), as("flaky", TASKS.flaky.s(1, 5)), as("b", add.s(2, 2))];
  const done = await run(chord(header, as("tsum", tsum.s())));
  expect((await done.look()).letters("a", "flaky", "b", "tsum")).toBe("S F S K");
  const { willRun, kept } = await done.retry({ scope: "failed" });
  expect(willRun).toEqual(["flaky", "tsum"]);
  expect(kept).toEqual(expect.arrayContaining(["a", "b"]));
  const shot = await done.settled();
  expect(shot.letters("a", "flaky", "b", "tsum")).toBe("S S S S");
  expect(await done.value()).toBe(11);
  expect(["a", "flaky", "b", "tsum"].map((id) => done.count(id))).toEqual([1, 2, 1, 1]);
});

const pairs = times(10, (i): Json => [i, i]);

row(40, "map over 10 pairs in chunks of 3", {
  canvas: chain(ident.s(pairs), map(TASKS.sums.s(), { chunkSize: 3 })),
  result: [[0, 2, 4], [6, 8, 10], [12, 14, 16], [18]],
});

row(40, "map over []", {
  canvas: chain(ident.s([]), as("map", map(add.s(1)))),
  result: [],
});

row(40, "a spawn of two as header member beside 9", {
  canvas: chord([TASKS.spawn.s(2), ident.s(9)], as("body", ident.s())),
  result: [[0, 1], 9],
});

row(40, "what a spawn gives is a group drawn below it", async ({ run }) => {
  const done = await run(group([as("spawn", TASKS.spawn.s(2))]));
  const born = (await done.look()).nodes.filter(({ parentId }) => parentId === "spawn");
  expect(born.map(({ kind, state }) => `${kind} ${state}`)).toEqual(["group succeeded"]);
});
