import { describe, expect, it } from "vitest";
import { testRedis } from "./redis";

describe("testRedis", () => {
  it("deletes the keys of its prefix at the end of the scope, and no others", async () => {
    await using other = await testRedis();
    await other.client.set(`${other.prefix}:kept`, "1");
    let prefix = "";
    {
      await using redis = await testRedis();
      prefix = redis.prefix;
      await redis.client.set(`${prefix}:{r1}:plan`, "1");
      await redis.client.set(`bull:${prefix}:id`, "1");
      expect(await other.client.keys(`*${prefix}*`)).toHaveLength(2);
    }
    expect(await other.client.keys(`*${prefix}*`)).toEqual([]);
    expect(await other.client.get(`${other.prefix}:kept`)).toBe("1");
  });
});
