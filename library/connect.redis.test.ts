/** Connecting, submitting and working from code. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chain, connect, defineTask, EngineError, EnvironmentError, group } from "espalier";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import { z } from "zod";
import { testConnection } from "@/library/test-connection";
import { redisProxy } from "@/testing/redis-proxy";
import { testRedis } from "@/testing/redis";
import { TASKS } from "@/testing/tasks";

const double = defineTask({
  name: "test.double",
  description: "Twice a number.",
  params: { x: z.number() },
  result: z.number(),
  queue: "doubles",
  run: ({ x }) => 2 * x,
});

/** What a promise was rejected with. */
const reasonOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => Promise.reject(new Error("It was not refused")),
    (reason: unknown) => reason as Error,
  );

describe("connect", () => {
  it("takes the embedded Redis below the data folder when REDIS_URL is not set", async () => {
    await using redis = await testRedis();
    await using proxy = await redisProxy(redis.url);
    const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-data-"));
    mkdirSync(path.join(dataDir, "redis"));
    symlinkSync(proxy.url.slice("unix://".length), path.join(dataDir, "redis", "redis.sock"));
    const env = { ESPALIER_DATA_DIR: dataDir, ESPALIER_PREFIX: redis.prefix };
    await using espalier = await connect({ env });
    expect(await espalier.tasks()).toEqual([]);
    expect(proxy.connections).toBe(1);
    rmSync(dataDir, { recursive: true });
  });

  it("says what to do when there is no Redis", async () => {
    const nowhere = mkdtempSync(path.join(tmpdir(), "espalier-none-"));
    const missing = await reasonOf(connect({ env: { ESPALIER_DATA_DIR: nowhere } }));
    expect(missing).toBeInstanceOf(EnvironmentError);
    expect(missing.message).toContain('Start everything with "npm start", or set REDIS_URL');
    const deaf = await reasonOf(connect({ redisUrl: `unix://${nowhere}/none.sock`, env: {} }));
    expect(deaf).toMatchObject({ name: "EngineError", code: "UNAVAILABLE" });
    expect(deaf.message).toContain("Check that it runs and that REDIS_URL leads to it");
    rmSync(nowhere, { recursive: true });
  });

  it("refuses a variable that nobody knows", async () => {
    const env = { REDIS_URL: "redis://127.0.0.1", ESPALIER_PREFX: "x" };
    expect((await reasonOf(connect({ env }))).message).toContain("Did you mean ESPALIER_PREFIX");
  });

  it("closes with its scope, and again", async () => {
    await using app = await testConnection({ workers: 0 });
    const { espalier } = app;
    {
      await using inScope = espalier;
      await inScope.tasks();
    }
    await vi.waitFor(() => expect(app.proxy.connections).toBe(0));
    await espalier.close();
    const refused = await reasonOf(espalier.apply(TASKS.add.s(1, 1)));
    expect(refused.message).toContain("The connection was closed");
  });

  it("says that Redis is away when it went after connecting", async () => {
    await using app = await testConnection({ workers: 0 });
    app.proxy.cut();
    const refused = await reasonOf(app.espalier.tasks());
    expect(refused).toMatchObject({ code: "UNAVAILABLE", cause: expect.any(Error) });
    expect(refused.message).toContain("Redis does not answer");
    app.proxy.mend();
    await vi.waitFor(async () => expect(await app.espalier.tasks()).not.toEqual([]));
  });
});

describe("apply", () => {
  it("refuses a workflow with all its problems, and stores nothing", async () => {
    await using app = await testConnection();
    const { callOf } = await import("espalier");
    const wrong = group([
      callOf("nobody.knows"),
      callOf("add", [1, 2, 3]),
      callOf("add", ["x", 1]),
    ]);
    const refused = await reasonOf(app.espalier.apply(wrong));
    expect(refused).toBeInstanceOf(EngineError);
    expect(refused).toMatchObject({ code: "WORKFLOW_INVALID" });
    const { problems } = refused as EngineError;
    expect(problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["TASK_UNKNOWN", "ARGUMENTS_TOO_MANY", "ARGUMENT_TYPE"]),
    );
    expect(refused.message).toMatch(/^The workflow has problems; nothing was submitted\.\n- /);
    for (const { message } of problems) expect(refused.message).toContain(message);
    expect((await app.app.engine.listRuns({})).runs).toEqual([]);
  });

  it("twice under one id, or with one key, gives one run", async () => {
    await using app = await testConnection();
    const canvas = TASKS.add.s(1, 1);
    const first = await app.espalier.apply(canvas, { runId: "mine", name: "Sums" });
    const second = await app.espalier.apply(canvas, { runId: "mine" });
    expect([first.runId, second.runId]).toEqual(["mine", "mine"]);
    expect(await second.get()).toBe(2);
    expect(second.summary.name).toBe("Sums");
    const keyed = await app.espalier.apply(canvas, { idempotencyKey: "k" });
    expect(await app.espalier.submit(canvas, { idempotencyKey: "k" })).toBe(keyed.runId);
    expect((await app.app.engine.listRuns({})).runs).toHaveLength(2);
  });

  it("calls the run as its root is called", async () => {
    await using app = await testConnection();
    const named = await app.espalier.apply(chain(TASKS.add.s(1, 1)).name("Add up"));
    const task = await app.espalier.apply(TASKS.add.s(1, 1));
    const labelled = await app.espalier.apply(TASKS.add.s(1, 1).label("One and one"));
    const names = [named, task, labelled].map(({ summary }) => summary.name);
    expect(names).toEqual(["Add up", "add", "One and one"]);
  });

  it("of what was applied before leaves it as it was", async () => {
    await using app = await testConnection();
    const canvas = TASKS.ident.s(1).link(TASKS.ident.s());
    const before = JSON.stringify(canvas.node);
    for (const _ of [1, 2]) {
      const run = await app.espalier.apply(canvas);
      expect(await run.get()).toBe(1);
      expect(await run.onSuccess.join()).toEqual([1]);
    }
    expect(JSON.stringify(canvas.node)).toBe(before);
  });
});

describe("run", () => {
  it("gives a handle of a run that somebody else submitted", async () => {
    await using app = await testConnection();
    const runId = await app.espalier.submit(TASKS.add.s(1, 1));
    expect(await (await app.espalier.run(runId)).get()).toBe(2);
    expect((await reasonOf(app.espalier.run("nobody"))).message).toContain(
      "There is no run nobody",
    );
  });
});

describe("work", () => {
  it("runs tasks of one's own in this process, from their queues", async () => {
    await using app = await testConnection({ workers: 0 });
    const worker = await app.espalier.work({ tasks: [double] });
    const run = await app.espalier.apply(chain(double.s(2), double.s()));
    const result = await run.get();
    expectTypeOf(result).toEqualTypeOf<number>();
    expect(result).toBe(8);
    const [info] = await app.app.engine.listWorkers();
    expect(info).toMatchObject({ queues: ["doubles"], tasks: ["test.double"], concurrency: 50 });
    await worker.close({ graceMs: 0 });
    expect(await app.app.engine.listWorkers()).toEqual([]);
  });

  it("refuses an isolated task, and says who runs it", async () => {
    await using app = await testConnection({ workers: 0 });
    const alone = defineTask({
      ...{ name: "test.alone", description: "Runs apart.", isolated: true },
      ...{ params: {}, result: z.null() },
      run: () => null,
    });
    const refused = await reasonOf(app.espalier.work({ tasks: [double, alone] }));
    expect(refused.message).toContain("name that in WORKER_TASKS");
    expect(await app.app.engine.listWorkers()).toEqual([]);
  });
});
