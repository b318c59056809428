/** The app as people start it, on a Redis of the benchmark's, with runs that go on at a given rate. */
import { withThrowawayApp } from "../../scripts/lib/throwaway-app.mjs";
import { withPacedRuns, type Pacing } from "./paced";
import { withBenchRedis } from "./redis";

/** Calls `use` with the app's address and what starts runs of so many events a second. */
export function withLiveApp(
  rate: number,
  use: (address: string, paced: Pacing) => Promise<void>,
): Promise<void> {
  return withBenchRedis((redis) =>
    withThrowawayApp((address) => withPacedRuns(redis, rate, (paced) => use(address, paced)), {
      REDIS_URL: redis.url,
    }),
  );
}
