/**
 * One run outside of React, as it is shown: as it is now, or as it was at a moment that is over. Whoever
 * draws hears which nodes changed, and lays out again only when nodes were born or dropped.
 */
import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import { createListeners } from "@/components/canvas/static-source";
import type { NodeSource } from "@/components/canvas/types";
import type { RunEvent, RunFlags } from "@/core/events";
import { layoutTreeOfRows } from "@/core/layout/tree";
import type { LayoutTree } from "@/core/layout/tree";
import type { RunView } from "@/core/run-view";
import type { NodeView, RunSummary } from "@/core/snapshot";
import { createCalm } from "./calm";
import { createLiveRun, type LiveRunOptions } from "./live-run";
import { createRunFaces, type Lighter, type RunMark } from "./run-faces";

export type { RunMark } from "./run-faces";

export interface RunStoreState {
  status: "loading" | "ready" | "missing" | "unreachable";
  /** As it is shown: of the moment that is looked at. */
  run: (RunSummary & RunFlags) | null;
  /** As it is now, whatever is shown. */
  live: (RunSummary & RunFlags) | null;
  /** A moment that is over is shown; nothing can be done to the run from there. */
  isPast: boolean;
  /** Another object when nodes were born or dropped, and only then. */
  tree: LayoutTree | null;
}

export interface RunStore {
  store: StoreApi<RunStoreState>;
  source: NodeSource;
  node(id: string): NodeView | undefined;
  nodes(): Iterable<NodeView>;
  /** All of it, changed in place; `null` until it is there. To be read, not kept. */
  view(): RunView | null;
  /** What a retry would do, shown on the nodes; `null` shows nothing. */
  mark(marks: ReadonlyMap<string, RunMark> | null): void;
  /** Dims all but these; `null` dims nothing. What two ask for dims all but what both want lit. */
  light(ids: ReadonlySet<string> | null, by?: Lighter): void;
  /** As the run is now, whatever is shown. To be read, not kept. */
  liveView(): RunView | null;
  /** Hears of all events that come in, once they are folded. Answers how to stop. */
  hear(listener: (events: readonly RunEvent[]) => void): () => void;
  /** Shows another moment of the run in place of what is so now; `null` goes back. */
  show(moment: RunMoment | null): void;
  /** Lets go of the stream and remembers where it was. */
  pause(): void;
  resume(): void;
  /** Ends everything. `start` begins anew. */
  close(): void;
  start(): void;
}

/** A moment of the run that is over. */
export interface RunMoment {
  view: RunView;
  /** What looks different from what was shown before, when that was a moment of the same view. */
  changed: ReadonlySet<string>;
}

export function createRunStore(options: LiveRunOptions): RunStore {
  const store = createStore<RunStoreState>(() => ({
    ...{ status: "loading", run: null, live: null, isPast: false, tree: null },
  }));
  const listeners = createListeners();
  const hearers = new Set<(events: readonly RunEvent[]) => void>();
  let past: RunView | null = null;
  const live = createLiveRun(options, {
    onView(before) {
      if (past === null) faces.forget();
      draw(idsOf(before, live.view()));
      // What came between is not told one by one: who keeps all events has to ask for them.
      for (const hear of hearers) hear([]);
    },
    onEvents(changed, events) {
      if (past === null) draw(changed);
      else store.setState(calm.next(store.getState(), past));
      for (const hear of hearers) hear(events);
    },
    onNothing: (status) => store.setState({ status }),
  });
  const shown = () => past ?? live.view();
  const faces = createRunFaces(shown);
  const calm = createCalm(live.view, () => {
    const latest = shown();
    if (latest !== null) store.setState(calm.next(store.getState(), latest));
  });
  // Of the drawing that is shown: which view it was made of, with how many births and drops.
  let drawn: { view: RunView; structure: number; isPaused: boolean } | null = null;
  let drawnIds: string[] | null = null;

  /** Takes over what is shown; the drawing only when nodes came or went. */
  function draw(changed: ReadonlySet<string>): void {
    const now = shown();
    if (now === null) return;
    const { structure } = now;
    const isSame = drawn?.view === now && drawn.structure === structure;
    // Containers show whether the run is paused, which no event of theirs says.
    const isTurned = drawn !== null && drawn.isPaused !== now.run.paused;
    drawn = { view: now, structure, isPaused: now.run.paused };
    const hasSameNodes = isSame || isDrawing(now);
    store.setState({
      ...{ status: "ready", ...calm.next(store.getState(), now), isPast: past !== null },
      ...(hasSameNodes ? {} : { tree: layoutTreeOfRows(now.nodes.values()) }),
    });
    if (!hasSameNodes) drawnIds = [...now.nodes.keys()];
    listeners.notify(isTurned ? new Set([...changed, ...containersOf(now)]) : changed);
  }

  /** Most runs have the same nodes at every moment: what is drawn need not be laid out again. */
  function isDrawing({ nodes }: RunView): boolean {
    if (drawnIds?.length !== nodes.size) return false;
    let at = 0;
    for (const id of nodes.keys()) if (drawnIds[at++] !== id) return false;
    return true;
  }

  function show(moment: RunMoment | null): void {
    const before = shown();
    past = moment?.view ?? null;
    const now = shown();
    draw(before === now ? (moment?.changed ?? new Set()) : idsOf(before, now));
  }

  return {
    store,
    source: {
      get: faces.get,
      state: (id) => shown()?.nodes.get(id)?.state ?? "pending",
      isDimmed: faces.isDimmed,
      subscribe: listeners.subscribe,
      subscribeAll: listeners.subscribeAll,
    },
    node: (id) => shown()?.nodes.get(id),
    nodes: () => shown()?.nodes.values() ?? [],
    view: shown,
    liveView: live.view,
    hear(listener) {
      hearers.add(listener);
      return () => hearers.delete(listener);
    },
    show,
    mark: (marks) => listeners.notify(faces.mark(marks)),
    light: (ids, by = "filter") => listeners.notify(faces.light(ids, by)),
    start: live.start,
    pause() {
      calm.stop();
      live.pause();
    },
    resume() {
      calm.stop();
      live.resume();
    },
    close() {
      calm.stop();
      live.close();
    },
  };
}

function idsOf(...views: (RunView | null)[]): Set<string> {
  return new Set(views.flatMap((view) => [...(view?.nodes.keys() ?? [])]));
}

function containersOf(view: RunView): string[] {
  return [...view.nodes.values()].flatMap(({ id, kind }) => (kind === "task" ? [] : [id]));
}
