import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "@/core/node";
import type { MemoryStatus } from "@/engine/port-metrics";
import { faultRedis, type FaultRedis } from "@/testing/faults/redis-server";
import { until } from "@/testing/faults/until";
import { gateOf } from "@/testing/gates";
import { chain, step } from "@/testing/nodes";
import { ALL_TASKS } from "@/testing/tasks";
import { closeEngine, engine } from "./engine";
import { health } from "./health";
import { dataOf, get, post, refusalOf } from "./test-server";

let redis: FaultRedis;
const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-memory-"));

beforeAll(async () => {
  redis = await faultRedis();
  // So much that what the processes add meanwhile makes no difference.
  await redis.client.setrange("filler", 64 * 1024 * 1024, "x");
  process.env.REDIS_URL = redis.url;
  await engine().work({ tasks: ALL_TASKS, queues: ["default"], concurrency: 4, dataDir });
});
afterAll(async () => {
  await closeEngine();
  await redis[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const statusNow = async () => (await dataOf<{ memory: MemoryStatus }>(get("system.status"))).memory;

/** Sets `maxmemory` so that what is used is this share of it, and waits until the server has seen it. */
async function fillTo(share: number): Promise<MemoryStatus> {
  await redis.client.config("SET", "maxmemory", "0");
  const { usedBytes } = await statusNow();
  const maxBytes = Math.round(usedBytes / share);
  await redis.client.config("SET", "maxmemory", String(maxBytes));
  await until(async () => (await statusNow()).maxBytes === maxBytes);
  return statusNow();
}

const workflow = { version: 1, name: "m", root: chain(step("g", "gate", "g"), step("r", "ident")) };
const submit = (runId: string) => post("runs.submit", { workflow, runId });
const isSettled = async (runId: string) =>
  (await dataOf<{ run: { settled: boolean } }>(get("runs.get", { runId }))).run.settled;

describe("a Redis that is nearly full", () => {
  it("takes no new run from 80 % on, ends those under way, and takes runs again below 75 %", async () => {
    expect(await statusNow()).toMatchObject({ maxBytes: null, refusesRuns: false });
    await dataOf(submit("under-way"));
    expect((await fillTo(0.77)).refusesRuns).toBe(false);
    expect((await fillTo(0.85)).refusesRuns).toBe(true);

    const refusal = await refusalOf(submit("new"));
    expect(refusal).toMatchObject({
      status: 503,
      code: "SERVICE_UNAVAILABLE",
      reason: "MEMORY_FULL",
      message: expect.stringMatching(/maxmemory.*80 %.*RUN_TTL_DAYS.*75 %/) as string,
    });
    expect(await redis.client.keys("*{new}*")).toEqual([]);
    expect(await (await health()).json()).toEqual({ status: "ok", acceptsRuns: false });
    // Who asks again for what was accepted is told so.
    expect(await dataOf(submit("under-way"))).toEqual({ runId: "under-way" });
    gateOf(dataDir, "g").open();
    await until(() => isSettled("under-way"));

    expect((await fillTo(0.77)).refusesRuns).toBe(true);
    expect((await fillTo(0.7)).refusesRuns).toBe(false);
    await dataOf(submit("new"));
    await until(() => isSettled("new"));
    expect(await (await health()).json()).toEqual({ status: "ok", acceptsRuns: true });
  });

  it("says what to do where Redis itself refuses to write", async () => {
    const long: Json = "x".repeat(200_000);
    const large = { version: 1, name: "m", root: step("r", "ident", long) };
    const { usedBytes } = await statusNow();
    await redis.client.config("SET", "maxmemory", String(usedBytes * 2));
    await until(async () => (await statusNow()).maxBytes === usedBytes * 2);
    // The server looks a few times a second: here it is full between two looks.
    const submitted = statusNow().then(async () => {
      await redis.client.config("SET", "maxmemory", String(Math.round(usedBytes / 2)));
      return refusalOf(post("runs.submit", { workflow: large, runId: "late" }));
    });
    expect(await submitted).toMatchObject({ status: 503, reason: "MEMORY_FULL" });
    await redis.client.config("SET", "maxmemory", "0");
  });
});
