/**
 * A corner of the tests' Redis for one test: `await using redis = await testRedis()`.
 *
 * Each has a key prefix of its own, so tests run side by side; at the end of the scope every key with
 * that prefix is deleted, BullMQ's included.
 */
import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { inject } from "vitest";

export interface TestRedis extends AsyncDisposable {
  url: string;
  /** Goes into `createEngine({ prefix })`. Unique for each call. */
  prefix: string;
  /** For looking at keys; closed at the end of the scope. */
  client: Redis;
}

/** ioredis takes a socket as a path, not as a URL. */
function connectTo(url: string): Redis {
  return url.startsWith("unix://") ? new Redis(url.slice("unix://".length)) : new Redis(url);
}

async function deleteKeys(client: Redis, prefix: string): Promise<void> {
  for await (const keys of client.scanStream({ match: `*${prefix}*`, count: 1000 })) {
    if (keys.length > 0) await client.unlink(...(keys as string[]));
  }
}

export async function testRedis(): Promise<TestRedis> {
  const url = inject("redisUrl");
  const prefix = `t${randomBytes(6).toString("hex")}`;
  const client = connectTo(url);
  await client.ping();
  return {
    url,
    prefix,
    client,
    async [Symbol.asyncDispose]() {
      await deleteKeys(client, prefix);
      client.disconnect();
    },
  };
}
