/** Several servers on loopback that are one Redis to whoever uses it: a cluster, or a master that sentinels watch. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { connectRedis } from "@/engine/redis";
import { exitOf, freePort, launch, redisProgram, type FaultStore } from "./redis-server";
import { until } from "./until";

/** How long a server may be silent before the others take it for dead. */
const DEAD_AFTER_MS = 1500;
const MASTER = "espalier";
const SLOTS = 16_384;

interface Server {
  port: number;
  child: ChildProcess;
  /** Straight to this one. */
  eye: Redis;
}

/** Processes and folders of one test, gone at its end. */
class Servers implements AsyncDisposable {
  readonly folder = mkdtempSync(path.join(tmpdir(), "espalier-servers-"));
  readonly #program = redisProgram();
  readonly #children: ChildProcess[] = [];
  readonly #eyes: Redis[] = [];
  readonly #killAtExit = () => this.#children.forEach((child) => child.kill("SIGKILL"));

  constructor() {
    process.once("exit", this.#killAtExit);
  }

  async begin(settings: { [name: string]: string }): Promise<Server> {
    const port = await freePort();
    const dir = path.join(this.folder, String(port));
    mkdirSync(dir);
    const child = launch(this.#program, {
      ...{ port: String(port), bind: "127.0.0.1", dir, save: "", loglevel: "warning" },
      ...{ appendonly: "yes", "maxmemory-policy": "noeviction", "repl-diskless-sync-delay": "0" },
      ...settings,
    });
    return this.#watched(port, child);
  }

