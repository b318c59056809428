/** Somebody who watches a run through everything, as a browser does: a snapshot, then events. */
import { isEngineError } from "@/core/errors";
import { applyEvents, parseCursor, snapshotOf, viewFromSnapshot } from "@/core/run-view";
import type { RunSnapshot } from "@/core/snapshot";
import type { Engine } from "@/engine/index";

export interface Viewer {
  runId: string;
  /** How often it was told to take a new snapshot. */
  resets: number;
  /** Resolves when it has seen the event `seq`. */
  sees(seq: number): Promise<void>;
  /** What it would show. */
  shows(): RunSnapshot | undefined;
  /** What it noticed that may not be. */
  complaints: string[];
  stop(): Promise<void>;
}

export interface ViewerOptions {
  /** Called after each batch; true: it leaves, and comes back where it was. */
  leavesAt?: () => boolean;
}

const RETRY_MS = 100;

/** The engine, or what reaches it over HTTP. */
export type Source = Pick<Engine, "getRun" | "follow">;

/** It does not give up: a Redis that is away is asked again. */
export function startViewer(engine: Source, runId: string, options: ViewerOptions = {}): Viewer {
  const abort = new AbortController();
  const wakes = new Set<() => void>();
  let view: ReturnType<typeof viewFromSnapshot> | undefined;

  async function watch(): Promise<void> {
    view ??= viewFromSnapshot(await engine.getRun(runId));
    let cursor = `${view.gen}:${view.seq}`;
    while (!abort.signal.aborted) {
      for await (const batch of engine.follow(runId, cursor, abort.signal)) {
        if (batch.kind === "reset") {
          view = viewFromSnapshot(await engine.getRun(runId));
          cursor = `${view.gen}:${view.seq}`;
          viewer.resets += 1;
        } else {
          const after = view.seq;
          if (batch.events.some(({ seq }) => seq <= after)) {
            viewer.complaints.push(
              `events came again: ${batch.events.map((e) => e.seq).join(" ")}`,
            );
          }
          applyEvents(view, batch.events);
          view.seq = Math.max(view.seq, parseCursor(batch.cursor).seq);
          cursor = batch.cursor;
        }
        for (const wake of wakes) wake();
        if (batch.kind === "reset" || options.leavesAt?.()) break;
      }
    }
  }

  async function watchForEver(): Promise<void> {
    while (!abort.signal.aborted) {
      await watch().catch((error: unknown) => {
        const isGone = isEngineError(error) && error.code === "RUN_NOT_FOUND";
        // Of another Redis than the one it knew: it begins anew.
        if (isGone) view = undefined;
      });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  const watching = watchForEver();
  const viewer: Viewer = {
    runId,
    resets: 0,
    complaints: [],
    sees: (seq) =>
      new Promise((resolve) => {
        const look = () => {
          if ((view?.seq ?? 0) < seq) return;
          wakes.delete(look);
          resolve();
        };
        wakes.add(look);
        look();
      }),
    shows: () => view && snapshotOf(view),
    async stop() {
      abort.abort();
      await watching;
    },
  };
  return viewer;
}
