import { describe, expect, it } from "vitest";
import { chain, fixed, group, step } from "@/testing/nodes";
import { testApp, type TestApp } from "@/testing/workers";
import { until } from "@/testing/faults/until";
import type { TestRun } from "@/testing/test-run";
import { takeCensus } from "./census";

/** Every key, and every member of a list of runs, in which the run is named. */
async function traces({ redis }: TestApp, runId: string): Promise<string[]> {
  const { client, prefix } = redis;
  const keys = await client.keys(`*${prefix}*`);
  const found = keys.filter((key) => key.includes(runId));
  for (const key of keys) {
    const type = await client.type(key);
    const members =
      type === "zset"
        ? await client.zrange(key, "0", "-1")
        : type === "set"
          ? await client.smembers(key)
          : type === "list"
            ? await client.lrange(key, 0, -1)
            : [];
    if (members.some((member) => member.includes(runId))) found.push(key);
  }
  return found;
}

const isGone = (app: TestApp, run: TestRun) =>
  app.engine.getSummary(run.id).then(
    () => false,
    () => true,
  );

const leavesNothing = (app: TestApp, run: TestRun) =>
  until(async () => (await traces(app, run.id)).length === 0, {
    otherwise: async () => `Run ${run.id} left ${(await traces(app, run.id)).join(", ")}`,
  });

/** Something of every kind of key. */
const EVERYTHING = chain(
  { ...step("a", "three"), options: { attempts: 2 } },
  fixed("f", "flaky", 0, 1),
  fixed("w", "wait", 2),
  fixed("s", "spawn", 2),
);

describe("a settled run", () => {
  it("is kept, and gone with all its keys when its time is over", async () => {
    await using app = await testApp({ runTtlMs: 2000 });
    const run = await app.submit(EVERYTHING);
    const shot = await run.settled();
    expect(shot.run.settled).toBe(true);
    expect((await traces(app, run.id)).length).toBeGreaterThan(5);
    await leavesNothing(app, run);
    expect((await app.engine.listRuns({})).runs).toEqual([]);
  });

  it("is gone with its log lines, and a late line comes to nothing", async () => {
    await using app = await testApp({ runTtlMs: 1 });
    const run = await app.submit({ ...step("l", "three"), options: { attempts: 2 } });
    await leavesNothing(app, run);
    const { commands } = app.services;
    const late = { element: 0, attempt: 1, kept: 10, lines: [{ at: 1, message: "late" }] };
    expect(await commands.appendLogs(run.id, late)).toBe(-1);
    expect(await traces(app, run.id)).toEqual([]);
  });

  it("is gone with its deliveries that nobody has taken and those that are far off", async () => {
    await using app = await testApp({ runTtlMs: 500 });
    const run = await app.submit(
      group(
        { ...step("q", "three"), options: { queue: "unserved" } },
        { ...step("d", "three"), options: { delayMs: 3_600_000 } },
      ),
    );
    await run.reaches("d", "scheduled");
    await run.reaches("q", "queued");
    await run.revoke();
    expect((await run.settled()).letters("q", "d")).toBe("R R");
    await leavesNothing(app, run);
  });

  it("is gone from the list of the workflow that it is of", async () => {
    await using app = await testApp({ runTtlMs: 1000 });
    const { engine } = app;
    const workflow = { version: 1, name: "w", root: step("a", "ran", "a") };
    const { id } = await engine.workflows.save({ baseRevision: 0, workflow });
    const { runId } = await engine.submitSaved({ workflowId: id });
    expect(await traces(app, runId)).toContain(`${app.redis.prefix}:{${id}}:runs`);
    await until(async () => (await traces(app, runId)).length === 0);
    expect((await engine.workflows.get(id)).name).toBe("w");
  });

  it("is among those that go first when there are too many, by when they have settled", async () => {
    await using app = await testApp({ keepRuns: 2 });
    const gated = await app.submit(step("g", "gate", "g"));
    const runs: TestRun[] = [];
    for (let i = 0; i < 3; i += 1) runs.push(await app.run(step("a", "ran", "a")));
    app.gate("g").open();
    await gated.settled();
    await until(async () => (await app.redis.client.zcard(`${app.redis.prefix}:runs`)) === 2);
    const left = (await app.engine.listRuns({})).runs.map(({ runId }) => runId);
    expect(left.toSorted()).toEqual([gated.id, runs[2]?.id ?? ""].toSorted());
  });

  it("stays when it is pinned, and is kept anew when it is unpinned", async () => {
    await using app = await testApp({ runTtlMs: 1000, keepRuns: 1 });
    const gate = app.gate("g");
    const pinned = await app.submit(step("g", "gate", "g"));
    await app.engine.setPinned(pinned.id, true);
    gate.open();
    expect((await pinned.settled()).run.pinned).toBe(true);
    const other = await app.run(step("a", "ran", "a"));
    await until(() => isGone(app, other));
    expect((await pinned.look()).run).toMatchObject({ pinned: true, state: "succeeded" });
    await expect(app.engine.remove(pinned.id)).rejects.toMatchObject({ code: "RUN_PINNED" });
    await app.engine.setPinned(pinned.id, false);
    await leavesNothing(app, pinned);
  });

  it("tells who follows it that it is pinned, once", async () => {
    await using app = await testApp();
    const run = await app.run(step("a", "ran", "a"));
    for (const pinned of [true, true, false]) await app.engine.setPinned(run.id, pinned);
    const said = (await run.events()).flatMap((event) =>
      event.type === "run.changed" ? [event.pinned] : [],
    );
    expect(said).toEqual([true, false]);
    await expect(app.engine.setPinned("nobody", true)).rejects.toMatchObject({
      code: "RUN_NOT_FOUND",
    });
  });

  it("stays while it is retried, however long that takes", async () => {
    await using app = await testApp({ runTtlMs: 60_000, workers: 0 });
    const worker = await app.startWorker();
    const run = await app.run(fixed("f", "flaky", 1, 1));
    await until(async () => (await app.redis.client.zcard(app.services.keys.kept)) === 1);
    await worker.close({ graceMs: 0 });
    await run.retry({ scope: "failed" });
    // As if it had settled long ago.
    await app.redis.client.zadd(app.services.keys.kept, 1, run.id);
    await app.startWorker();
    expect((await run.settled()).letters("f")).toBe("S");
  });
});

describe("what a crash leaves behind", () => {
  it("is found by the census: a run on no list, and one that is only on a list", async () => {
    await using app = await testApp({ runTtlMs: 3000 });
    const run = await app.run(step("a", "ran", "a"));
    const { keys } = app.services;
    await until(async () => (await app.redis.client.zrem(keys.kept, run.id)) === 1);
    await app.redis.client.zadd(keys.runs, 1, "never");
    expect((await takeCensus(app.services, "0")).gone).toEqual(["never"]);
    await leavesNothing(app, run);
    await until(async () => (await app.redis.client.zcard(keys.runs)) === 0);
  });

  it("goes by itself where a submission was not carried on", async () => {
    await using app = await testApp({ workers: 0 });
    const { commands, keys, redis } = app.services;
    await commands.uploadPlan("half", "token", { first: true, pairs: ["doc", "{}", "0", "{}\n"] });
    for (const name of ["run", "plan"] as const) {
      const left = await redis.pttl(keys.runKey("half", name));
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(3_600_000);
    }
    const whole = await app.submit(step("a", "ran", "a"));
    for (const name of ["run", "plan"] as const) {
      expect(await redis.pttl(keys.runKey(whole.id, name))).toBe(-1);
    }
  });
});
