/**
 * One run, followed by one subscription for all its handles: a snapshot, then every event since, folded by
 * the code that draws it. Nothing is asked for again while nothing changes.
 */
import { setTimeout as delay } from "node:timers/promises";
import { EngineError, isEngineError } from "@/core/errors";
import { applyEvents, viewFromSnapshot, type RunView } from "@/core/run-view";
import type { Engine } from "@/engine/port";
import { isRedisAway } from "@/engine/redis-away";

// Between two tries while Redis is away, doubling.
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2_000;

export type WatchedEngine = Pick<Engine, "getRun" | "follow">;

export class RunWatch {
  readonly runId: string;
  readonly #engine: WatchedEngine;
  readonly #connection: AbortSignal;
  readonly #lookers = new Set<() => void>();
  #view: RunView;
  /** Of the subscription; undefined when there is none. */
  #following: AbortController | undefined;
  #error: Error | undefined;

  private constructor(engine: WatchedEngine, view: RunView, connection: AbortSignal) {
    this.runId = view.run.runId;
    this.#engine = engine;
    this.#view = view;
    this.#connection = connection;
  }

  /**
   * Begins to follow a run; of one that has settled there is nothing to follow. `connection` aborts when it is
   * closed, with what who waits is told.
   *
   * @throws EngineError RUN_NOT_FOUND
   */
  static async open(
    engine: WatchedEngine,
    runId: string,
    connection: AbortSignal,
  ): Promise<RunWatch> {
    const snapshot = await engine.getRun(runId);
    const watch = new RunWatch(engine, viewFromSnapshot(snapshot), connection);
    watch.#begin(snapshot.cursor);
    return watch;
  }

  /** The run as it is known now. Changed in place. */
  get view(): RunView {
    return this.#view;
  }

  /** What ended the watch before the run did: it was closed, or the run removed. */
  get error(): Error | undefined {
    return (
      this.#error ?? (this.#connection.aborted ? (this.#connection.reason as Error) : undefined)
    );
  }

  /**
   * Resolves with the first answer of `look` that is not undefined; it is asked now and at each change.
   *
   * @throws what `look` throws, the reason of `signal`, or what ended the watch
   */
  until<T>(look: (view: RunView) => T | undefined, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#lookers.delete(lookAgain);
        signal.removeEventListener("abort", onAbort);
      };
      const onAbort = () => {
        stop();
        reject(signal.reason as Error);
      };
      const lookAgain = () => {
        try {
          const found = look(this.#view);
          if (found === undefined && !this.error) return;
          stop();
          if (found === undefined) reject(this.error as Error);
          else resolve(found);
        } catch (error) {
          stop();
          reject(error as Error);
        }
      };
      this.#lookers.add(lookAgain);
      signal.addEventListener("abort", onAbort, { once: true });
      lookAgain();
      if (signal.aborted) onAbort();
    });
  }

  /** Takes a new snapshot and goes on behind it: after a move of our own the old state must not answer. */
  async refresh(): Promise<void> {
    if (this.error) throw this.error;
    const snapshot = await this.#engine.getRun(this.runId);
    if (this.error) throw this.error;
    const view = viewFromSnapshot(snapshot);
    // Of two that look at once the one that looked first may answer last; what is known is newer then.
    if (view.gen === this.#view.gen && view.seq < this.#view.seq) return;
    this.#view = view;
    this.#begin(snapshot.cursor);
    this.#wake();
  }

  /** Ends the subscription; whoever waits gets `reason`. */
  close(reason: Error): void {
    this.#end(reason);
  }

  #begin(cursor: string): void {
    this.#following?.abort();
    this.#following = undefined;
    if (this.#view.run.settled) return;
    const following = new AbortController();
    this.#following = following;
    // Only while it is followed: the connection must not keep every run that it has ever seen.
    const onClose = () => this.#end(this.#connection.reason as Error);
    this.#connection.addEventListener("abort", onClose, { once: true });
    void this.#follow(cursor, following.signal).finally(() =>
      this.#connection.removeEventListener("abort", onClose),
    );
  }

  /** Until the run has settled. Whatever is thrown here ends the watch, and is told to who waits. */
  async #follow(from: string, signal: AbortSignal): Promise<void> {
    let cursor: string | undefined = from;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        cursor ??= await this.#takeSnapshot(signal);
        if (this.#view.run.settled) return;
        for await (const batch of this.#engine.follow(this.runId, cursor, signal)) {
          if (signal.aborted) return;
          pauseMs = FIRST_PAUSE_MS;
          cursor = batch.cursor;
          if (batch.kind === "reset") {
            // What was between is no longer stored.
            cursor = undefined;
            break;
          }
          applyEvents(this.#view, batch.events);
          this.#wake();
          if (this.#view.run.settled) return;
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!isAway(error)) return this.#end(error as Error);
        await delay(pauseMs, undefined, { signal }).catch(() => undefined);
        pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
      }
    }
  }

  async #takeSnapshot(signal: AbortSignal): Promise<string> {
    const snapshot = await this.#engine.getRun(this.runId);
    if (!signal.aborted) {
      this.#view = viewFromSnapshot(snapshot);
      this.#wake();
    }
    return snapshot.cursor;
  }

  #wake(): void {
    for (const look of [...this.#lookers]) look();
  }

  #end(reason: Error): void {
    if (this.#error) return;
    this.#error = reason;
    this.#following?.abort();
    this.#following = undefined;
    this.#wake();
  }
}

/** Redis is away, and the same may succeed later. */
export function isAway(error: unknown): boolean {
  return isRedisAway(error) || (isEngineError(error) && error.code === "UNAVAILABLE");
}

/** What who waits is told when it, or the connection, is closed. */
export function closedError(what: "connection" | "handle" = "connection"): EngineError {
  const again = what === "handle" ? "Open the run again" : "Connect again";
  return new EngineError(
    "UNAVAILABLE",
    `The ${what} was closed. ${again} to go on; runs go on without it.`,
  );
}