  async beginSentinel(masterPort: number): Promise<Server> {
    const port = await freePort();
    const dir = path.join(this.folder, String(port));
    mkdirSync(dir);
    const file = path.join(dir, "sentinel.conf");
    const lines = [
      ...[`port ${port}`, "bind 127.0.0.1", `dir ${dir}`],
      `sentinel monitor ${MASTER} 127.0.0.1 ${masterPort} 2`,
      `sentinel down-after-milliseconds ${MASTER} ${DEAD_AFTER_MS}`,
      `sentinel failover-timeout ${MASTER} 6000`,
    ];
    writeFileSync(file, `${lines.join("\n")}\n`);
    const child = spawn(this.#program, [file, "--sentinel"], { cwd: dir, stdio: "ignore" });
    return this.#watched(port, child);
  }

  async #watched(port: number, child: ChildProcess): Promise<Server> {
    this.#children.push(child);
    const eye = new Redis(port, "127.0.0.1", { retryStrategy: () => 50 });
    eye.on("error", () => {});
    this.#eyes.push(eye);
    await until(async () => (await eye.ping().catch(() => "")) === "PONG");
    return { port, child, eye };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off("exit", this.#killAtExit);
    for (const eye of this.#eyes) eye.disconnect();
    const gone = this.#children.map((child) => exitOf(child));
    this.#killAtExit();
    await Promise.all(gone);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const kill = async ({ child, eye }: Server): Promise<void> => {
  const gone = exitOf(child);
  child.kill("SIGKILL");
  await gone;
  eye.disconnect();
};

const says = (server: Server, section: string, line: string) => async () =>
  (await server.eye.info(section).catch(() => "")).includes(line);

export interface FaultCluster extends FaultStore {
  /** Which server answers for a key now. */
  portOf(key: string): Promise<number>;
  /** `kill -9` of the master of a key. Resolves when its replica has taken its place. */
  killMasterOf(key: string): Promise<void>;
  /** Straight to the server that answers for a key now. */
  masterOf(key: string): Promise<Redis>;
}

/** Three masters, each with a replica. */
export async function faultCluster(): Promise<FaultCluster> {
  const servers = new Servers();
  const nodes: Server[] = [];
  for (let i = 0; i < 6; i += 1) {
    const settings = { "cluster-enabled": "yes", "cluster-node-timeout": String(DEAD_AFTER_MS) };
    nodes.push(await servers.begin({ ...settings, "cluster-port": String(await freePort()) }));
  }
  await join(nodes);
  const url = `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}`;
  const client = connectRedis(url, { maxRetriesPerRequest: null });
  client.on("error", () => {});
  const alive = () => nodes.filter(({ child }) => child.exitCode === null && !child.killed);

  async function portOf(key: string): Promise<number> {
    const [eye] = alive();
    if (!eye) throw new Error("No server of the cluster is left");
    const slot = Number(await eye.eye.cluster("KEYSLOT", key));
    const ranges = await eye.eye.cluster("SLOTS");
    const range = ranges.find(([from, to]) => from <= slot && slot <= to);
    return Number(range?.[2]?.[1] ?? 0);
  }

  function serverAt(port: number): Server {
    const server = nodes.find((each) => each.port === port);
    if (!server) throw new Error(`No server has the port ${port}`);
    return server;
  }

  return {
    ...{ url, client, portOf },
    masterOf: async (key) => serverAt(await portOf(key)).eye,
    async killMasterOf(key) {
      const before = await portOf(key);
      await kill(serverAt(before));
      await until(async () => {
        const now = await portOf(key);
        return now !== 0 && now !== before;
      });
    },
    async [Symbol.asyncDispose]() {
      client.disconnect();
      await servers[Symbol.asyncDispose]();
    },
  };
}

async function join(nodes: readonly Server[]): Promise<void> {
  const [first] = nodes;
  if (!first) throw new Error("A cluster needs servers");
  const masters = nodes.slice(0, 3);
  for (const [i, { eye }] of masters.entries()) {
    const [from, to] = [i, i + 1].map((part) => Math.floor((SLOTS * part) / masters.length));
    await eye.cluster("ADDSLOTSRANGE", from ?? 0, (to ?? 0) - 1);
  }
  for (const { eye } of nodes.slice(1)) {
    const [, busPort = ""] = (await first.eye.config("GET", "cluster-port")) as string[];
    await eye.call("CLUSTER", "MEET", "127.0.0.1", String(first.port), busPort);
  }
  const ids = await Promise.all(masters.map(({ eye }) => eye.cluster("MYID")));
  for (const [i, replica] of nodes.slice(3).entries()) {
    const id = String(ids[i]);
    await until(async () => String(await replica.eye.cluster("NODES")).includes(`${id} 127.0.0.1`));
    await until(async () => (await replica.eye.cluster("REPLICATE", id).catch(() => "")) === "OK");
    await until(says(replica, "replication", "master_link_status:up"));
  }
  for (const node of nodes) {
    await until(async () => String(await node.eye.cluster("INFO")).includes("cluster_state:ok"));
  }
  // Everybody has to know the replicas, or nobody stands in.
  for (const { eye } of masters) {
    await until(async () => String(await eye.cluster("NODES")).split(" slave ").length === 4);
  }
}

export interface FaultSentinels extends FaultStore {
  /** `kill -9` of the master. Resolves when the sentinels name its replica. */
  failOver(): Promise<void>;
}

/** A master with a replica, and three sentinels that watch them. */
export async function faultSentinels(): Promise<FaultSentinels> {
  const servers = new Servers();
  const master = await servers.begin({});
  const replica = await servers.begin({ replicaof: `127.0.0.1 ${master.port}` });
  await until(says(replica, "replication", "master_link_status:up"));
  const sentinels: Server[] = [];
  for (let i = 0; i < 3; i += 1) sentinels.push(await servers.beginSentinel(master.port));
  for (const { eye } of sentinels) {
    await until(async () => {
      const told = ((await eye.call("SENTINEL", "MASTER", MASTER)) as string[]).join(" ");
      return /num-slaves 1\b/.test(told) && /num-other-sentinels 2\b/.test(told);
    });
  }
  const url = `redis+sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(",")}/${MASTER}`;
  const client = connectRedis(url, { maxRetriesPerRequest: null });
  client.on("error", () => {});
  return {
    ...{ url, client },
    async failOver() {
      await kill(master);
      await until(says(replica, "replication", "role:master"));
    },
    async [Symbol.asyncDispose]() {
      client.disconnect();
      await servers[Symbol.asyncDispose]();
    },
  };
}
