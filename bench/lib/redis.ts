/** A Redis of the benchmark's own: a unix socket in a folder of its own, append-only file on, as the product has it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";

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
    server.kill("SIGTERM");
    await once(server, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}
