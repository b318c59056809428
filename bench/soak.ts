/**
 * Is memory flat? Rounds of runs of every kind, watched over HTTP, with few of them kept; after each round, when
 * those over the number are gone, what Redis, the web process and the worker hold.
 *
 * `ROUNDS=30 RUNS=500` soaks for longer. It ends by itself, with 1 when something grew.
 */
import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import type { WorkflowNode } from "@/core/node";
import { callOf, chord, group } from "@/library";
import { createRandom } from "@/testing/random";
import { randomWorkflow } from "@/testing/random-workflow";
import { webClient } from "@/testing/faults/web-client";
import { withThrowawayApp } from "../scripts/lib/throwaway-app.mjs";
import { printMachine } from "./lib/report";
import { withBenchRedis } from "./lib/redis";
import { median } from "./lib/stats";

const ROUNDS = Number(process.env.ROUNDS ?? 12);
const RUNS = Number(process.env.RUNS ?? 150);
const KEPT = 20;
/** Of each process: little more than it needs. */
const HEAP_MEBIBYTES = 160;
/** Of the rounds: until caches are full and code is compiled. */
const WARM = 1 / 3;
const MEBIBYTE = 1024 * 1024;

/** By how much each may differ, the last rounds from the first warm ones: a heap is never the same twice. */
const MAY_GROW = { redis: 0.03, web: 0.15, worker: 0.15 } as const;
type Who = keyof typeof MAY_GROW;
const WHO = Object.keys(MAY_GROW) as Who[];

type Sizes = { [who in Who]: number };

/** Failures, retries, logs, births, results of some size, delays that outlive the run: each leaves something behind. */
function workflowOf(index: number): WorkflowNode {
  const large = "x".repeat(2_000);
  switch (index % 5) {
    case 0:
      return chord(
        Array.from({ length: 20 }, (_, i) => callOf("math.mul", [i, i])),
        callOf("math.sum"),
      ).node;
    case 1:
      return group(callOf("flow.echo", [large]), callOf("flow.spawn", [5])).node;
    case 2:
      return group(callOf("flow.progress", [5, 1]), callOf("flow.countdown", [10])).node;
    case 3:
      return group(
        callOf("flow.fail", ["soaked", 1]),
        callOf("time.sleep", [3_600_000]).set({ delayMs: 3_600_000 }),
      ).node;
    default:
      return randomWorkflow(createRandom(index), { maxNodes: 30, maxDepth: 5 }).root;
  }
}

async function call<T>(address: string, name: string, input: unknown): Promise<T> {
  const answer = await fetch(`${address}/api/trpc/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  const body = (await answer.json()) as { result?: { data: T } };
  if (!answer.ok || !body.result) throw new Error(`${name}: ${JSON.stringify(body)}`);
  return body.result.data;
}

async function query<T>(address: string, name: string): Promise<T> {
  const answer = await fetch(`${address}/api/trpc/${name}`);
  return ((await answer.json()) as { result: { data: T } }).result.data;
}

async function readMetrics(address: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const cut = line.lastIndexOf(" ");
      return [line.slice(0, cut), Number(line.slice(cut + 1))];
    }),
  );
}

/** One run, watched to its end; some are revoked or retried on the way. */
async function soakOne(address: string, index: number): Promise<void> {
  const client = webClient(() => [address]);
  const root = workflowOf(index);
  const runId = await client.submit({ version: 1, name: `soak ${index}`, root });
  if (index % 5 === 3) await call(address, "runs.revoke", { runId });
  const stop = new AbortController();
  for await (const _ of client.follow(runId, null, stop.signal)) {
    const { run } = await client.getRun(runId);
    if (run.settled) break;
  }
  stop.abort();
  // Not those that would wait for an hour.
  if (index % 7 === 0 && index % 5 !== 3) {
    const { run } = await client.getRun(runId);
    const scope = { runId, nodeId: run.rootId, scope: "from" };
    // What was skipped from the start has nothing to run again.
    await call(address, "runs.retry", scope).catch(() => undefined);
  }
}

/** Until nothing is under way and only so many are kept. */
async function settle(address: string): Promise<Map<string, number>> {
  for (;;) {
    const metrics = await readMetrics(address);
    const live = metrics.get('espalier_runs{state="live"}') ?? 1;
    if (live === 0 && (metrics.get('espalier_runs{state="settled"}') ?? KEPT + 1) <= KEPT) {
      return metrics;
    }
    await delay(500);
  }
}

function residentOf(pid: number): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]).toString()) * 1024;
}

/** The least of a few looks: what a collection of garbage would take is not kept. */
async function measure(address: string): Promise<Sizes> {
  const looks: Sizes[] = [];
  for (let i = 0; i < 4; i += 1) {
    const metrics = await settle(address);
    const [worker] = await query<{ pid: number }[]>(address, "workers.list");
    looks.push({
      redis: metrics.get("espalier_redis_memory_bytes") ?? 0,
      web: metrics.get("process_resident_memory_bytes") ?? 0,
      worker: worker ? residentOf(worker.pid) : 0,
    });
    await delay(1_000);
  }
  const least = (who: Who) => Math.min(...looks.map((look) => look[who]));
  return { redis: least("redis"), web: least("web"), worker: least("worker") };
}

function grownBy(sizes: readonly Sizes[], who: Who): number {
  const warm = sizes.slice(Math.floor(sizes.length * WARM));
  const third = Math.max(1, Math.floor(warm.length / 3));
  const of = (some: readonly Sizes[]) => median(some.map((size) => size[who]));
  return of(warm.slice(-third)) / of(warm.slice(0, third)) - 1;
}

/** All rounds; what each left goes to `sizes`. */
async function soak(address: string): Promise<void> {
  let index = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (let done = 0; done < RUNS; done += 10) {
      const some = Array.from({ length: 10 }, () => soakOne(address, (index += 1)));
      await Promise.all(some);
    }
    const size = await measure(address);
    sizes.push(size);
    const shown = WHO.map((who) => `${who} ${(size[who] / MEBIBYTE).toFixed(2)} MiB`);
    console.log(`round ${String(round).padStart(2)}   ${shown.join("   ")}`);
  }
}

printMachine(["bullmq", "ioredis", "next"]);
console.log(`${ROUNDS} rounds of ${RUNS} runs, ${KEPT} kept\n`);
const sizes: Sizes[] = [];
await withBenchRedis(async ({ url, client }) => {
  // On a busy machine its slow log fills slowly, and counts as memory that is used.
  await client.config("SET", "slowlog-log-slower-than", "-1");
  await withThrowawayApp(soak, {
    REDIS_URL: url,
    RUN_KEEP_COUNT: String(KEPT),
    // With room for gigabytes V8 collects when it likes, and nobody could tell what is held from what is left.
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MEBIBYTES}`,
  });
});

let isFlat = true;
console.log();
for (const who of WHO) {
  const grown = grownBy(sizes, who);
  const isFine = grown <= MAY_GROW[who];
  isFlat &&= isFine;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  console.log(
    `${who.padEnd(7)} ${grown >= 0 ? "+" : ""}${percent(grown)}, may ${percent(MAY_GROW[who])}: ${isFine ? "flat" : "GREW"}`,
  );
}
process.exitCode = isFlat ? 0 : 1;
