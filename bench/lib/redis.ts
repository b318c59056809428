/** A Redis of the benchmark's own: a unix socket in a folder of its own, append-only file on, as the product has it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface BenchRedis {
  url: string;
  client: Redis;
}

export async function withBenchRedis(use: (redis: BenchRedis) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "espalier-bench-"));
  const socket = path.join(folder, "redis.sock");
  const server = spawn(
    "redis-server",
    ["--port", "0", "--unixsocket", socket, "--dir", folder, "--appendonly", "yes", "--save", ""],
    { stdio: "ignore" },
  );
  // Told to end, a process runs no finally: what it has started goes with it all the same.
  const endAtOnce = () => process.exit(1);
  const clear = () => {
    server.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of SIGNALS) process.once(signal, endAtOnce);
  process.once("exit", clear);
  const client = new Redis(socket, {
    maxRetriesPerRequest: null,
    retryStrategy: () => 50,
  });
  client.on("error", () => {
    // It is starting; ioredis tries again.
  });
  try {
    await client.ping();
    await use({ url: `unix://${socket}`, client });
  } finally {
    client.disconnect();
    for (const signal of SIGNALS) process.off(signal, endAtOnce);
    process.off("exit", clear);
    server.kill("SIGTERM");
    await once(server, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}
