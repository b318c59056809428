import "server-only";
import { createEngine } from "@/engine/index";
import type { Engine } from "@/engine/port";
import { serverEnv } from "./env";
import { eventLag } from "./event-lag";
import { log } from "./log";

// On globalThis: development reloads modules, and each would open connections of its own.
const ENGINE = Symbol.for("espalier.engine");
const shared = globalThis as { [ENGINE]?: Engine };

/** The engine of this process, made at the first call. */
export function engine(): Engine {
  shared[ENGINE] ??= createFromEnv();
  return shared[ENGINE];
}

/** Ends all streams so that their readers come back elsewhere, and closes the connections. */
export async function closeEngine(): Promise<void> {
  await shared[ENGINE]?.close();
}

function createFromEnv(): Engine {
  const { redisUrl, prefix, limits, runTtlMs, keepRuns } = serverEnv();
  return createEngine({
    ...{ redisUrl, prefix, limits, runTtlMs, keepRuns, log },
    onEventLag: (ms) => eventLag().observe(ms / 1000),
  });
}
