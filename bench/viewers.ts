/**
 * Hundreds of browsers watch one run that goes on by 500 events a second, over one web process: how late they
 * hear, how many connections to Redis that takes (at most 2), what memory and what time of the processor.
 */
import { setTimeout as delay } from "node:timers/promises";
import { withThrowawayApp } from "../scripts/lib/throwaway-app.mjs";
import { withPacedRuns, wideRun, type Pacing } from "./lib/paced";
import { cpuOf, findBelow, memoryOf, waitedOf } from "./lib/processes";
import { withBenchRedis } from "./lib/redis";
import { printMachine, printRows } from "./lib/report";
import { quantile } from "./lib/stats";
import { openViewers } from "./lib/viewers";

const VIEWERS = (process.env.VIEWERS ?? "100,300,1000").split(",").map(Number);
const RATE = 500;
const WARM_UP_MS = 3_000;
const LOOK_MS = 10_000;
const STEPS = 4_000;
const TARGET_MS = 500;

interface Place {
  address: string;
  paced: Pacing;
  connections: () => Promise<number>;
}

async function measure(count: number, { address, paced, connections }: Place): Promise<void> {
  await paced(`${count} viewers`, wideRun(STEPS), async ({ runId, events, begin }) => {
    const web = findBelow(/next-server|scripts\/web|server\/web/);
    const [memory, connected] = [memoryOf(web), await connections()];
    const viewers = await openViewers(address, runId, count);
    await delay(WARM_UP_MS);
    const idle = memoryOf(web) - memory;
    begin();
    await delay(WARM_UP_MS);
    viewers.begin();
    const [cpuBefore, waitedBefore] = [cpuOf(web), waitedOf(web)];
    const from = { at: performance.now(), events: await events() };
    await delay(LOOK_MS);
    const seen = await viewers.report();
    const seconds = (performance.now() - from.at) / 1000;
    const cpu = (cpuOf(web) - cpuBefore) / seconds;
    const waited = (waitedOf(web) - waitedBefore) / seconds;
    const rate = ((await events()) - from.events) / seconds;
    const [busy, opened] = [memoryOf(web) - memory, (await connections()) - connected];
    viewers.close();
    const each = seen.lags.length / seen.listened / seconds;
    const of = (what: string) => `${count} viewers: ${what}`;
    printRows([
      { what: of("events"), value: rate, unit: "/s" },
      { what: of("events that each was sent"), value: each, unit: "/s" },
      { what: of("told to take a new snapshot"), value: seen.resets, unit: `of ${seen.listened}` },
      { what: of("lag, p50"), value: quantile(seen.lags, 0.5) },
      { what: of("lag, p95"), value: quantile(seen.lags, 0.95), target: TARGET_MS },
      { what: of("lag, p99"), value: quantile(seen.lags, 0.99) },
      { what: of("sent in a second"), value: seen.bytes / 2 ** 20 / seconds, unit: "MB" },
      { what: of("web process, of one processor"), value: cpu / 10, unit: "%" },
      { what: of("it waited for a processor"), value: waited / 10, unit: "%" },
      { what: of("those who read"), value: seen.cpuMs / seconds / 10, unit: "%" },
      { what: of("memory for each, at rest"), value: (idle * 1024) / count, unit: "KB" },
      { what: of("memory for each, under load"), value: (busy * 1024) / count, unit: "KB" },
      // One for commands the web process had before; the other is the subscriber of all viewers.
      { what: of("Redis connections they made"), value: opened, unit: "", target: 1 },
    ]);
  });
}

printMachine(["@trpc/server", "next"]);
await withBenchRedis(async (redis) => {
  const connections = async () =>
    String(await redis.client.client("LIST"))
      .trim()
      .split("\n").length;
  for (const count of VIEWERS) {
    // Each time another process: memory that one has had says nothing of the next.
    await withThrowawayApp(
      (address) =>
        withPacedRuns(redis, RATE, (paced) => measure(count, { address, paced, connections })),
      { REDIS_URL: redis.url },
    );
  }
});
process.exit(0);
