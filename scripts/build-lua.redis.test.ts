import { describe, expect, it } from "vitest";
import { LUA_LIBRARY, LUA_SCRIPTS } from "@/engine/generated/lua-scripts";
import { testRedis } from "@/testing/redis";

describe("engine/generated/lua-scripts", () => {
  it("holds scripts that Redis compiles", async () => {
    await using redis = await testRedis();
    const refused: string[] = [];
    for (const { name, lua } of Object.values(LUA_SCRIPTS) as { name: string; lua: string }[]) {
      await redis.client
        .script("LOAD", lua)
        .catch((error: Error) => refused.push(`${name}: ${error.message}`));
    }
    expect(refused).toEqual([]);
  });

  it("holds them as a library that Redis loads", async () => {
    await using redis = await testRedis();
    const loaded = await redis.client.function("LOAD", "REPLACE", LUA_LIBRARY.lua);
    expect(loaded).toBe(LUA_LIBRARY.name);
  });
});
