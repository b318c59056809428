import { expect, it } from "vitest";
import { createHandServices } from "@/testing/driver/engine-run";
import { runHistory } from "@/testing/driver/history";
import { testRedis } from "@/testing/redis";

/** MODEL_SEEDS=10000 npx vitest run engine/model for more; MODEL_SEED=n for one. */
const SEEDS = Number(process.env.MODEL_SEEDS ?? 2000);
const FIRST = Number(process.env.MODEL_SEED ?? 1);
const LAST = process.env.MODEL_SEED === undefined ? SEEDS : FIRST;
const LANES = 8;

it("agrees with the model on every step of random histories", async () => {
  await using redis = await testRedis();
  let next = FIRST;
  let done = 0;
  const lane = async () => {
    for (let seed = next++; seed <= LAST; seed = next++) {
      const services = createHandServices({
        redis: redis.client,
        prefix: redis.prefix,
        budget: seed % 3 === 0 ? 1 + (seed % 7) : 1000,
      });
      await runHistory({ seed, services, maxNodes: 4 + (seed % 20), maxOperations: 25 });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  expect(done).toBe(LAST - FIRST + 1);
}, 600_000);
