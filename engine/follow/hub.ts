/**
 * One place in a process that listens for changed runs, and passes their events to any number of viewers.
 *
 * Word that a run changed comes by pub/sub and may be lost; the events themselves are read from Redis,
 * once for each changed run however many watch it, and never more often than its {@link Pace} allows. Every
 * watched run is read again every 3 seconds and when the connection is back: a lost word delays, and loses nothing.
 */
import type { Redis } from "ioredis";
import { EngineError } from "@/core/errors";
import type { RunEventBatch } from "@/core/events";
import { parseCursor, type Position } from "./cursor";
import { Pace } from "./pace";
import { endOf, isGap, PAGE_EVENTS, RunFeed, toBatch, toReset, type RunTail } from "./run-feed";
import { RunWatchers } from "./run-watchers";

const RECHECK_MS = 3_000;

export interface HubOptions {
  /** Used for nothing else; the hub subscribes, and whoever made it closes it. */
  subscriber: Redis;
  /** Carries the id of a run that changed. */
  channel: string;
  /** A page of stored events behind `afterSeq`; null when there is no such run. */
  read(runId: string, afterSeq: number, limit: number): Promise<RunTail | null>;
  log(level: "info" | "warn" | "error", message: string, details?: unknown): void;
  /** Told how old the newest event is whenever those at the end of a run get some, in milliseconds. */
  onLag?(ms: number): void;
  /** @default 3 seconds */
  recheckMs?: number;
}

/** What was read, and the batch of it: one for all who asked at once. */
type Page = RunTail & { batch: RunEventBatch };

export interface Hub {
  /**
   * Every event behind `cursor` (from the beginning when null), stored ones first, without gap or repeat;
   * or word to take a new snapshot, after which it goes on behind the reset's cursor.
   *
   * Ends when `signal` aborts; throws an AbortError when the hub closes.
   * @throws EngineError CURSOR_INVALID, RUN_NOT_FOUND (also when the run is removed meanwhile)
   */
  follow(runId: string, cursor: string | null, signal: AbortSignal): AsyncIterable<RunEventBatch>;
  /** Ids of runs that changed; an empty list says that any may have. Ends and throws as `follow` does. */
  followRuns(signal: AbortSignal): AsyncIterable<string[]>;
  /** Throws an AbortError into every stream, so that their readers come back elsewhere. */
  close(): Promise<void>;
}

export function createHub(options: HubOptions): Hub {
  return new FollowHub(options);
}

