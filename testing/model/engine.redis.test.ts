import { expect, it } from "vitest";
import { testRedis } from "../redis";
import { Duel } from "./duel";

/** `MODEL_SEEDS=from-to` looks at others; the story of a failure names its seed. */
const [FROM = 0, TO = 200] = (process.env["MODEL_SEEDS"] ?? "")
  .split("-")
  .filter(Boolean)
  .map(Number);

it(
  "does what the model does, whatever is done in whatever order",
  { timeout: 600_000 },
  async () => {
    await using redis = await testRedis();
    const failures: string[] = [];
    for (let seed = FROM; seed < TO; seed += 1) {
      try {
        await new Duel(redis, { seed, operations: 40, maxNodes: 4 + (seed % 12) }).fight();
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
    expect(failures, `${failures.length} of ${TO - FROM} seeds`).toEqual([]);
  },
);
