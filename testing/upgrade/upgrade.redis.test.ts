/** Several versions on one Redis: what one finds that another has written, and what it leaves to it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { restoreLines, verify } from "@/engine/backup";
import { FORMATS } from "@/engine/format";
import { createEngine, type Engine } from "@/engine/index";
import { createServices } from "@/engine/services";
import { builtInTasks } from "@/worker/tasks";
import { faultRedis } from "../faults/redis-server";
import { until } from "../faults/until";
import { readExecutions } from "../executions";
import { clearGates, gateOf } from "../gates";
import { chain, fixed, step } from "../nodes";
import { ALL_TASKS } from "../tasks";
import { TIMINGS } from "../timings";
import { startWorkerProcess } from "../worker-process";
import { testApp, type TestApp } from "../workers";

vi.setConfig({ testTimeout: 60_000 });

/** `runs-of-format-N.jsonl`: runs of every kind in mid-run, as a version that wrote that format left them. */
async function* linesOf(format: number): AsyncGenerator<string> {
  const file = fileURLToPath(new URL(`runs-of-format-${format}.jsonl`, import.meta.url));
  for (const line of readFileSync(file, "utf8").trimEnd().split("\n")) yield line;
}

const outcomes = async (engine: Engine, runId: string) => {
  const { run, nodes } = await engine.getRun(runId);
  return { state: run.state, nodes: Object.fromEntries(nodes.map(({ id, state }) => [id, state])) };
};

