/**
 * Submitting 100,000 nodes, in a process of its own as a web process does it: time, the most memory that the
 * process had, and the longest script in Redis, which keeps everybody else waiting.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { withIdleEngine } from "./lib/engine";
import { withBenchRedis } from "./lib/redis";
import { printMachine, printRows } from "./lib/report";

const COUNT = Number(process.env.NODES ?? 100_000);
const child = fileURLToPath(new URL("lib/submit-child.ts", import.meta.url));

printMachine(["bullmq", "ioredis"]);
await withBenchRedis(async (redis) => {
  const { client } = redis;
  await client.config("SET", "slowlog-log-slower-than", "2000", "slowlog-max-len", "1000");
  await withIdleEngine(redis, async () => {
    await client.slowlog("RESET");
    const submitting = fork(child, [redis.url, String(COUNT)], { stdio: "inherit" });
    const [told] = (await once(submitting, "message")) as [
      { ms: number; baseMb: number; peakMb: number },
    ];
    const slow = (await client.slowlog("GET", 1000)) as [number, number, number, string[]][];
    const scripts = slow.filter(([, , , [name = ""]]) => /^(fcall|evalsha|eval)$/i.test(name));
    const [first] = scripts.toSorted((a, b) => b[2] - a[2]);
    const longest = (first?.[2] ?? 0) / 1000;
    const which = first?.[3][1]?.split("_").at(-1) ?? "none over 2 ms";
    printRows([
      { what: `Submit of ${COUNT} nodes`, value: told.ms },
      { what: "Memory of the process before", value: told.baseMb, unit: "MB" },
      { what: "Most memory of the process", value: told.peakMb, unit: "MB" },
      { what: `Longest script (${which})`, value: longest, target: 50 },
    ]);
  });
});
process.exit(0);
