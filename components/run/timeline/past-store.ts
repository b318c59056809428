/**
 * The past of one run, outside of React: all its events, read once somebody asks and kept up to date from
 * then on, what they say of each step over time, and the moment that is looked at.
 */
import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { RunEvent } from "@/core/events";
import { historyOf, type Index, type RunHistory } from "@/core/run-at";
import { createLines, extendLines, type Lines } from "@/core/timeline";
import type { RunStore } from "../run-store";

/** A page of events as the server answers it. */
export interface EventsPage {
  gen: string;
  events: RunEvent[];
  through: number;
  first: number;
  last: number;
}

/** What is looked at: after so many events, at a moment not before the last of them. */
export interface Moment {
  at: number;
  index: Index;
}

export interface PastState {
  status: "idle" | "loading" | "ready" | "failed";
  /** Share of the events that has been read, from 0 to 1. */
  loaded: number;
  /** Why it cannot be read. */
  problem: unknown;
  /** All before is put together from the times of the steps: the events are not kept. */
  approximateUntil: number | null;
  /** Another number when more has happened. */
  version: number;
  /** `null`: now. */
  moment: Moment | null;
}

export interface PastStore {
  store: StoreApi<PastState>;
  /** There once the status is `ready`; changed in place, `version` stands for them. */
  lines(): Lines;
  history(): RunHistory | null;
  /** Reads the events, unless they are there or under way. */
  open(): void;
  /** Looks at a moment; `null` goes back to now. Nothing before everything has been read. */
  look(moment: Moment | null): void;
  /** What the server's clock says, as far as events tell. */
  now(): number;
  /** Begins to listen to the run; `close` ends that. */
  start(): void;
  close(): void;
}

export interface PastOptions {
  run: RunStore;
  read: (after: number, limit: number) => Promise<EventsPage>;
  /** This machine's clock. */
  clock?: () => number;
}

const PAGE_EVENTS = 5_000;

export function createPastStore(options: PastOptions): PastStore {
  const { run, read, clock = Date.now } = options;
  const store = createStore<PastState>(() => ({
    ...{ status: "idle", loaded: 0, problem: null, approximateUntil: null },
    ...{ version: 0, moment: null },
  }));
  const lines = createLines();
  let history: RunHistory | null = null;
  let gen: string | null = null;
  let lastSeq = 0;
  /** What came in while pages were read. */
  let waiting: RunEvent[] = [];
  let isReading = false;
  let isClosed = true;
  let stopHearing: (() => void) | null = null;
  // Events come late and never early: the least that they say is the difference of the clocks.
  let skew: number | null = null;

  function hear(events: readonly RunEvent[]): void {
    const newest = events.at(-1);
    if (newest !== undefined) skew = Math.max(skew ?? -Infinity, newest.at - clock());
    if (store.getState().status === "idle") return;
    for (const event of events) waiting.push(event);
    if (isReading) return;
    if (events.length === 0 && isBehind()) void readRest();
    else takeWaiting();
  }

  /** After a new snapshot: of what came before it nobody has told. */
  function isBehind(): boolean {
    const live = run.liveView();
    return live !== null && gen !== null && (live.gen !== gen || live.seq > lastSeq);
  }

  async function readRest(): Promise<void> {
    isReading = true;
    try {
      const fresh: RunEvent[] = [];
      let page = await read(lastSeq, PAGE_EVENTS);
      const { first } = page;
      for (;;) {
        if (isClosed) return;
        if (page.gen !== (gen ?? page.gen)) return restart();
        for (const event of page.events) fresh.push(event);
        if (page.through >= page.last) break;
        store.setState({ loaded: page.through / page.last });
        page = await read(page.through, PAGE_EVENTS);
      }
      // All of it or nothing: a read that fails half-way is begun again where the last one had ended.
      ({ gen, through: lastSeq } = page);
      take(fresh, first);
    } catch (problem) {
      if (!isClosed) store.setState({ status: "failed", problem });
    } finally {
      isReading = false;
    }
    if (!isClosed && store.getState().status === "ready") takeWaiting();
  }

  /** Redis has another history: what was read is none of this run's any more. */
  function restart(): void {
    run.show(null);
    history = null;
    gen = null;
    lastSeq = 0;
    Object.assign(lines, createLines());
    store.setState({ status: "idle", moment: null, loaded: 0 });
    // After this read has ended.
    queueMicrotask(() => open());
  }

  function take(events: readonly RunEvent[], first: number): void {
    const live = run.liveView();
    if (live === null) return;
    if (history === null) {
      const opened = historyOf(live, events, first);
      history = opened.history;
      extendLines(lines, history.events);
      store.setState({ approximateUntil: opened.approximateUntil ?? null });
    } else {
      history.append(events);
      extendLines(lines, events);
    }
    store.setState({ status: "ready", loaded: 1, version: store.getState().version + 1 });
  }

  /** Numbers follow each other; where some are missing the server is asked. */
  function takeWaiting(): void {
    const events = waiting.filter(({ seq }) => seq > lastSeq);
    waiting = [];
    const isGap = (events[0]?.seq ?? lastSeq + 1) > lastSeq + 1;
    if (history === null || isGap) void readRest();
    else if (events.length > 0) {
      lastSeq = events.at(-1)?.seq ?? lastSeq;
      take(events, 1);
    }
  }

  function open(): void {
    const { status } = store.getState();
    if (status === "loading" || status === "ready" || run.liveView() === null) return;
    store.setState({ status: "loading", problem: null });
    if (!isReading) void readRest();
  }

  function look(moment: Moment | null): void {
    if (history === null) return;
    run.show(moment === null ? null : history.seek(moment.index));
    store.setState({ moment });
  }

  return {
    store,
    lines: () => lines,
    history: () => history,
    open,
    look,
    now: () => Math.max(lines.lastAt, clock() + (skew ?? 0)),
    start() {
      isClosed = false;
      stopHearing = run.hear(hear);
    },
    close() {
      isClosed = true;
      stopHearing?.();
    },
  };
}
