/** Rows 31 to 36 of the table of cases: failure, and attempts. */
import { chain, chord, group, type SignatureBuilder } from "espalier";
import { expect, vi } from "vitest";
import { createEngine } from "@/engine/index";
import { ALL_TASKS, TASKS } from "../tasks";
import { TIMINGS } from "../timings";
import { add, as, fail, flaky, gate as gated, ident, ran, tsum } from "./canvas";
import { caseTable } from "./table";

const { row } = caseTable();
const E = as("E", ident.s());

row(31, "chain(ran a, fail, ran c, ran d), chain has E", async ({ run }) => {
  const canvas = as("chain", chain(ran("a"), as("fail", fail.si(5)), ran("c"), ran("d")));
  const done = await run(canvas.linkError(E));
  const shot = await done.look();
  expect(shot.letters("a", "fail", "c", "d", "E", "chain")).toBe("S F K K S F");
  expect([shot.cause("c"), shot.cause("d")]).toEqual(["failed:fail", "failed:fail"]);
  expect(done.order()).toEqual(["a", "fail", "E"]);
  expect(await done.value("E")).toMatchObject({
    nodeId: "fail",
    task: "fail",
    state: "failed",
    error: { code: "TASK_ERROR", name: "Error", message: "boom" },
    args: [5],
    kwargs: {},
  });
});

row(32, "chain(fail, group(x, y))", {
  canvas: chain(as("fail", fail.s()), as("group", group([ran("x"), ran("y")]))),
  states: "F K K",
  containers: { group: "K" },
  run: "F",
  causes: { x: "failed:fail", y: "failed:fail" },
});

row(32, "chain(fail, group(x, y), tsum, z)", {
  canvas: chain(
    as("fail", fail.s()),
    as("group", group([ran("x"), ran("y")])),
    as("tsum", tsum.s()),
    as("z", ident.s()),
  ),
  states: "F K K K K",
  containers: { group: "K" },
  run: "F",
  causes: { x: "failed:fail", y: "failed:fail", tsum: "failed:fail", z: "failed:fail" },
});

row(33, "chord([add(4,4), fail, slow(1)], tsum) with E", async ({ submit, gate }) => {
  const header = [as("add", add.s(4, 4)), as("fail", fail.s()), gated("slow", 1)];
  const canvas = as("chord", chord(header, as("tsum", tsum.s())));
  const run = await submit(canvas.linkError(E));
  await gate("slow").arrivals(1);
  const early = await run.until((shot) => shot.letters("add", "E") === "S S");
  expect(early.letters("add", "fail", "slow", "tsum", "chord")).toBe("S F running K F");
  expect(early.node("chord").settled).toBe(false);
  gate("slow").open();
  const end = await run.settled();
  expect(end.letters("add", "fail", "slow", "tsum", "chord")).toBe("S F S K F");
  expect(end.node("chord").settled).toBe(true);
  expect([run.count("E"), run.count("tsum")]).toEqual([1, 0]);
});

row(34, "chord([chord([fail, add(1,1)], tsum), add(2,2)], tsum)", {
  canvas: chord(
    [
      as("chord", chord([as("fail", fail.s()), add.s(1, 1)], as("inner", tsum.s()))),
      as("beside", add.s(2, 2)),
    ],
    as("outer", tsum.s()),
  ),
  states: "F S K S K",
  containers: { chord: "F" },
  run: "F",
  causes: { inner: "failed:fail", outer: "failed:fail" },
});

row(34, "chain(a, group(add(1,1), fail), tsum, z)", {
  canvas: chain(
    ran("a"),
    group([add.si(1, 1), as("fail", fail.si())]),
    as("tsum", tsum.s()),
    as("z", ident.s()),
  ),
  states: "S S F K K",
  run: "F",
  causes: { tsum: "failed:fail", z: "failed:fail" },
});

row(34, "chord([fail, x], tsum | group(b1, b2))", {
  canvas: chord(
    [as("fail", fail.s()), ran("x")],
    as("body", chain(as("tsum", tsum.s()), group([as("b1", ident.s()), as("b2", ident.s())]))),
  ),
  states: "F S K K K",
  containers: { body: "K" },
  run: "F",
  causes: { tsum: "failed:fail", b1: "failed:fail", b2: "failed:fail" },
});

/** Two more attempts than the one that every call has. */
const twoMore = (call: SignatureBuilder) =>
  call.set({ attempts: 3, backoff: { type: "fixed", delayMs: 1 } });

row(35, "chord([flaky(2,1), flaky(1,2), add(1,1)], ident), 2 more attempts", async ({ run }) => {
  const header = [
    as("flaky2", twoMore(flaky.s(2, 1))),
    as("flaky1", twoMore(flaky.s(1, 2))),
    as("add", twoMore(add.s(1, 1))),
  ];
  const done = await run(chord(header, as("body", ident.s())));
  expect(await done.value()).toEqual([1, 2, 2]);
  const shot = await done.look();
  const ids = ["flaky2", "flaky1", "add"];
  expect(ids.map((id) => shot.node(id).attempt)).toEqual([3, 2, 1]);
  expect([...ids, "body"].map((id) => done.count(id))).toEqual([3, 2, 1, 1]);
});

row(35, "chain(add(1,1), flaky(5), ran z), 2 more attempts: z never", {
  canvas: chain(as("add", add.s(1, 1)), as("flaky", twoMore(flaky.si(5))), ran("z")),
  states: "S F K",
  run: "F",
  executed: { flaky: 3 },
  causes: { z: "failed:flaky" },
});

row(35, "chain(add(1,1), flaky(2), ran z), 2 more attempts: z once after success", {
  canvas: chain(as("add", add.s(1, 1)), as("flaky", twoMore(flaky.si(2))), ran("z")),
  executed: { flaky: 3 },
  order: ["add < flaky", "flaky < z"],
  result: "z",
});

row(36, "a header member delivered twice with different results", async (given) => {
  const { app, gate, startWorker, stopWorkers, submit } = given;
  await stopWorkers();
  const said: string[] = [];
  // Its worker has lost touch: the lease ends while its handler goes on.
  const cutOff = createEngine({
    redisUrl: app.redis.url,
    prefix: app.redis.prefix,
    timings: { ...TIMINGS, beatMs: 1_000_000, sweepMs: 1_000_000 },
    log: (_, message) => said.push(message),
  });
  const { dataDir } = app;
  await cutOff.work({ tasks: ALL_TASKS, queues: ["default"], concurrency: 1, dataDir });
  const member = as("member", TASKS.delivery.si("first"));
  const run = await submit(chord([member, gated("beside", 5)], as("body", ident.s())));
  await gate("first").arrivals(1);
  await startWorker();
  await run.reaches("member", "succeeded");
  expect(await run.value("member")).toBe(2);

  gate("first").open();
  const late = expect.stringMatching(`${run.id}.* in epoch 1 came too late and is discarded`);
  await vi.waitFor(() => expect(said).toContainEqual(late), 5_000);
  await cutOff.close();
  gate("beside").open();
  await run.settled();
  expect(await run.value()).toEqual([2, 5]);
  expect([run.count("member"), run.count("body")]).toEqual([2, 1]);
});
