/**
 * A run at any moment: its events, and a view that is moved along them, by the fold that the live page uses.
 * Every so often how everything stands is kept, so that going back folds a few events and not all.
 */
import type { RunEvent } from "@/core/events";
import {
  applyEvents,
  createRunView,
  plannedRows,
  putBack,
  standingOf,
  type RunView,
  type Standing,
} from "@/core/run-view";

/** A place in a history: after this many events. */
export type Index = number;

export interface Sought {
  view: RunView;
  /** Ids of nodes that look different from before, came or went. */
  changed: Set<string>;
  /** Nodes came or went. */
  isRestructured: boolean;
}

/** A standing for so many events, or for as many as there are nodes. */
const KEEP_EVERY = 1_000;

export class RunHistory {
  readonly #events: RunEvent[] = [];
  /** When each event happened; never less than the one before. */
  readonly #times: number[] = [];
  readonly #kept: { index: Index; standing: Standing }[] = [];
  readonly #every: number;
  #view: RunView;
  #index: Index = 0;

  /** @param live the run as it is; only its plan is taken */
  constructor(live: RunView) {
    this.#view = viewAtSubmission(live);
    this.#every = Math.max(KEEP_EVERY, Math.floor(this.#view.nodes.size / 4));
    this.#keep();
  }

  /** Takes events in, oldest first, each once. */
  append(events: readonly RunEvent[]): void {
    for (const event of events) {
      this.#events.push(event);
      this.#times.push(Math.max(this.#times.at(-1) ?? 0, event.at));
    }
  }

  get events(): readonly RunEvent[] {
    return this.#events;
  }

  get length(): number {
    return this.#events.length;
  }

  /** The view as it stands; moved by {@link seek}. */
  get view(): RunView {
    return this.#view;
  }

  get index(): Index {
    return this.#index;
  }

  /** When the event before a place happened; undefined before the first. */
  timeAt(index: Index): number | undefined {
    return this.#times[Math.min(index, this.#times.length) - 1];
  }

  /** After all events that had happened at a moment, that moment included. */
  indexAt(at: number): Index {
    return countWhile(this.#times.length, (index) => (this.#times[index] ?? 0) <= at);
  }

  /** After all events up to this number. */
  indexOfSeq(seq: number): Index {
    return countWhile(this.#events.length, (index) => (this.#events[index]?.seq ?? 0) <= seq);
  }

  /** Moves the view to a place. */
  seek(to: Index): Sought {
    const target = Math.max(0, Math.min(to, this.#events.length));
    const changed = new Set<string>();
    const structure = this.#view.structure;
    let isRebuilt = false;
    const kept = this.#kept.findLast(({ index }) => index <= target);
    // Back, or far ahead where it has been before.
    if (kept !== undefined && (target < this.#index || kept.index > this.#index)) {
      const put = putBack(this.#view, kept.standing);
      isRebuilt = put.view !== this.#view;
      this.#view = put.view;
      this.#index = kept.index;
      for (const id of put.changed) changed.add(id);
    }
    this.#foldTo(target, changed);
    const isRestructured = isRebuilt || this.#view.structure !== structure;
    return { view: this.#view, changed, isRestructured };
  }

  #foldTo(target: Index, changed: Set<string>): void {
    while (this.#index < target) {
      const last = this.#kept.at(-1)?.index ?? 0;
      const next = this.#index >= last ? last + this.#every : target;
      const stop = Math.min(target, next);
      for (const id of applyEvents(this.#view, this.#events.slice(this.#index, stop)))
        changed.add(id);
      this.#index = stop;
      if (stop >= last + this.#every) this.#keep();
    }
  }

  #keep(): void {
    this.#kept.push({ index: this.#index, standing: standingOf(this.#view) });
  }
}

function viewAtSubmission(live: RunView): RunView {
  const { startedAt: _start, finishedAt: _end, ...run } = live.run;
  return createRunView({
    run: { ...run, paused: false, revoked: false },
    rows: plannedRows(live),
    seq: 0,
    gen: live.gen,
  });
}

/** How many of the first `length` places fulfil what only the first ones fulfil. */
function countWhile(length: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
