/** Keeps the indexes of the runs that were looked at last. */
import type { Redis } from "ioredis";
import { EngineError } from "@/core/errors";
import type { Workflow } from "@/core/node";
import type { Keys } from "./keys";
import { readLarge } from "./redis";
import { RunIndex, type BirthDocument } from "./run-index";

/** By count of nodes, so that a few large runs and many small ones both fit. */
const MAX_NODES = 400_000;
/** One that nobody has looked at for so long is made again when somebody does: most are of runs that have ended. */
const IDLE_MS = 60_000;

export class RunIndexes {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #kept = new Map<string, Promise<RunIndex>>();
  readonly #gens = new Map<string, string>();
  readonly #lookedAt = new Map<string, number>();

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /**
   * The index of a run with all births up to now. `gen` tells runs of the same id apart.
   *
   * @throws EngineError RUN_NOT_FOUND
   */
  async get(runId: string, gen: string): Promise<RunIndex> {
    if (this.#gens.get(runId) !== gen) this.forget(runId);
    let kept = this.#kept.get(runId);
    if (!kept) {
      kept = this.#load(runId);
      this.#gens.set(runId, gen);
    }
    // Looked at last, forgotten last.
    this.#kept.delete(runId);
    this.#kept.set(runId, kept);
    this.#lookedAt.set(runId, performance.now());
    try {
      const index = await kept;
      await this.#addBirths(runId, index);
      await this.#trim(runId);
      return index;
    } catch (error) {
      this.forget(runId);
      throw error;
    }
  }

  forget(runId: string): void {
    this.#kept.delete(runId);
    this.#gens.delete(runId);
    this.#lookedAt.delete(runId);
  }

  async #load(runId: string): Promise<RunIndex> {
    // In this order: what is asked for behind the document waits until all of it has come.
    const [declared, document] = await Promise.all([
      this.#redis.hget(this.#keys.runKey(runId, "run"), "declared"),
      readLarge(this.#redis, this.#keys.runKey(runId, "plan"), "doc"),
    ]);
    if (document === null) throw new EngineError("RUN_NOT_FOUND");
    const totals = Object.entries(JSON.parse(declared ?? "{}") as Record<string, number>);
    return new RunIndex(JSON.parse(document) as Workflow, new Map(totals));
  }

  async #addBirths(runId: string, index: RunIndex): Promise<void> {
    const known = index.births.length;
    const texts = await this.#redis.lrange(this.#keys.runKey(runId, "births"), known, -1);
    // Two readers at once have read the same ones: only the first adds them.
    texts
      .slice(index.births.length - known)
      .forEach((text) => index.addBirth(JSON.parse(text) as BirthDocument));
  }

  /** They stand in the order in which they were looked at. */
  #forgetIdle(): void {
    const since = performance.now() - IDLE_MS;
    for (const runId of this.#kept.keys()) {
      if ((this.#lookedAt.get(runId) ?? 0) > since) return;
      this.forget(runId);
    }
  }

  async #trim(latest: string): Promise<void> {
    this.#forgetIdle();
    let nodes = 0;
    for (const [runId, kept] of [...this.#kept].reverse()) {
      const index = await kept;
      nodes +=
        index.nodes.length + index.births.reduce((sum, birth) => sum + birth.nodes.length, 0);
      if (nodes > MAX_NODES && runId !== latest) this.forget(runId);
    }
  }
}
