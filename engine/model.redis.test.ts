import { expect, it } from "vitest";
import { createHandServices } from "@/testing/driver/engine-run";
import { runHistory } from "@/testing/driver/history";
import { testRedis } from "@/testing/redis";

/** MODEL_SEEDS=10000 npx vitest run engine/model for more, from MODEL_FIRST on; MODEL_SEED=n for one. */
const SEEDS = Number(process.env.MODEL_SEEDS ?? 2000);
const FIRST = Number(process.env.MODEL_SEED ?? process.env.MODEL_FIRST ?? 1);
const LAST = process.env.MODEL_SEED === undefined ? SEEDS : FIRST;
/** Seeds beyond the usual ones that found a mistake once. */
const REGRESSIONS =
  process.env.MODEL_SEED === undefined ? [2562, 2995, 4018, 4626, 5684, 7647] : [];
const LANES = 8;

it("agrees with the model on every step of random histories", async () => {
  await using redis = await testRedis();
  const seeds = Array.from({ length: LAST - FIRST + 1 }, (_, i) => FIRST + i);
  const waiting = [...REGRESSIONS, ...seeds];
  const expected = waiting.length;
  let done = 0;
  const lane = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const services = createHandServices({
        redis: redis.client,
        prefix: redis.prefix,
        budget: seed % 3 === 0 ? 1 + (seed % 7) : 1000,
        window: seed % 4 === 0 ? 1 + (seed % 5) : 1000,
      });
      // Those that found a mistake once are played as they were then.
      const byHand = !REGRESSIONS.includes(seed);
      await runHistory({ seed, services, maxNodes: 4 + (seed % 20), maxOperations: 25, byHand });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  expect(done).toBe(expected);
}, 1_200_000);
