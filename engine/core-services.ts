/** What the parts of the engine share: one connection for commands, and what is built on it. */
import type { Redis } from "ioredis";
import type { Limits } from "@/core/problem";
import type { Commands } from "./commands";
import type { Dispatcher } from "./dispatcher";
import type { Keys } from "./keys";
import type { Formats } from "./format";
import type { Memory } from "./memory";
import type { Meters } from "./meters";
import type { EngineTimings } from "./port";
import type { Queues } from "./queues";
import type { Registry } from "./registry";
import type { RunIndexes } from "./run-indexes";

export interface Services {
  redis: Redis;
  keys: Keys;
  commands: Commands;
  queues: Queues;
  dispatcher: Dispatcher;
  registry: Registry;
  indexes: RunIndexes;
  memory: Memory;
  meters: Meters;
  limits: Limits;
  timings: EngineTimings;
  /** Of runs that this process can go on with. */
  formats: Formats;
  /** Settled runs that are not pinned: how long, and how many. */
  kept: { ttlMs: number; count: number };
  /** At most so many steps of a run are on their way in BullMQ, sent and not claimed. */
  window: number;
  /**
   * How long whoever steers a run waits for what follows from it. A decision stands when it is written down and
   * holds from then on; in a large run nobody is kept waiting for the last step of it.
   */
  patienceMs: number;
  /** Unguessable, `[A-Za-z0-9_-]`. */
  createId: () => string;
  log: (level: "info" | "warn" | "error", message: string, details?: unknown) => void;
}
