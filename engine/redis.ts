/** Connections to Redis, and whether a Redis fits. */
import { Command, Redis, type RedisOptions } from "ioredis";
import { EngineError } from "@/core/errors";
import { parseRedisUrl } from "./redis-address";
import { connectCluster, nodesOf } from "./redis-cluster";

/**
 * Options that hold for every connection. A half-open link is noticed by `socketTimeout`, which has to be
 * longer than BullMQ's longest blocking read (10 s).
 */
const COMMON = {
  retryStrategy: (times: number) => Math.min(50 * 2 ** times, 2000),
  reconnectOnError: (error: Error): false | 2 => (error.message.startsWith("READONLY") ? 2 : false),
  socketTimeout: 20_000,
};

/** `replyMapping` stays ioredis' own: replies in the shapes of version 5. */
export type ConnectionOptions = Omit<RedisOptions, "replyMapping">;

/**
 * Opens a connection to what `REDIS_URL` may say (redis-address.ts). That of a cluster speaks the same commands;
 * every call keeps to one slot.
 *
 * @throws RangeError when the address has no known form
 */
export function connectRedis(url: string, options: ConnectionOptions = {}): Redis {
  const address = parseRedisUrl(url);
  const all = { ...COMMON, ...options } as ConnectionOptions;
  switch (address.kind) {
    case "one":
      return new Redis(address.url, all);
    case "socket":
      return new Redis({ ...all, path: address.path });
    case "cluster":
      return connectCluster(address, all);
    case "sentinel": {
      const { nodes, master, db, tls, login, sentinelPassword } = address;
      return new Redis({
        ...{ ...all, ...login, sentinels: nodes, name: master, db },
        sentinelRetryStrategy: COMMON.retryStrategy,
        ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
        ...(tls ? { tls: {}, enableTLSForSentinelMode: true } : {}),
      });
    }
  }
}

/** Of an answer of megabytes. */
const LARGE_TIMEOUT_MS = 60_000;

/**
 * A field of a hash that may be megabytes long. Redis gives it in pieces, between which it serves everybody else:
 * a busy one takes longer than any small answer may. A link that is silent is noticed all the same.
 */
export async function readLarge(redis: Redis, key: string, name: string): Promise<string | null> {
  const command = new Command("hget", [key, name], { replyEncoding: "utf8" });
  // Set first, it stands in place of the connection's own limit.
  command.setTimeout(LARGE_TIMEOUT_MS);
  return (await redis.sendCommand(command)) as string | null;
}

function field(info: string, name: string): string {
  return new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1] ?? "";
}

/**
 * Refuses a Redis that would lose runs: too old, or one that evicts keys.
 *
 * @returns warnings: what works and is not wise
 * @throws EngineError REDIS_UNFIT, UNAVAILABLE
 */
export async function checkRedis(redis: Redis): Promise<string[]> {
  const infos = await infosOf(redis).catch((cause: unknown) => {
    throw new EngineError("UNAVAILABLE", undefined, { cause });
  });
  return [...new Set(infos.flatMap(checkInfo))];
}

/** Of each that holds data. */
async function infosOf(redis: Redis): Promise<string[]> {
  // Of a cluster the nodes are known when it has answered.
  const first = await redis.info();
  const nodes = nodesOf(redis);
  return nodes.length === 1 ? [first] : Promise.all(nodes.map((node) => node.info()));
}

/** What {@link checkRedis} says of one server, by what it tells of itself (`INFO`). */
export function checkInfo(info: string): string[] {
  const version = field(info, "valkey_version") || field(info, "redis_version");
  if (Number.parseInt(version, 10) < 7) {
    throw new EngineError(
      "REDIS_UNFIT",
      `This Redis is version ${version}; 7.0 or later is needed. Upgrade it, or unset REDIS_URL to use the embedded one.`,
    );
  }
  const policy = field(info, "maxmemory_policy");
  if (policy !== "noeviction") {
    throw new EngineError(
      "REDIS_UNFIT",
      `This Redis has maxmemory-policy ${policy}: it may delete parts of a run. Set it to noeviction.`,
    );
  }
  return field(info, "aof_enabled") === "1"
    ? []
    : ["This Redis has no append-only file: runs are lost when it stops. Set appendonly yes."];
}
