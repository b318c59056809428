/** The protocol between engine and workers: what is submitted, claimed, delivered and finished twice, or by nobody. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Workflow } from "@/core/node";
import { claimStep, finishStep } from "@/testing/driver/moves";
import { EngineRun } from "@/testing/driver/engine-run";
import { call, chain, fixed, group, step, times } from "@/testing/nodes";
import { ALL_TASKS } from "@/testing/tasks";
import { testApp, type TestApp } from "@/testing/workers";
import { ReplyCode } from "./replies";
import { RUN_KEYS } from "./keys";
import { jobIdOf } from "./queues";
import { parseClaimReply } from "./step-moves";

const workflowOf = (root: Workflow["root"]): Workflow => ({ version: 1, name: "test", root });
const quick = { leaseMs: 300, queuedMs: 300 };

describe("submit", () => {
  it("makes one run of one id, however often and however many at once", async () => {
    await using app = await testApp();
    const input = { workflow: workflowOf(step("a", "ran", "a")), runId: "mine" };
    const answers = await Promise.all(times(6, () => app.engine.submit(input)));
    answers.push(await app.engine.submit(input));
    expect(answers.map(({ runId }) => runId)).toEqual(answers.map(() => "mine"));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    const run = await app.submit(step("b", "ran", "b"), { runId: "mine" });
    const shot = await run.settled();
    // The first document counts.
    expect(shot.states).toEqual({ a: "succeeded" });
    expect(run.order()).toEqual(["a"]);
  });

  it("makes one run of one idempotency key", async () => {
    await using app = await testApp();
    const input = { workflow: workflowOf(step("a", "ran", "a")), idempotencyKey: "order 17 💥" };
    const first = await app.engine.submit(input);
    const second = await app.engine.submit(input);
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.runId).toBe(first.runId);
  });

  it("stores nothing of what is invalid", async () => {
    await using app = await testApp({ workers: 0 });
    const keys = async () => (await app.redis.client.keys(`*${app.redis.prefix}*`)).toSorted();
    const before = await keys();
    const bad = workflowOf(chain(step("a", "ran", "a"), step("a", "add", "x", 1, 2)));
    await expect(app.engine.submit({ workflow: bad })).rejects.toMatchObject({
      code: "WORKFLOW_INVALID",
    });
    const good = workflowOf(step("a", "ran", "a"));
    for (const runId of ["", "a b", "../x", "{x}", "x".repeat(65), "ä", "a\n"]) {
      await expect(app.engine.submit({ workflow: good, runId }), runId).rejects.toMatchObject({
        code: "ID_INVALID",
      });
    }
    expect(await keys()).toEqual(before);
  });

  it.each(["wait", "meta", "0", "__proto__", "constructor", "active", "x".repeat(64)])(
    "takes the run id %s, and runs it",
    async (runId) => {
      await using app = await testApp();
      const run = await app.submit(
        chain(step("__proto__", "ran", "a"), fixed("constructor", "ran", "b")),
        { runId },
      );
      const shot = await run.settled();
      expect(shot.nodes.map(({ state }) => state)).toEqual(times(3, () => "succeeded"));
      expect(await run.value("__proto__")).toBe("a");
    },
  );
});

describe("a claim", () => {
  async function submitted() {
    const app = await testApp({ workers: 0, timings: { leaseMs: 60_000 } });
    const run = await app.submit(chain(step("a", "ident", 1), step("z", "ident")));
    return { app, run, hand: new EngineRun(app.services, run.id) };
  }

  it("is given once, and again only to the same token", async () => {
    const { app, run, hand } = await submitted();
    await using _ = app;
    const held = await hand.claim("a");
    const { element, epoch, token } = held;
    const other = await hand.claimAs({ element, epoch, token: "other" });
    expect(other.code).toBe(ReplyCode.Taken);
    expect(other.code !== ReplyCode.Ok && other.waitMs).toBeGreaterThan(0);
    expect((await hand.claimAs({ element, epoch, token })).code).toBe(ReplyCode.Ok);
    expect((await run.look()).node("a").claims).toBe(1);
  });

  it("is given once of two that come in one call, however long the step has waited", async () => {
    const { app, run, hand } = await submitted();
    await using _ = app;
    const { element, record } = await hand.record("a");
    const epoch = record.e;
    // Longer than a queued step is left alone.
    const { redis, keys } = app.services;
    await redis.zadd(keys.runKey(run.id, "due"), 1, element);
    const claims = ["one", "other"].map((token) => {
      return { kind: "claim" as const, element, epoch, token };
    });
    const { replies } = await app.services.commands.moveSteps(run.id, "worker", claims);
    expect(replies.map((reply) => parseClaimReply(reply).code)).toEqual([
      ReplyCode.Ok,
      ReplyCode.Taken,
    ]);
    expect((await run.look()).node("a").claims).toBe(1);
  });

  it("is refused when it is not the step's turn, for another epoch, and after the end", async () => {
    const { app, run, hand } = await submitted();
    await using _ = app;
    const late = await hand.record("z");
    const token = "t";
    const early = await hand.claimAs({ element: late.element, epoch: 1, token });
    expect(early.code).toBe(ReplyCode.Done);
    const held = await hand.claim("a");
    const { element, epoch } = held;
    expect((await hand.claimAs({ element, epoch: epoch + 1, token })).code).toBe(ReplyCode.Stale);
    await hand.finish(held, { outcome: "D", value: "1" });
    expect((await hand.claimAs({ element, epoch, token })).code).toBe(ReplyCode.Done);
    expect((await hand.claimAs({ element: 99_999, epoch, token })).code).toBe(ReplyCode.Stale);
    const unknown = { element, epoch, token };
    expect((await claimStep(app.services, "nobody", unknown)).code).toBe(ReplyCode.Gone);
    expect((await run.look()).letters("a", "z")).toBe("S queued");
  });

  it("ends once: a second finish is a repeat, another token's is stale", async () => {
    const { app, run, hand } = await submitted();
    await using _ = app;
    const held = await hand.claim("a");
    const stranger = { ...held, token: "stranger" };
    expect(await hand.finish(stranger, { outcome: "D", value: "2" })).toBe(ReplyCode.Stale);
    expect(await hand.finish(held, { outcome: "D", value: "1" })).toBe(ReplyCode.Ok);
    const events = (await run.events()).length;
    expect(await hand.finish(held, { outcome: "D", value: "3" })).toBe(ReplyCode.Repeated);
    expect(await hand.finish(held, { outcome: "F", brief: "{}", full: "{}" })).toBe(
      ReplyCode.Repeated,
    );
    expect(await run.value("a")).toBe(1);
    expect(await run.events()).toHaveLength(events);
  });

  it("that nobody keeps is taken over, counted, and its late finish is stale", async () => {
    await using app = await testApp({ workers: 0, timings: quick });
    const run = await app.submit(chain(step("a", "ident", 1), step("z", "ident")));
    const hand = new EngineRun(app.services, run.id);
    const dead = await hand.claim("a");
    await app.startWorker();
    const shot = await run.settled();
    expect(shot.letters("a", "z")).toBe("S S");
    expect(shot.node("a")).toMatchObject({ attempt: 1, claims: 2 });
    expect(await hand.finish(dead, { outcome: "D", value: "2" })).toBe(ReplyCode.Stale);
    expect(await run.value()).toBe(1);
    expect([run.count("a"), run.count("z")]).toEqual([1, 1]);
    // Attempts that a task has are not spent on workers that die.
    expect(run.executions()[0]?.executions).toBe(0);
  });

  it("is poison after three where no process can tell who is to blame, and says so", async () => {
    const { app, run, hand } = await submitted();
    await using _ = app;
    for (const _ of [1, 2, 3]) await hand.lose((await hand.claim("a")).element);
    const { dataDir } = app;
    await app.engine.work({ tasks: ALL_TASKS, queues: ["default"], concurrency: 2, dataDir });
    const shot = await run.settled();
    expect(shot.letters("a", "z")).toBe("F K");
    expect(shot.node("a").error).toMatchObject({
      code: "POISON",
      message: expect.stringContaining("lost 3 times"),
    });
    expect(run.count("a")).toBe(0);
  });

  it("is poison after ten without an outcome, wherever it ran, and says so", async () => {
    const { app, run, hand } = await submitted();
    await using _ = app;
    for (const claims of times(10, (i) => i + 1)) {
      const held = await hand.claim("a");
      expect((await run.look()).node("a").claims).toBe(claims);
      await hand.lose(held.element);
    }
    const shot = await run.settled();
    expect(shot.letters("a", "z")).toBe("F K");
    expect(shot.node("a").error).toMatchObject({ code: "POISON" });
    expect(shot.node("a").error?.message).toContain("then retry");
    await run.retry({ scope: "failed" });
    await app.startWorker();
    expect((await run.settled()).run.state).toBe("succeeded");
  });

  it("is handed back uncounted by a worker that shuts down, and another goes on", async () => {
    await using app = await testApp({ workers: 0 });
    const worker = await app.startWorker();
    const run = await app.submit(step("a", "stubborn", "g", 7));
    await app.gate("g").arrivals(1);
    await worker.close({ graceMs: 0 });
    expect((await run.look()).node("a")).toMatchObject({ state: "queued", claims: 0, epoch: 1 });
    await app.startWorker();
    await app.gate("g").arrivals(2);
    app.gate("g").open();
    const shot = await run.settled();
    expect(shot.node("a")).toMatchObject({ state: "succeeded", attempt: 1 });
    const keys = run.executions().map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(1);
  });
});

describe("delivery", () => {
  it("again, after completion or while it runs, executes nothing", async () => {
    await using app = await testApp({ timings: { leaseMs: 1_500 } });
    const run = await app.submit(group(step("a", "ran", "a"), step("w", "gate", "w")));
    const shot = await run.reaches("a", "succeeded");
    await app.gate("w").arrivals(1);
    const hand = new EngineRun(app.services, run.id);
    const [a, w] = [await hand.record("a"), await hand.record("w")];
    const job = { runId: run.id, stepId: a.element, epoch: shot.node("a").epoch };
    for (let more = 0; more < 100; more += 5) {
      await Promise.all(times(5, () => app.deliver(job)));
    }
    // One that runs: the job waits for the lease, finds it extended, and finds the step done at last.
    const again = app.deliver({ runId: run.id, stepId: w.element, epoch: 1 });
    app.gate("w").open();
    await run.settled();
    await again;
    expect([run.count("a"), run.count("w")]).toEqual([1, 1]);
  });

  it("of a ghost or of garbage is dropped with a word, and the worker goes on", async () => {
    await using app = await testApp();
    const run = await app.submit(step("w", "gate", "w"));
    await app.gate("w").arrivals(1);
    const garbage: unknown[] = [
      {},
      null,
      [],
      { foo: 1 },
      { runId: run.id, stepId: "0", epoch: 1 },
      { runId: run.id, stepId: -1, epoch: 1 },
      { runId: run.id, stepId: 99_999, epoch: 1 },
      { runId: run.id, stepId: 0, epoch: 99 },
      { runId: "nobody", stepId: 0, epoch: 1 },
      { runId: "{x}:run", stepId: 0, epoch: 1 },
    ];
    await Promise.all(garbage.map((data) => app.deliver(data)));
    expect(app.said.filter((line) => line.includes("none of ours"))).toHaveLength(6);
    app.gate("w").open();
    expect((await run.settled()).run.state).toBe("succeeded");
    expect(run.count("w")).toBe(1);
  });

  it("of a job that was lost is repeated under a new epoch, once", async () => {
    await using app = await testApp({ workers: 0, timings: quick });
    const run = await app.submit(group(step("a", "ran", "a"), step("b", "ran", "b")));
    const hand = new EngineRun(app.services, run.id);
    const queue = app.services.queues.get("default");
    const { element } = await hand.record("a");
    const jobId = jobIdOf({ runId: run.id, stepId: element, epoch: 1 });
    await queue.remove(jobId);
    // And one whose id still waits, but whose job is gone: BullMQ hands out a ghost.
    const other = jobIdOf({ runId: run.id, stepId: (await hand.record("b")).element, epoch: 1 });
    await app.redis.client.del(queue.toKey(other));
    await app.startWorker();
    const shot = await run.settled();
    expect(shot.letters("a", "b")).toBe("S S");
    expect([shot.node("a").epoch, shot.node("b").epoch]).toEqual([2, 2]);
    expect([run.count("a"), run.count("b")]).toEqual([1, 1]);
  });

  it("of what a crashed process left in the outbox is done by the sweeper", async () => {
    await using app = await testApp({ workers: 0 });
    const { services } = app;
    // As if the process had died between the script and the queue.
    const crashed = { ...services.dispatcher };
    services.dispatcher = { ...crashed, follow: async (_, flush) => flush };
    const run = await EngineRun.submit(services, workflowOf(step("a", "flow.echo", 1)));
    services.dispatcher = crashed;
    expect(await services.redis.zcard(services.keys.runKey(run.runId, "outbox"))).toBe(1);
    const queue = services.queues.get("default");
    expect(await queue.getJobCounts("wait")).toEqual({ wait: 0 });
    await services.dispatcher.drain(run.runId, 0);
    expect(await queue.getJobCounts("wait")).toEqual({ wait: 1 });
    expect(await services.redis.zcard(services.keys.runKey(run.runId, "outbox"))).toBe(0);
    await services.dispatcher.drain(run.runId, 0);
    expect(await queue.getJobCounts("wait")).toEqual({ wait: 1 });
  });
});

describe("Redis keys", () => {
  /** Everything stored of a run, but one key. */
  async function stored({ redis, services }: TestApp, runId: string, but: string) {
    const found: { [key: string]: unknown } = {};
    for (const name of RUN_KEYS) {
      if (name === but) continue;
      const dump = await redis.client.dumpBuffer(services.keys.runKey(runId, name));
      found[name] = dump && createHash("sha256").update(dump).digest("hex");
    }
    return found;
  }

  it.each(RUN_KEYS.map((name) => [name]))(
    "a key %s of the wrong type gives an error and leaves the others unchanged",
    async (name) => {
      await using app = await testApp({ workers: 0 });
      const run = await app.submit(
        chain(group(step("a", "ident", 1), step("b", "ident", 2)), step("z", "ident")),
      );
      const hand = new EngineRun(app.services, run.id);
      const a = await hand.claim("a");
      const key = app.services.keys.runKey(run.id, name);
      await app.redis.client.set(key, "garbage");
      const before = await stored(app, run.id, name);
      const { commands } = app.services;
      const { element, epoch, token } = a;
      const moves: { [move: string]: () => Promise<unknown> } = {
        finish: () =>
          finishStep(app.services, run.id, { element, epoch, token, outcome: "D", value: "1" }),
        fail: () =>
          finishStep(app.services, run.id, {
            element,
            epoch,
            token,
            outcome: "F",
            brief: "{}",
            full: "{}",
          }),
        retrying: () =>
          finishStep(app.services, run.id, {
            element,
            epoch,
            token,
            outcome: "T",
            brief: "{}",
            full: "{}",
            delayMs: 1,
          }),
        report: () => commands.reportStep(run.id, { element, token, report: "{}", total: 2 }),
        revoke: () => commands.revokeRun(run.id, { ranges: "all", forced: true }),
        pause: () => commands.pauseRun(run.id, true),
        unclaim: () => commands.unclaimStep(run.id, { element, token, ownJob: true }),
      };
      const accepted: string[] = [];
      for (const [move, make] of Object.entries(moves)) {
        await make().then(
          () => accepted.push(move),
          () => undefined,
        );
        if (accepted.length > 0) break;
        expect(await stored(app, run.id, name), move).toEqual(before);
      }
      expect(accepted).toEqual([]);
    },
  );

  it("are none when everything was closed and removed", async () => {
    let prefix = "";
    let client;
    {
      await using app = await testApp();
      prefix = app.redis.prefix;
      client = app.redis.client.duplicate();
      await app.run(call("three")).catch(() => undefined);
      expect((await client.keys(`*${prefix}*`)).length).toBeGreaterThan(0);
    }
    expect(await client.keys(`*${prefix}*`)).toEqual([]);
    client.disconnect();
  });
});
