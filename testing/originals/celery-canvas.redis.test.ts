/**
 * What Celery's canvas does that its guide to sets does not tell: the same where it makes sense, and where it
 * does not, what we do. The table of cases holds the rest.
 */
import { callOf, chain, chord, group, map } from "espalier";
import { expect } from "vitest";
import type { NodeValue } from "@/core/task";
import { add, as, fail, gate as gated, ident, mul, ran, tsum } from "../cases/canvas";
import { caseTable } from "../cases/table";
import { TASKS } from "../tasks";

const { statement } = caseTable();
const E = as("E", ident.s());

statement("a chord's body may be a chain", {
  canvas: chord([ident.s(2), ident.s(4)], chain(tsum.s(), add.s(10), mul.s(2))),
  result: 32,
});

statement("a chord's body may be a chord", {
  canvas: chord([ident.s(2), ident.s(4)], chord([tsum.s(), tsum.s()], tsum.s())),
  result: 12,
});

statement("a chord's body may be a group", {
  canvas: chord([ident.s(2), ident.s(4)], group([tsum.s(), ident.s()])),
  result: [6, [2, 4]],
});

statement("a chord without header runs its body with []", {
  canvas: chord([], tsum.s()),
  result: 0,
});

statement("a group of one stays a group: what follows receives a list", {
  canvas: chain(as("a", add.s(2, 2)), group([as("b", add.s(1))]), as("c", ident.s())),
  result: [5],
});

statement("so does one of none, also at the end of a chain", {
  canvas: chain(add.s(1, 1), group([])),
  result: [],
});

statement("a chain that ends in a group gives one nested list, in a group and in a header", {
  canvas: chord([chain(add.s(1, 1), group([add.s(1), add.s(2)])), add.s(4, 10)], ident.s()),
  result: [[3, 4], 14],
});

statement("a map whose item fails is failed; the other items run", {
  canvas: as("map", map(TASKS.flaky.s(), { over: [0, 1, 0] })),
  states: "S F S",
  containers: { map: "F" },
  run: "F",
});

statement("a group's callback runs once, with the whole list", {
  canvas: group([add.s(1, 1), add.s(2, 2)]).link(as("callback", tsum.s())),
  results: { callback: 6 },
});

statement("a chord's callback receives what its body gives", {
  canvas: chord([add.s(1, 1), add.s(2, 2)], tsum.s()).link(as("callback", add.s(10))),
  result: 6,
  results: { callback: 16 },
});

statement("a group's error callback runs once, however many members fail", {
  canvas: group([as("a", fail.s()), as("b", fail.s()), as("c", fail.s())]).linkError(E),
  states: "F F F S",
  run: "F",
});

statement(
  "a chord's error callback runs once, whatever fails in header or body",
  async ({ run }) => {
    const header = await run(chord([fail.s(), fail.s()], ran("body")).linkError(E));
    const body = await run(chord([ran("a")], as("body", fail.si())).linkError(E));
    expect([header.count("E"), body.count("E")]).toEqual([1, 1]);
    expect(await body.value("E")).toMatchObject({ nodeId: "body" });
  },
);

statement("an error callback on a step that never ran does not run", {
  canvas: chain(as("fail", fail.s()), ran("b").linkError(E)),
  states: "F K K",
  run: "F",
});

statement("an error callback runs once when a time limit ends its step", async ({ run }) => {
  const slow = as("slow", TASKS.slow.s(60_000)).set({ timeoutMs: 50 });
  const done = await run(slow.linkError(E));
  expect((await done.look()).letters("slow", "E")).toBe("F S");
  expect(await done.value("E")).toMatchObject({ error: { code: "TIMEOUT" } });
  expect(done.count("E")).toBe(1);
});

statement("a callback that fails leaves its node and what follows alone", {
  canvas: chain(as("a", add.s(1, 1)).link(as("callback", fail.s())), as("b", add.s(1))),
  states: "S F S",
  run: "F",
  results: { a: 2, b: 3 },
});

statement("of two callbacks each receives the result", {
  canvas: as("a", add.s(1, 1)).link(as("b", add.s(1)), as("c", add.s(2))),
  results: { b: 3, c: 4 },
});

statement("the error after the last attempt is the handler's own", async ({ run }) => {
  const often = { attempts: 3, backoff: { type: "fixed", delayMs: 1 } } as const;
  const done = await run(as("f", TASKS.flaky.s(9)).set(often));
  const { error, attempt } = (await done.look()).node("f");
  expect([error?.code, error?.message, attempt]).toEqual(["TASK_ERROR", "not yet: 2", 3]);
});

statement("revoking a chain that runs stops it where it is", async ({ submit, gate }) => {
  const run = await submit(chain(gated("a"), ran("b"), as("c", group([ran("d"), ran("e")]))));
  await gate("a").arrivals(1);
  await run.revoke();
  const shot = await run.settled();
  expect(shot.letters("a", "b", "c", "d", "e")).toBe("R R R R R");
});

statement("revoking a chord's body lets its header run", async ({ submit, gate }) => {
  const run = await submit(chord([gated("a"), gated("b")], ran("body")));
  await run.revoke("body");
  for (const name of ["a", "b"]) gate(name).open();
  expect((await run.settled()).letters("a", "b", "body")).toBe("S S R");
});

statement("revoking a group revokes what is nested in it, too", async ({ submit, gate }) => {
  const run = await submit(group([gated("a"), chain(gated("b"), ran("c"))]));
  await Promise.all([gate("a").arrivals(1), gate("b").arrivals(1)]);
  await run.revoke();
  expect((await run.settled()).letters("a", "b", "c")).toBe("R R R");
});

statement(
  "a set with a revoked member is ready, and neither successful nor failed",
  async (given) => {
    const run = await given.submit(group([ran("a"), gated("b")]));
    await given.gate("b").arrivals(1);
    await run.revoke("b");
    await run.settled();
    expect(await given.door.members(run.id)).toMatchObject({
      ready: true,
      successful: false,
      failed: false,
      completedCount: 1,
    });
  },
);

statement("what is after a node is known before anything runs", async ({ submit, stopWorkers }) => {
  await stopWorkers();
  const run = await submit(chain(ran("a"), as("c", chord([ran("b")], ran("d")))));
  const shot = await run.look();
  expect(shot.letters("a", "c", "b", "d")).toBe("queued pending pending pending");
  await run.revoke();
});

statement("a run that nobody knows is not pending: it is refused", async ({ door }) => {
  await expect(door.getRun("nobody")).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
});

statement(
  "arguments are checked when the workflow is submitted, not when it fires",
  async (given) => {
    const canvas = chain(ran("a"), as("b", callOf("ident", [1, 2])));
    await expect(given.submit(canvas)).rejects.toMatchObject({
      code: "WORKFLOW_INVALID",
      problems: [{ nodeId: "b", code: "ARGUMENTS_TOO_MANY" }],
    });
  },
);

statement("bodies nested in bodies run each step once", async ({ run }) => {
  // Celery sends all that follows with each message: here 7.56 MB. Ours are ids.
  const nested = (depth: number): NodeValue =>
    depth === 0
      ? tsum.s()
      : chord([ident.s(), ident.s(), ident.s()], chain(ident.si([1, 2, 3]), nested(depth - 1)));
  const done = await run(chain(ident.s(1), nested(4)));
  expect(await done.value()).toBe(6);
  const order = done.order();
  expect([order.length, new Set(order).size]).toEqual([18, 18]);
});
