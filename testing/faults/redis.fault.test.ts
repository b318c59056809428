/** T52: a Redis that would lose runs. */
import { expect } from "vitest";
import { fault } from "./fault";

fault({ id: "T52", title: "a Redis that evicts keys, or keeps no file" }, async (stage, tell) => {
  const { client } = stage.redis;
  await client.config("SET", "maxmemory-policy", "allkeys-lru");
  await expect(stage.engine.check()).rejects.toMatchObject({
    code: "REDIS_UNFIT",
    message: expect.stringMatching(/allkeys-lru.*Set it to noeviction/),
  });
  await client.config("SET", "maxmemory-policy", "noeviction");
  await client.config("SET", "appendonly", "no");
  await stage.engine.check();
  expect(stage.said.join()).toContain("Set appendonly yes");
  tell("refused, and warned about");
});
