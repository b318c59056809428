/** Reads results for all handles of a run: what is asked for in the same turn goes in one read. */
import { setTimeout as delay } from "node:timers/promises";
import type { Engine, NodeOutcome } from "@/engine/port";
import { isAway, type RunWatch } from "./run-watch";

const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2_000;

type Outcomes = ReadonlyMap<string, NodeOutcome>;

export class OutcomeReader {
  readonly #engine: Pick<Engine, "outcomes">;
  readonly #watch: RunWatch;
  #asked = new Set<string>();
  #next: Promise<Outcomes> | undefined;

  constructor(engine: Pick<Engine, "outcomes">, watch: RunWatch) {
    this.#engine = engine;
    this.#watch = watch;
  }

  /** What these nodes gave; tries again while Redis is away. */
  read(nodeIds: Iterable<string>): Promise<Outcomes> {
    for (const nodeId of nodeIds) this.#asked.add(nodeId);
    if (this.#asked.size === 0) return Promise.resolve(new Map());
    // After this turn: all that wait for the same change of the run wake in it.
    this.#next ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#flush());
    return this.#next;
  }

  async #flush(): Promise<Outcomes> {
    const nodeIds = [...this.#asked];
    this.#asked = new Set();
    this.#next = undefined;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)) {
      try {
        const outcomes = await this.#engine.outcomes(this.#watch.runId, nodeIds);
        return new Map(nodeIds.map((nodeId, at) => [nodeId, outcomes[at] ?? {}]));
      } catch (error) {
        if (this.#watch.error) throw this.#watch.error;
        if (!isAway(error)) throw error;
        await delay(pauseMs);
      }
    }
  }
}
