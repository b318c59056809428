import { expect, it } from "vitest";
import { testRedis, type TestRedis } from "../redis";
import { Duel } from "./duel";

/** `MODEL_SEEDS=from-to` looks at others; the story of a failure names its seed. */
const [FROM = 0, TO = 300] = (process.env["MODEL_SEEDS"] ?? "")
  .split("-")
  .filter(Boolean)
  .map(Number);

/** Node and Redis work at the same time only when several are under way. */
const AT_ONCE = 8;

async function fight(redis: TestRedis, seed: number): Promise<string[]> {
  try {
    await new Duel(redis, { seed, operations: 40, maxNodes: 4 + (seed % 12) }).fight();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

it(
  "does what the model does, whatever is done in whatever order",
  { timeout: 600_000 },
  async () => {
    await using redis = await testRedis();
    const failures: string[] = [];
    for (let seed = FROM; seed < TO; seed += AT_ONCE) {
      const seeds = Array.from({ length: Math.min(AT_ONCE, TO - seed) }, (_, i) => seed + i);
      const found = await Promise.all(seeds.map((one) => fight(redis, one)));
      failures.push(...found.flat());
    }
    expect(failures, `${failures.length} of ${TO - FROM} seeds`).toEqual([]);
  },
);
