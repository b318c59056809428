import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "@/testing/faults/until";
import { fixed, group, step } from "@/testing/nodes";
import { engine } from "../engine";
import { get, startTestServer, type TestServer } from "../test-server";
import { metrics } from "./route";

const TOKEN = "a-token-of-this-test";
let server: TestServer;

beforeAll(async () => {
  process.env.ESPALIER_TOKEN = TOKEN;
  server = await startTestServer();
});
afterAll(async () => {
  await server.close();
  delete process.env.ESPALIER_TOKEN;
});

const ask = (headers: { [name: string]: string } = {}) =>
  metrics(
    new Request("http://127.0.0.1:3000/metrics", {
      headers: { host: "127.0.0.1:3000", ...headers },
    }),
  );

const authorization = `Bearer ${TOKEN}`;

/** The samples by name and labels, as they stand in the text. */
async function samples(): Promise<Map<string, number>> {
  const text = await (await ask({ authorization })).text();
  const found = new Map<string, number>();
  for (const line of text.split("\n")) {
    if (line.startsWith("#") || line === "") continue;
    expect(line).toMatch(/^[a-z_0-9]+(\{([a-z_]+="[^"]*",?)*\})? [-+.\deNa]+$/i);
    const cut = line.lastIndexOf(" ");
    expect(found.has(line.slice(0, cut)), line).toBe(false);
    found.set(line.slice(0, cut), Number(line.slice(cut + 1)));
  }
  return found;
}

describe("/metrics", () => {
  it("is for those who have the token", async () => {
    expect((await ask()).status).toBe(401);
    expect((await ask({ authorization: "Bearer wrong" })).status).toBe(401);
    const answer = await ask({ authorization });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    // The API asks for the same.
    expect((await get("system.status")).status).toBe(401);
  });

  it("counts queues, steps, runs, workers, memory, and what has ended", async () => {
    const call = engine();
    const root = group(step("g", "gate", "g"), fixed("f", "fail"), step("d", "ident", 1));
    const { runId } = await call.submit({ workflow: { version: 1, name: "m", root } });
    await server.gate("g").arrivals(1);
    await until(async () => (await samples()).get('espalier_steps{state="succeeded"}') === 1);
    const now = await samples();
    expect(Object.fromEntries(now)).toMatchObject({
      'espalier_steps{state="running"}': 1,
      'espalier_steps{state="failed"}': 1,
      'espalier_runs{state="live"}': 1,
      'espalier_runs{state="settled"}': 0,
      espalier_workers: 1,
      espalier_worker_slots: 10,
      'espalier_queue_workers{queue="default"}': 1,
      'espalier_queue_jobs{queue="default",state="active"}': 1,
      'espalier_queue_paused{queue="default"}': 0,
      espalier_refuses_runs: 0,
      espalier_streams: 0,
    });
    expect(now.get("espalier_redis_memory_bytes")).toBeGreaterThan(0);
    expect(now.get("process_resident_memory_bytes")).toBeGreaterThan(0);

    const stop = new AbortController();
    const following = (async () => {
      for await (const batch of call.follow(runId, null, stop.signal)) {
        if (batch.kind === "events" && batch.events.some(({ type }) => type === "step.changed")) {
          server.gate("g").open();
        }
      }
    })();
    const ended = async () => (await samples()).get('espalier_run_seconds_count{state="failed"}');
    await until(async () => (await ended()) === 1, { withinMs: 20_000 });
    stop.abort();
    await following;
    const after = await samples();
    const bucket = (le: string) =>
      after.get(`espalier_step_seconds_bucket{task="ident",outcome="succeeded",le="${le}"}`);
    expect(bucket("+Inf")).toBe(1);
    expect(bucket("1800")).toBe(1);
    expect(after.get('espalier_step_seconds_count{task="fail",outcome="failed"}')).toBe(1);
    expect(after.get('espalier_run_seconds_bucket{state="failed",le="+Inf"}')).toBe(1);
    expect(after.get("espalier_event_lag_seconds_count")).toBeGreaterThan(0);
    expect(after.get('espalier_runs{state="live"}')).toBe(0);
    expect(after.get("espalier_runs_kept")).toBe(1);
  });
});
