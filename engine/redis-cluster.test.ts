import { expect, it } from "vitest";
import { isRedisAway } from "./redis-away";
import { connectRedis } from "./redis";

it("tells a web process that no server of a cluster answers", async () => {
  // Nobody listens there.
  const url = "redis+cluster://127.0.0.1:1,127.0.0.1:2";
  const redis = connectRedis(url, { maxRetriesPerRequest: 2, commandTimeout: 200 });
  redis.on("error", () => {});
  const error: unknown = await redis.get("a").catch((thrown: unknown) => thrown);
  redis.disconnect();
  expect(isRedisAway(error)).toBe(true);
});