class FollowHub implements Hub {
  readonly #options: HubOptions;
  readonly #feeds = new Map<string, RunFeed>();
  readonly #watchers = new RunWatchers();
  /** Runs that were announced since the last flush. */
  readonly #announced = new Set<string>();
  /** Reads of viewers that come from elsewhere than the end, shared by those that come at once. */
  readonly #reads = new Map<string, Promise<Page | null>>();
  readonly #pace = new Pace();
  readonly #recheck: ReturnType<typeof setInterval>;
  #flushTimer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(options: HubOptions) {
    this.#options = options;
    options.subscriber.on("message", this.#onMessage);
    options.subscriber.on("ready", this.#listen);
    if (options.subscriber.status === "ready") this.#listen();
    this.#recheck = setInterval(() => this.#lookAtAll(), options.recheckMs ?? RECHECK_MS);
    this.#recheck.unref();
  }

  async *follow(
    runId: string,
    cursor: string | null,
    signal: AbortSignal,
  ): AsyncGenerator<RunEventBatch> {
    let position = parseCursor(cursor);
    let hasBeenLive = false;
    const feed = this.#enter(runId);
    try {
      while (!signal.aborted) {
        this.#throwIfClosed();
        if (feed.isGone) throw new EngineError("RUN_NOT_FOUND");
        const turn = feed.turnOf(position, hasBeenLive);
        hasBeenLive ||= turn.do === "take" || turn.do === "wait";
        if (turn.do === "wait") {
          await feed.nextChange(signal);
        } else if (turn.do === "read") {
          const batch = await this.#readFor(runId, feed, position);
          if (batch) {
            position = parseCursor(batch.cursor);
            yield batch;
          } else if (feed.turnOf(position, hasBeenLive).do === "read") {
            // Ahead of the feed, which is on its way.
            await feed.nextChange(signal);
          }
        } else {
          position = parseCursor(turn.batch.cursor);
          yield turn.batch;
        }
      }
    } finally {
      this.#leave(runId, feed);
    }
  }

  followRuns(signal: AbortSignal): AsyncIterable<string[]> {
    return this.#watchers.follow(signal, () => this.#throwIfClosed());
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#recheck);
    clearTimeout(this.#flushTimer);
    for (const feed of this.#feeds.values()) feed.wakeAll();
    this.#watchers.wakeAll();
    const { subscriber, channel } = this.#options;
    subscriber.off("message", this.#onMessage);
    subscriber.off("ready", this.#listen);
    if (subscriber.status === "ready") await subscriber.unsubscribe(channel);
  }

  readonly #onMessage = (channel: string, runId: string): void => {
    if (channel === this.#options.channel) this.#announce(runId);
  };

  /** At every connection: what was said since the last one is lost, and looked up once we listen again. */
  readonly #listen = (): void => {
    const { subscriber, channel, log } = this.#options;
    const lookAgain = () => {
      this.#lookAtAll();
      this.#watchers.announceUnknown();
    };
    subscriber.subscribe(channel).then(lookAgain, (error: unknown) => {
      if (!this.#isClosed) log("warn", "Cannot listen for changed runs; they are polled.", error);
    });
  };

  #enter(runId: string): RunFeed {
    const feed = this.#feeds.get(runId) ?? new RunFeed();
    this.#feeds.set(runId, feed);
    feed.viewers += 1;
    return feed;
  }

  #leave(runId: string, feed: RunFeed): void {
    feed.viewers -= 1;
    if (feed.viewers === 0 && this.#feeds.get(runId) === feed) this.#feeds.delete(runId);
  }

  /** One page for a viewer that is not at the end. Null: nothing is there yet, wait for a change. */
  async #readFor(runId: string, feed: RunFeed, position: Position): Promise<RunEventBatch | null> {
    const page = await this.#readOnce(runId, position.seq);
    if (page === null) throw new EngineError("RUN_NOT_FOUND");
    const isLost =
      (position.gen !== null && position.gen !== page.gen) || isGap(page, position.seq);
    if (isLost) return toReset({ gen: page.gen, seq: page.lastSeq });
    const seq = endOf(page, position.seq);
    if (seq >= page.lastSeq || seq === position.seq) {
      feed.begin(page.gen, seq);
      // Something was announced while we read, or we know more than the feed does.
      if (feed.isDirty || feed.readFrom !== seq) this.#announce(runId, { toWatchers: false });
    }
    return seq === position.seq ? null : page.batch;
  }

  #readOnce(runId: string, seq: number): Promise<Page | null> {
    const key = `${runId} ${seq}`;
    const known = this.#reads.get(key);
    if (known) return known;
    const started = this.#readPage(runId, seq).finally(() => this.#reads.delete(key));
    this.#reads.set(key, started);
    return started;
  }

  async #readPage(runId: string, seq: number): Promise<Page | null> {
    const page = await this.#options.read(runId, seq, PAGE_EVENTS);
    if (page === null) return null;
    return { ...page, batch: toBatch({ gen: page.gen, seq: endOf(page, seq) }, page.events) };
  }

  #lookAtAll(): void {
    for (const runId of this.#feeds.keys()) this.#announce(runId, { toWatchers: false });
  }

  #announce(runId: string, { toWatchers } = { toWatchers: true }): void {
    if (this.#isClosed) return;
    const feed = this.#feeds.get(runId);
    if (feed) feed.isDirty = true;
    if (toWatchers && !this.#watchers.isEmpty) this.#announced.add(runId);
    if (feed !== undefined || this.#announced.size > 0) {
      this.#flushTimer ??= setTimeout(() => this.#flush(), this.#pace.gatherMs);
    }
  }

  #flush(): void {
    const { restMs } = this.#pace;
    // It was announced while the last was still being passed on.
    if (restMs > 1) {
      this.#flushTimer = setTimeout(() => this.#flush(), restMs);
      return;
    }
    this.#flushTimer = undefined;
    if (this.#announced.size > 0) this.#watchers.announce(this.#announced);
    this.#announced.clear();
    for (const [runId, feed] of this.#feeds) {
      if (feed.isDirty && !feed.isReading) void this.#readTail(runId, feed);
    }
  }

  /** The one read that serves everybody at the end of the run. */
  async #readTail(runId: string, feed: RunFeed): Promise<void> {
    const from = feed.readFrom;
    // Nobody has come to the end yet; the mark stays, so that whoever does looks again.
    if (from === null) return;
    feed.isDirty = false;
    feed.isReading = true;
    try {
      const page = await this.#options.read(runId, from, PAGE_EVENTS);
      const newest = page?.events.at(-1);
      this.#pace.begin();
      // By then it has been passed on.
      if (newest) setImmediate(() => this.#options.onLag?.(Math.max(0, Date.now() - newest.at)));
      if (page === null) this.#forget(runId, feed);
      else if (feed.takeIn(page)) feed.isDirty = true;
    } catch (error) {
      if (!this.#isClosed)
        this.#options.log("warn", "A run could not be read; tried again.", error);
    } finally {
      feed.isReading = false;
    }
    if (feed.isDirty) this.#announce(runId, { toWatchers: false });
  }

  #forget(runId: string, feed: RunFeed): void {
    if (this.#feeds.get(runId) === feed) this.#feeds.delete(runId);
    feed.markGone();
  }

  #throwIfClosed(): void {
    // By this name tRPC ends the stream without a word, and the browser comes back and goes on.
    if (this.#isClosed) throw new DOMException("The server is closing.", "AbortError");
  }
}
