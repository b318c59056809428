/**
 * The view of a run as it is now: a snapshot, then every event since, folded by the code that the server
 * folds with. Events are gathered and folded once for each frame; what is lost on the way, whoever lost it,
 * is in a new snapshot.
 */
import type { Connection } from "@/components/api/connection";
import type { RunEvent, RunEventBatch } from "@/core/events";
import { applyEvents } from "@/core/run-view";
import type { RunView } from "@/core/run-view";
import { isMissing } from "./run-port";
import type { RunPort } from "./run-port";

export interface LiveRunOptions {
  runId: string;
  port: RunPort;
  /** Calls once before the next frame is drawn. */
  schedule: (flush: () => void) => void;
  onConnection: (state: Connection) => void;
  /** How long to wait before a snapshot is asked for again. */
  retryMs?: number;
}

interface LiveRunHandlers {
  /** Another view is there, in place of `before`. */
  onView: (before: RunView | null) => void;
  /** Events were folded, and these nodes look different for it. */
  onEvents: (changed: ReadonlySet<string>, events: readonly RunEvent[]) => void;
  /** There is no view, and why. */
  onNothing: (why: "missing" | "unreachable") => void;
}

export interface LiveRun {
  /** Changed in place; `null` until it is there. */
  view(): RunView | null;
  start(): void;
  /** Lets go of the stream and remembers where it was. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** Keeps the view of a run true, from `start` until `close`. */
export function createLiveRun(options: LiveRunOptions, handlers: LiveRunHandlers): LiveRun {
  const { runId, port, schedule, onConnection, retryMs = 2_000 } = options;
  let view: RunView | null = null;
  let queue: RunEvent[] = [];
  let flushing = false;
  let stop: (() => void) | null = null;
  // Answers that come after a close or a newer load belong to nobody.
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const mine = ++turn;
    stop?.();
    stop = null;
    try {
      const next = await port.view(runId);
      if (mine !== turn) return;
      const before = view;
      view = next;
      queue = [];
      handlers.onView(before);
      follow(next);
    } catch (error) {
      if (mine !== turn) return;
      failed(error);
    }
  }

  function failed(error: unknown): void {
    if (isMissing(error)) {
      handlers.onNothing("missing");
      onConnection("none");
      return;
    }
    onConnection("reconnecting");
    if (view === null) handlers.onNothing("unreachable");
    timer = setTimeout(() => void load(), retryMs);
  }

  function follow({ gen, seq }: RunView): void {
    const cursor = `${gen}:${seq}`;
    stop = port.follow(runId, cursor, { onBatch: receive, onConnection, onRefused: failed });
  }

  function receive(batch: RunEventBatch): void {
    if (batch.kind === "reset" || isGap(batch.events)) {
      onConnection("behind");
      void load();
      return;
    }
    for (const event of batch.events) queue.push(event);
    if (flushing) return;
    flushing = true;
    schedule(flush);
  }

  /** Numbers follow each other. */
  function isGap(events: readonly RunEvent[]): boolean {
    let last = queue.at(-1)?.seq ?? view?.seq ?? 0;
    for (const { seq } of events) {
      if (seq > last + 1) return true;
      last = Math.max(last, seq);
    }
    return false;
  }

  function flush(): void {
    flushing = false;
    if (view === null || queue.length === 0) return;
    const events = queue;
    queue = [];
    handlers.onEvents(applyEvents(view, events), events);
  }

  function letGo(): void {
    turn += 1;
    clearTimeout(timer);
    stop?.();
    stop = null;
  }

  return {
    view: () => view,
    start: () => void load(),
    pause() {
      letGo();
      onConnection("asleep");
    },
    resume() {
      letGo();
      flush();
      if (view === null) void load();
      else follow(view);
    },
    close() {
      letGo();
      onConnection("none");
    },
  };
}
