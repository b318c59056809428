/** How the engine's scripts come to Redis and are called there. */
import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { testRedis, type TestRedis } from "@/testing/redis";
import { LUA_LIBRARY, LUA_SCRIPTS } from "./generated/lua-scripts";
import { createKeys } from "./keys";
import { createScripts, type ScriptsOptions } from "./scripts";

/** Calls that change nothing: there is no such run. */
function askNothing(redis: TestRedis, client: Redis, options: Partial<ScriptsOptions> = {}) {
  const said: string[] = [];
  const scripts = createScripts(client, {
    log: (_level, message) => said.push(message),
    ...options,
  });
  const keys = createKeys(redis.prefix).run("nobody");
  return { said, ask: () => scripts.call("growPlan", keys, [0, "token"]) };
}

async function libraries(client: Redis): Promise<string[]> {
  const listed = (await client.function("LIST", "LIBRARYNAME", "espalier_*")) as [string, string][];
  return listed.map(([, name]) => name);
}

async function callsOf(client: Redis, command: string): Promise<number> {
  const stats = await client.info("commandstats");
  return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
}

describe("scripts", () => {
  it("are loaded as a library by the first call that misses it", async () => {
    await using redis = await testRedis();
    await redis.client.function("DELETE", LUA_LIBRARY.name).catch(() => "not there");
    const { ask, said } = askNothing(redis, redis.client);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([-1, -1, -1]);
    expect(await libraries(redis.client)).toContain(LUA_LIBRARY.name);
    expect(said).toEqual([]);
  });

  it("go as scripts where the user of Redis may not load functions", async () => {
    await using redis = await testRedis();
    const user = `user${randomBytes(4).toString("hex")}`;
    await redis.client.acl(
      "SETUSER",
      user,
      "on",
      ">secret",
      "~*",
      "&*",
      "+@all",
      "-function",
      "-fcall",
    );
    const limited = redis.client.duplicate({ username: user, password: "secret" });
    try {
      const { ask, said } = askNothing(redis, limited);
      const before = await callsOf(redis.client, "evalsha");
      expect([await ask(), await ask()]).toEqual([-1, -1]);
      expect(await callsOf(redis.client, "evalsha")).toBeGreaterThan(before);
      expect(said).toEqual([expect.stringContaining("scripts do the same")]);
    } finally {
      limited.disconnect();
      await redis.client.acl("DELUSER", user);
    }
  });

  it("leave libraries of other builds in place, up to a number", async () => {
    await using redis = await testRedis();
    const others = Array.from({ length: 9 }, (_, i) => `espalier_old${i}`);
    for (const name of others) {
      const lua = `#!lua name=${name}\nredis.register_function("${name}_f", function() return 1 end)`;
      await redis.client.function("LOAD", "REPLACE", lua);
    }
    await redis.client.function("DELETE", LUA_LIBRARY.name).catch(() => "not there");
    await askNothing(redis, redis.client).ask();
    expect(await libraries(redis.client)).toEqual([LUA_LIBRARY.name]);
  });

  it("keep nothing of a call that failed for the next one", async () => {
    await using redis = await testRedis();
    const scripts = createScripts(redis.client, { log: () => {} });
    const keys = createKeys(redis.prefix).run("spoiled");
    await redis.client.hset(keys[0] ?? "", { live: "1", size: "1" });
    await redis.client.set(keys[2] ?? "", "not a hash");
    const context = JSON.stringify({
      channel: "c",
      runId: "spoiled",
      budget: 10,
      formats: { oldest: 0, newest: 99 },
    });
    await expect(scripts.call("advanceRun", keys, ["", context])).rejects.toThrow(/not a hash/);
    expect(await askNothing(redis, redis.client).ask()).toBe(-1);
    expect(await redis.client.get(keys[2] ?? "")).toBe("not a hash");
  });

  it("answer as functions what they answer as scripts", async () => {
    await using redis = await testRedis();
    for (const as of ["functions", "scripts"] as const) {
      expect(await askNothing(redis, redis.client, { as }).ask(), as).toBe(-1);
    }
    expect(Object.keys(LUA_SCRIPTS)).toContain("growPlan");
  });
});
