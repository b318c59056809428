/** A Redis of a test's own, as a process that can be killed, stopped and started again on its data. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Redis } from "ioredis";
import { connectRedis } from "@/engine/redis";
import { findProgram } from "../../scripts/lib/processes.mjs";
import { until } from "./until";

/** Where a test keeps its runs: one Redis, or several that are one. */
export interface FaultStore extends AsyncDisposable {
  /** As `REDIS_URL` says it. */
  url: string;
  /** For looking, past every proxy. Waits for a Redis that is away. */
  client: Redis;
}

export interface FaultRedis extends FaultStore {
  /** Where the append-only file lies. */
  folder: string;
  /** As a power cut would, but for what the kernel already has. */
  kill(): Promise<void>;
  /** Begins it anew on what the append-only file holds. Resolves when it answers. */
  start(): Promise<void>;
  /** It keeps its connections and answers nobody. */
  freeze(): void;
  thaw(): void;
  /**
   * Gives it a replica that follows. The answer ends this server and puts the replica in its place, at the same
   * address, without the newest writes: those since `lag`.
   */
  replicate(): Promise<{ lag(): Promise<void>; failOver(): Promise<void> }>;
}

export async function faultRedis(fsync: "always" | "everysec" = "everysec"): Promise<FaultRedis> {
  const program = redisProgram();
  const folder = mkdtempSync(path.join(tmpdir(), "espalier-faults-"));
  const socket = path.join(folder, "redis.sock");
  const settings = {
    ...{ port: "0", unixsocket: socket, dir: folder, save: "", daemonize: "no" },
    ...{ appendonly: "yes", appendfsync: fsync, "maxmemory-policy": "noeviction" },
    loglevel: "warning",
  };
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
      child = launch(program, settings);
      // While it reads its file it answers with an error.
      for (let answer = ""; answer !== "PONG"; answer = await client.ping().catch(() => "")) {
        if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    async replicate() {
      const port = await freePort();
      await client.config("SET", "port", port);
      const dir = path.join(folder, "replica");
      mkdirSync(dir);
      const own = { dir, unixsocket: path.join(dir, "redis.sock"), replicaof: `127.0.0.1 ${port}` };
      replica = launch(program, { ...settings, ...own });
      const eye = connectRedis(`unix://${own.unixsocket}`, { retryStrategy: () => 20 });
      eye.on("error", () => {});
      const isUp = async () =>
        (await eye.info("replication").catch(() => "")).includes("master_link_status:up");
      await until(isUp);
      return {
        async lag() {
          await eye.replicaof("NO", "ONE");
          eye.disconnect();
        },
        async failOver() {
          await redis.kill();
          // Whoever connects again finds it where the other was.
          renameSync(own.unixsocket, socket);
          child = replica;
        },
      };
    },
    async [Symbol.asyncDispose]() {
      process.off("exit", killAtExit);
      client.disconnect();
      replica?.kill("SIGKILL");
      await redis.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  let replica: ChildProcess | undefined;
  const killAtExit = () => [child, replica].forEach((each) => each?.kill("SIGKILL"));
  process.once("exit", killAtExit);
  await redis.start();
  return redis;
}

/** `FAULT_REDIS` names another one to play on, for instance a Valkey. */
export function redisProgram(): string {
  const program = process.env.FAULT_REDIS ?? findProgram(["redis-server", "valkey-server"]);
  if (program === null) throw new Error("No redis-server on the PATH: npm test installs one.");
  return program;
}

export function launch(program: string, settings: { [name: string]: string }): ChildProcess {
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return spawn(program, args, { cwd: settings.dir, stdio: "ignore" });
}

export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

export function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}
