import { expect, it } from "vitest";
import { testRedis } from "@/testing/redis";
import { redisProxy } from "@/testing/redis-proxy";
import { connectRedis, readLarge } from "./redis";

it("waits longer for what may be megabytes than for any other answer", async () => {
  await using redis = await testRedis();
  await using proxy = await redisProxy(redis.url);
  const key = `${redis.prefix}:large`;
  const text = "é".repeat(1_000_000);
  await redis.client.hset(key, "doc", text);
  const slow = connectRedis(proxy.url, { maxRetriesPerRequest: 2, commandTimeout: 100 });
  try {
    await slow.ping();
    proxy.set("delay", () => 150);
    await expect(slow.hget(key, "doc")).rejects.toThrow("Command timed out");
    expect(await readLarge(slow, key, "doc")).toBe(text);
    expect(await readLarge(slow, key, "none")).toBeNull();
  } finally {
    slow.disconnect();
  }
});
