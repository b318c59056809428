/**
 * 1,000 browsers watch one run that goes on by 500 events a second, over one web process: how late they hear,
 * how many connections to Redis that takes (at most 2), and what memory.
 */
import { setTimeout as delay } from "node:timers/promises";
import { withThrowawayApp } from "../scripts/lib/throwaway-app.mjs";
import { withPacedRuns, wideRun } from "./lib/paced";
import { findBelow, memoryOf } from "./lib/processes";
import { withBenchRedis } from "./lib/redis";
import { printMachine, printRows } from "./lib/report";
import { openViewers } from "./lib/sse";
import { quantile } from "./lib/stats";

const VIEWERS = Number(process.env.VIEWERS ?? 1_000);
const RATE = 500;
const LOOK_MS = 10_000;
const STEPS = 4_000;

printMachine(["@trpc/server", "next"]);
await withBenchRedis((redis) =>
  withThrowawayApp(
    (address) =>
      withPacedRuns(redis, RATE, (paced) =>
        paced("viewers", wideRun(STEPS), async ({ runId, events, begin }) => {
          const web = findBelow(/next-server|scripts\/web|server\/web/);
          const before = memoryOf(web);
          const connections = async () =>
            String(await redis.client.client("LIST"))
              .trim()
              .split("\n").length;
          const connected = await connections();
          const viewers = await openViewers(address, runId, VIEWERS);
          begin();
          await delay(2_000);
          const from = { events: await events(), lags: viewers.lags.length };
          await delay(LOOK_MS);
          const lags = viewers.lags.slice(from.lags);
          const rate = ((await events()) - from.events) / (LOOK_MS / 1000);
          const opened = (await connections()) - connected;
          const grown = ((memoryOf(web) - before) * 1024) / VIEWERS;
          viewers.close();
          printRows([
            { what: `${VIEWERS} viewers: events`, value: rate, unit: "/s" },
            { what: "Lag, p50", value: quantile(lags, 0.5) },
            { what: "Lag, p95", value: quantile(lags, 0.95) },
            { what: "Lag, p99", value: quantile(lags, 0.99) },
            { what: "Memory of the web process for each viewer", value: grown, unit: "KB" },
            // One for commands the web process had before; the other is the subscriber of all viewers.
            { what: "Redis connections that they made", value: opened, unit: "", target: 1 },
          ]);
        }),
      ),
    { REDIS_URL: redis.url },
  ),
);
process.exit(0);
