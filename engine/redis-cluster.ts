/** Redis Cluster. All keys of a run carry one hash tag, and BullMQ's another, so every script keeps to one slot. */
import { Cluster, type ChainableCommander, type Redis } from "ioredis";
import type { RedisAddress } from "./redis-address";
import type { ConnectionOptions } from "./redis";

type ClusterAddress = Extract<RedisAddress, { kind: "cluster" }>;

const RETRY_MS = 200;
/** As often as somebody tries again who waits for ever: for an hour. */
const PATIENT_TRIES = (60 * 60 * 1000) / RETRY_MS;
/** A web process would rather say that Redis is away. */
const HASTY_TRIES = 15;

/** @param options of each of its connections; `maxRetriesPerRequest: null` waits for a cluster that is away */
export function connectCluster(
  { nodes, tls, login }: ClusterAddress,
  { retryStrategy, maxRetriesPerRequest, ...options }: ConnectionOptions,
): Redis {
  const cluster = new Cluster(nodes, {
    redisOptions: { ...options, ...login, ...(tls ? { tls: {} } : {}) },
    clusterRetryStrategy: retryStrategy ?? null,
    maxRedirections: maxRetriesPerRequest === null ? PATIENT_TRIES : HASTY_TRIES,
    retryDelayOnFailover: RETRY_MS,
    retryDelayOnClusterDown: RETRY_MS,
    slotsRefreshTimeout: 5000,
    // Certificates hold the names that the nodes give of themselves.
    ...(tls ? { dnsLookup: (host, done) => done(null, host) } : {}),
  });
  if (options.commandTimeout !== undefined) limitTime(cluster, options.commandTimeout);
  // The same commands under the same names; what is not there (monitor, for instance) nobody here calls.
  return cluster as unknown as Redis;
}

/** Also of a call that waits for a cluster of which no server answers: the client limits what it has sent alone. */
function limitTime(cluster: Cluster, ms: number): void {
  const send = cluster.sendCommand.bind(cluster);
  cluster.sendCommand = (command, ...rest) => {
    command.setTimeout(ms);
    return send(command, ...rest);
  };
}

/** The servers that hold data: a cluster's masters that are known, else the one. */
export function nodesOf(redis: Redis): Redis[] {
  const cluster: unknown = redis;
  return cluster instanceof Cluster ? cluster.nodes("master") : [redis];
}

/**
 * A pipeline for keys of many slots, for instance of many runs. ioredis sends a cluster's pipeline to a single
 * node; of this one each command goes to the node that has its key, and all are on their way together.
 */
export function widePipeline(redis: Redis): ChainableCommander {
  const cluster: unknown = redis;
  return cluster instanceof Cluster ? apart(cluster) : redis.pipeline();
}

function apart(cluster: Cluster): ChainableCommander {
  const calls: (() => Promise<unknown>)[] = [];
  const exec = () =>
    Promise.all(
      calls.map((call) =>
        call().then(
          (value) => [null, value],
          (error: unknown) => [error, undefined],
        ),
      ),
    );
  const pipeline: object = new Proxy(
    {},
    {
      get: (_, name) => {
        if (name === "exec") return exec;
        // Whoever awaits it has to find no promise in it.
        if (typeof name === "symbol" || name === "then") return undefined;
        return (...args: unknown[]) => {
          const command = Reflect.get(cluster, name) as (...args: unknown[]) => Promise<unknown>;
          calls.push(() => command.apply(cluster, args));
          return pipeline;
        };
      },
    },
  );
  return pipeline as ChainableCommander;
}
