/**
 * What a node costs as runs grow: time and processor time, Redis' memory when it has ended without a result,
 * commands and round trips. The cost of a node is to be the same in a run of 1,000 and of 100,000.
 */
import type { Redis } from "ioredis";
import { callOf, group } from "@/library";
import { withEngine } from "./lib/engine";
import { withBenchRedis, type BenchRedis } from "./lib/redis";
import { printMachine, printRows, type Row } from "./lib/report";
import { median } from "./lib/stats";

const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 3;

interface Cost {
  ms: number;
  redisUs: number;
  bytes: number;
  calls: number;
  roundTrips: number;
}

async function field(client: Redis, section: string, name: string): Promise<number> {
  return Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(await client.info(section))?.[1]);
}

async function redisUs(client: Redis): Promise<number> {
  const user = await field(client, "cpu", "used_cpu_user_main_thread");
  return (user + (await field(client, "cpu", "used_cpu_sys_main_thread"))) * 1e6;
}

/** Calls of scripts and of BullMQ's, as clients sent them; what a script does inside is not counted. */
async function callsOf(client: Redis): Promise<number> {
  const stats = await client.info("commandstats");
  const calls = stats.matchAll(/^cmdstat_(?:fcall|evalsha|eval):calls=(\d+)/gm);
  return [...calls].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function costOf(redis: BenchRedis, size: number): Promise<Cost> {
  const { client } = redis;
  // Its result is null, which is stored as nothing.
  const root = group(...Array.from({ length: size }, () => callOf("flow.echo"))).node;
  return withEngine(redis, async ({ run }) => {
    await run(group(callOf("flow.echo")).node);
    await client.config("RESETSTAT");
    const before = {
      memory: await field(client, "memory", "used_memory"),
      us: await redisUs(client),
    };
    const { ms } = await run(root);
    const us = (await redisUs(client)) - before.us;
    const reads = await field(client, "stats", "total_reads_processed");
    const calls = await callsOf(client);
    const bytes = (await field(client, "memory", "used_memory")) - before.memory;
    return {
      ms: ms / size,
      redisUs: us / size,
      bytes: bytes / size,
      calls: calls / size,
      roundTrips: reads / size,
    };
  });
}

printMachine(["bullmq", "ioredis"]);
await withBenchRedis(async (redis) => {
  const costs: Cost[] = [];
  // A worker runs for days: what is compiled in its first second belongs to no size.
  await costOf(redis, 10_000);
  for (const size of SIZES) {
    const rounds: Cost[] = [];
    for (let i = 0; i < (size > 50_000 ? 1 : ROUNDS); i += 1)
      rounds.push(await costOf(redis, size));
    const of = (name: keyof Cost) => median(rounds.map((cost) => cost[name]));
    const names = ["ms", "redisUs", "bytes", "calls", "roundTrips"] as const;
    costs.push(Object.fromEntries(names.map((name) => [name, of(name)])) as unknown as Cost);
  }
  const rows = costs.flatMap((cost, i): Row[] => {
    const size = SIZES[i] ?? 0;
    const first = costs[1];
    const beside =
      first && i !== 1 ? { name: "a node of 10,000", value: first.ms * 1000 } : undefined;
    return [
      {
        what: `A node of ${size}`,
        value: cost.ms * 1000,
        unit: "µs",
        ...(beside ? { beside, share: { atMost: 1.15 } } : {}),
      },
      { what: `A node of ${size}: Redis' processor`, value: cost.redisUs, unit: "µs" },
      {
        what: `A finished node of ${size}: memory of Redis`,
        value: cost.bytes,
        unit: "bytes",
        target: 300,
      },
      { what: `A node of ${size}: script calls`, value: cost.calls, unit: "" },
      { what: `A node of ${size}: round trips`, value: cost.roundTrips, unit: "" },
    ];
  });
  printRows(rows);
});
process.exit(0);
