/** A Redis of a test's own, as a process that can be killed, stopped and started again on its data. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Redis } from "ioredis";
import { connectRedis } from "@/engine/redis";
import { findProgram } from "../../scripts/lib/processes.mjs";

export interface FaultRedis extends AsyncDisposable {
  url: string;
  /** Where the append-only file lies. */
  folder: string;
  /** For looking, past every proxy. Waits for a Redis that is away. */
  client: Redis;
  /** As a power cut would, but for what the kernel already has. */
  kill(): Promise<void>;
  /** Begins it anew on what the append-only file holds. Resolves when it answers. */
  start(): Promise<void>;
  /** It keeps its connections and answers nobody. */
  freeze(): void;
  thaw(): void;
}

export async function faultRedis(fsync: "always" | "everysec" = "everysec"): Promise<FaultRedis> {
  const program = findProgram(["redis-server", "valkey-server"]);
  if (program === null) throw new Error("No redis-server on the PATH: npm test installs one.");
  const folder = mkdtempSync(path.join(tmpdir(), "espalier-faults-"));
  const socket = path.join(folder, "redis.sock");
  const settings = {
    ...{ port: "0", unixsocket: socket, dir: folder, save: "", daemonize: "no" },
    ...{ appendonly: "yes", appendfsync: fsync, "maxmemory-policy": "noeviction" },
    loglevel: "warning",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  let child: ChildProcess | undefined;
  const client = connectRedis(`unix://${socket}`, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    retryStrategy: () => 20,
  });
  client.on("error", () => {});

  const redis: FaultRedis = {
    url: `unix://${socket}`,
    ...{ folder, client },
    async kill() {
      const gone = child && exitOf(child);
      child?.kill("SIGKILL");
      await gone;
    },
    async start() {
      child = spawn(program, args, { cwd: folder, stdio: "ignore" });
      // While it reads its file it answers with an error.
      for (let answer = ""; answer !== "PONG"; answer = await client.ping().catch(() => "")) {
        if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    async [Symbol.asyncDispose]() {
      process.off("exit", killAtExit);
      client.disconnect();
      await redis.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const killAtExit = () => void child?.kill("SIGKILL");
  process.once("exit", killAtExit);
  await redis.start();
  return redis;
}

function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}
