/**
 * What has been counted since the beginning, over all processes and restarts: executions and settled runs, and how
 * long they took. It lies in one hash; a process adds what it has seen every few seconds, so a crash loses as much.
 */
import type { Redis } from "ioredis";
import type { MeterSeries } from "./port-metrics";

/** Upper bounds of the buckets, in seconds; the last one holds everything. */
export const SECONDS = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300, 1800, Infinity] as const;

const EVERY_MS = 5_000;

/** `steps` by task and outcome, `runs` by state. */
type Subject = "steps" | "runs";

export interface Meters {
  /** One more that took `seconds`. */
  note(subject: Subject, labels: readonly string[], seconds: number): void;
  flush(): Promise<void>;
  /** Writes what is left, and ends. */
  close(): Promise<void>;
}

export interface MetersOptions {
  redis: Redis;
  /** Of the hash. */
  key: string;
  onError(error: unknown): void;
}

export function startMeters({ redis, key, onError }: MetersOptions): Meters {
  /** Field of the hash → how much is to be added to it. */
  let counted = new Map<string, number>();

  const add = (field: readonly string[], by: number) => {
    const name = JSON.stringify(field);
    counted.set(name, (counted.get(name) ?? 0) + by);
  };

  async function flush(): Promise<void> {
    if (counted.size === 0) return;
    const written = counted;
    counted = new Map();
    const pipeline = redis.pipeline();
    for (const [field, by] of written) pipeline.hincrbyfloat(key, field, by);
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  }

  const timer = setInterval(() => void flush().catch(onError), EVERY_MS);
  timer.unref();

  return {
    note(subject, labels, seconds) {
      const bucket = SECONDS.findIndex((bound) => seconds <= bound);
      add([subject, ...labels, String(bucket)], 1);
      add([subject, ...labels, "sum"], seconds);
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush().catch(onError);
    },
  };
}

/** All that was counted of a subject. */
export async function readMeters(
  { redis, key }: Pick<MetersOptions, "redis" | "key">,
  subject: Subject,
): Promise<MeterSeries[]> {
  const series = new Map<string, MeterSeries>();
  for (const [field, text] of Object.entries(await redis.hgetall(key))) {
    const [name, ...rest] = JSON.parse(field) as string[];
    if (name !== subject) continue;
    const labels = rest.slice(0, -1);
    const id = JSON.stringify(labels);
    const one = series.get(id) ?? { labels, sum: 0, buckets: SECONDS.map(() => 0) };
    series.set(id, one);
    const bucket = rest.at(-1) ?? "";
    if (bucket === "sum") one.sum = Number(text);
    else if (Number(bucket) < one.buckets.length) one.buckets[Number(bucket)] = Number(text);
  }
  return [...series.values()];
}
