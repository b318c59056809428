/** Followers of the list of runs: which runs changed, not how. */

// A list is asked for again as a whole; more often than this nobody could read it.
const MIN_GAP_MS = 250;
const MAX_PENDING = 1_000;

interface Watcher {
  pending: Set<string>;
  /** More changed than is worth naming, or word of some may have been lost. */
  isVague: boolean;
  wake: () => void;
}

export class RunWatchers {
  readonly #watchers = new Set<Watcher>();

  get isEmpty(): boolean {
    return this.#watchers.size === 0;
  }

  announce(runIds: Iterable<string>): void {
    const ids = [...runIds];
    for (const watcher of this.#watchers) {
      for (const id of ids) watcher.pending.add(id);
      if (watcher.pending.size > MAX_PENDING) this.#makeVague(watcher);
      watcher.wake();
    }
  }

  /** Word may have been lost: everybody has to look again. */
  announceUnknown(): void {
    for (const watcher of this.#watchers) {
      this.#makeVague(watcher);
      watcher.wake();
    }
  }

  wakeAll(): void {
    for (const watcher of this.#watchers) watcher.wake();
  }

  /** Ends when `signal` aborts, throws what `check` throws. */
  async *follow(signal: AbortSignal, check: () => void): AsyncGenerator<string[]> {
    const watcher: Watcher = { pending: new Set(), isVague: false, wake: () => undefined };
    this.#watchers.add(watcher);
    try {
      while (!signal.aborted) {
        check();
        if (watcher.pending.size === 0 && !watcher.isVague) {
          await pause(watcher, signal);
          continue;
        }
        const changed = watcher.isVague ? [] : [...watcher.pending];
        watcher.pending.clear();
        watcher.isVague = false;
        yield changed;
        await pause({ wake: () => undefined }, signal, MIN_GAP_MS);
      }
    } finally {
      this.#watchers.delete(watcher);
    }
  }

  #makeVague(watcher: Watcher): void {
    watcher.pending.clear();
    watcher.isVague = true;
  }
}

/** Until woken, aborted, or the time is over. */
function pause(sleeper: { wake: () => void }, signal: AbortSignal, ms?: number): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = ms === undefined ? undefined : setTimeout(() => sleeper.wake(), ms);
    sleeper.wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", sleeper.wake);
      resolve();
    };
    signal.addEventListener("abort", sleeper.wake);
  });
}