describe("a stored run of format 1, written by the commit 7e71c75", () => {
  it("is finished by this version: what had ended is kept, what ran runs again, what waited runs once", async () => {
    await using redis = await faultRedis();
    const header = await verify(linesOf(1));
    const place = { header, prefix: "espalier", replace: false };
    expect(await restoreLines(redis.client, linesOf(1), place)).toEqual({ runs: 5 });
    const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-upgrade-"));
    const engine = createEngine({ redisUrl: redis.url, timings: TIMINGS });
    try {
      for (const gate of ["g", "held", "p", "copy 0", "copy 1", "copy 2"])
        gateOf(dataDir, gate).open();
      const before = await outcomes(engine, "v1-done");
      expect(before.state).toBe("succeeded");
      expect(await engine.result("v1-done", "m")).toMatchObject({ value: [1, 2, 3] });
      expect((await engine.getNode("v1-failed", "f")).error?.message).toContain("not yet");

      const queues = ["default", "nobody"];
      await engine.work({ tasks: ALL_TASKS, queues, concurrency: 10, dataDir });
      await engine.resume("v1-paused");
      await engine.retry({ runId: "v1-failed", scope: "failed" });
      for (const runId of ["v1-way", "v1-held", "v1-paused", "v1-failed"]) {
        await until(async () => (await engine.getSummary(runId)).settled, { withinMs: 20_000 });
        const { state, nodes } = await outcomes(engine, runId);
        expect(state, runId).toBe("succeeded");
        expect(new Set(Object.values(nodes)), runId).toEqual(new Set(["succeeded"]));
      }
      expect(await outcomes(engine, "v1-done")).toEqual(before);
      expect(await engine.result("v1-way", "body")).toMatchObject({
        value: [1, 6, 3, 4, 1, ["copy 0", "copy 1", "copy 2"].map(() => null), [0, 1]],
      });
      const started = readExecutions(dataDir)
        .filter(({ phase }) => phase === "start")
        .map(({ node }) => node);
      // These had ended, and are nobody's any more.
      for (const node of ["quick", "born", "h2", "p0"]) expect(started).not.toContain(node);
      for (const node of ["stands", "late", "unserved", "body", "p1", "told", "f"])
        expect(started.filter((each) => each === node)).toHaveLength(1);
      // And it goes in the end as runs of this version do.
      for (const { runId } of (await engine.listRuns({})).runs) await engine.remove(runId);
      // A worker may be about to complete the last jobs.
      await until(async () => (await redis.client.keys("*v1-*")).length === 0, {
        withinMs: 20_000,
      });
    } finally {
      clearGates(dataDir);
      await engine.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe("a run of a format that this version does not know", () => {
  const worker = ({ redis, dataDir }: TestApp, program: string) =>
    startWorkerProcess(
      { REDIS_URL: redis.url, ESPALIER_PREFIX: redis.prefix, ESPALIER_DATA_DIR: dataDir },
      [program],
    );

  /** As workers do: of tasks that nobody has offered yet there are no runs. */
  const announce = ({ services, dataDir }: TestApp) =>
    services.registry.announceTasks(builtInTasks({ filesRoot: dataDir }).map(({ info }) => info));

  /** A run as a later version would store it: nothing is different but what it says of itself. */
  async function submitNewer(app: TestApp, runId: string): Promise<void> {
    await app.engine.submit({
      runId,
      workflow: {
        version: 1,
        name: runId,
        root: chain(step("a", "flow.echo", 1), step("b", "flow.echo")),
      },
    });
    await app.redis.client.hset(
      app.services.keys.runKey(runId, "run"),
      "format",
      FORMATS.newest + 1,
    );
  }

  /** The same Redis, seen by a later version. */
  const newerServices = ({ redis }: TestApp) => {
    const formats = { ...FORMATS, newest: FORMATS.newest + 1 };
    return createServices(redis.client, { prefix: redis.prefix, timings: TIMINGS }, { formats });
  };

  const fieldOf = ({ redis, services }: TestApp, runId: string, name: string) =>
    redis.client.hget(services.keys.runKey(runId, "run"), name);

  it("is handed back by its workers, who go on with theirs, and finished by those of its version", async () => {
    await using app = await testApp({ workers: 0 });
    // Before anybody is there who could begin it as one of its own.
    await announce(app);
    await submitNewer(app, "newer");
    await using present = worker(app, "worker/index.ts");
    await present.says("Ready");
    const { engine, services } = app;
    const ours = await engine.submit({
      workflow: { version: 1, name: "ours", root: fixed("x", "flow.echo", "x") },
    });
    await until(async () => (await engine.getSummary(ours.runId)).settled);
    const queue = services.queues.get("default");
    await until(async () => (await queue.getDelayedCount()) === 1);
    // It was not claimed, nothing of it has failed, and nobody lost patience with the job.
    expect(await fieldOf(app, "newer", "Q")).toBe("1");
    expect(await fieldOf(app, "newer", "startedAt")).toBeNull();
    expect(await queue.getFailedCount()).toBe(0);
    for (const look of [
      () => engine.getRun("newer"),
      () => engine.revoke({ runId: "newer" }),
      () => engine.pause("newer"),
      () => engine.retry({ runId: "newer", scope: "failed" }),
      () => engine.setPinned("newer", true),
    ]) {
      await expect(look()).rejects.toMatchObject({
        code: "FORMAT_UNKNOWN",
        message: expect.stringMatching(/format 2.*format 1.*bring this one/) as string,
      });
    }
    expect((await engine.listRuns({})).runs.map(({ runId }) => runId)).toContain("newer");

    await using newer = worker(app, "testing/upgrade/newer-worker.ts");
    await newer.says("Ready");
    await until(async () => (await fieldOf(app, "newer", "settled")) === "1");
    expect(await fieldOf(app, "newer", "D")).toBe("2");
    expect(await fieldOf(app, "newer", "F")).not.toBe("1");
    expect(present.said()).not.toMatch(/FORMAT|format/);
    expect(present.child.exitCode).toBeNull();
    // Those of this version leave it where it is, when its time is over as well.
    await expect(engine.remove("newer")).rejects.toMatchObject({ code: "FORMAT_UNKNOWN" });
    await newerServices(app).commands.removeRun("newer");
  });
});
