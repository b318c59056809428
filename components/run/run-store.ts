/**
 * One run as it is, outside of React: a snapshot, then every event since, folded by the code that the
 * server folds with. Events are gathered and folded once for each frame; whoever draws hears which nodes
 * changed, and lays out again only when nodes were born or dropped.
 */
import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { Connection } from "@/components/api/connection";
import { faceOfView } from "@/components/canvas/faces";
import { createListeners } from "@/components/canvas/static-source";
import type { NodeFace, NodeSource } from "@/components/canvas/types";
import type { RunEvent, RunEventBatch, RunFlags } from "@/core/events";
import { layoutTreeOfRows } from "@/core/layout/tree";
import type { LayoutTree } from "@/core/layout/tree";
import { applyEvents, viewFromSnapshot } from "@/core/run-view";
import type { RunView } from "@/core/run-view";
import type { NodeView, RunSummary } from "@/core/snapshot";
import { isMissing } from "./run-port";
import type { RunPort } from "./run-port";

export type RunMark = NonNullable<NodeFace["mark"]>;

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

/** Who dims what others do not look for. */
export type Lighter = "filter" | "path";

/** A moment of the run that is over. */
export interface RunMoment {
  view: RunView;
  /** What looks different from what was shown before, when that was a moment of the same view. */
  changed: ReadonlySet<string>;
}

/** A face with what it was made of. */
interface KnownFace {
  view: NodeView;
  mark: RunMark | undefined;
  dimmed: boolean;
  face: NodeFace;
}

export interface RunStoreOptions {
  runId: string;
  port: RunPort;
  /** Calls once before the next frame is drawn. */
  schedule: (flush: () => void) => void;
  onConnection: (state: Connection) => void;
  /** How long to wait before a snapshot is asked for again. */
  retryMs?: number;
}

/** Numbers that change more often cannot be read. */
const TELL_EVERY_MS = 100;

export function createRunStore(options: RunStoreOptions): RunStore {
  const { runId, port, schedule, onConnection, retryMs = 2_000 } = options;
  const store = createStore<RunStoreState>(() => ({
    ...{ status: "loading", run: null, live: null, isPast: false, tree: null },
  }));
  const listeners = createListeners();
  const faces = new Map<string, KnownFace>();
  let marks: ReadonlyMap<string, RunMark> | null = null;
  const lights = new Map<Lighter, ReadonlySet<string>>();
  const hearers = new Set<(events: readonly RunEvent[]) => void>();
  let view: RunView | null = null;
  let past: RunView | null = null;
  // Of the drawing that is shown: which view it was made of, with how many births and drops.
  let drawn: { view: RunView; structure: number } | null = null;
  let drawnIds: string[] | null = null;
  let queue: RunEvent[] = [];
  let flushing = false;
  let stop: (() => void) | null = null;
  // Answers that come after a close or a newer load belong to nobody.
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let telling: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const mine = ++turn;
    stop?.();
    stop = null;
    try {
      const snapshot = await port.snapshot(runId);
      if (mine !== turn) return;
      adopt(viewFromSnapshot(snapshot));
      follow(snapshot.cursor);
    } catch (error) {
      if (mine !== turn) return;
      failed(error);
    }
  }

  function failed(error: unknown): void {
    if (isMissing(error)) {
      store.setState({ status: "missing" });
      onConnection("none");
      return;
    }
    onConnection("reconnecting");
    if (view === null) store.setState({ status: "unreachable" });
    timer = setTimeout(() => void load(), retryMs);
  }

  function adopt(next: RunView): void {
    const changed = new Set(view?.nodes.keys());
    for (const id of next.nodes.keys()) changed.add(id);
    view = next;
    queue = [];
    if (past === null) faces.clear();
    draw(changed);
    // What came between is not told one by one: who keeps all events has to ask for them.
    for (const hear of hearers) hear([]);
  }

  const shown = () => past ?? view;

  /**
   * The header, the tab and the commands read the run: what only counts up is told them so often as words
   * can be read, not at each frame; what it is, at once.
   */
  function calm(now: RunView): Pick<RunStoreState, "run" | "live"> {
    const before = store.getState();
    const live = view?.run ?? null;
    const isSoon = performance.now() - toldAt < TELL_EVERY_MS;
    if (isSoon && standsAs(before.run, now.run) && standsAs(before.live, live)) {
      telling ??= setTimeout(() => {
        telling = undefined;
        const latest = shown();
        if (latest !== null) store.setState(calm(latest));
      }, TELL_EVERY_MS);
      return { run: before.run, live: before.live };
    }
    toldAt = performance.now();
    return { run: now.run, live };
  }

  /** Takes over what is shown; the drawing only when nodes came or went. */
  function draw(changed: ReadonlySet<string>): void {
    const now = shown();
    if (now === null) return;
    const { structure } = now;
    const isSame = drawn?.view === now && drawn.structure === structure;
    if (!isSame) drawn = { view: now, structure };
    const hasSameNodes = isSame || isDrawing(now);
    store.setState({
      ...{ status: "ready", ...calm(now), isPast: past !== null },
      ...(hasSameNodes ? {} : { tree: layoutTreeOfRows(now.nodes.values()) }),
    });
    if (!hasSameNodes) drawnIds = [...now.nodes.keys()];
    listeners.notify(changed);
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
    if (before === now) {
      draw(moment?.changed ?? new Set());
      return;
    }
    draw(new Set([...(before?.nodes.keys() ?? []), ...(now?.nodes.keys() ?? [])]));
  }

  function follow(cursor: string): void {
    stop = port.follow(runId, cursor, {
      onBatch: receive,
      onConnection,
      onRefused: failed,
    });
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

  /** Numbers follow each other; what was lost on the way, whoever lost it, is in a new snapshot. */
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
    const changed = applyEvents(view, events);
    if (past === null) draw(changed);
    else store.setState(calm(past));
    for (const hear of hearers) hear(events);
  }

  function face(id: string): NodeFace | undefined {
    const node = shown()?.nodes.get(id);
    if (node === undefined) return undefined;
    const mark = marks?.get(id);
    const dimmed = isDimmed(id);
    const known = faces.get(id);
    if (known?.view === node && known.mark === mark && known.dimmed === dimmed) return known.face;
    const made: NodeFace = {
      ...faceOfView(node),
      ...(mark === undefined ? {} : { mark }),
      ...(dimmed ? { dimmed } : {}),
    };
    faces.set(id, { view: node, mark, dimmed, face: made });
    return made;
  }

  function isDimmed(id: string): boolean {
    for (const lit of lights.values()) if (!lit.has(id)) return true;
    return false;
  }

  /** All whose light changes, and no others: ten thousand nodes do not render for one. */
  function light(next: ReadonlySet<string> | null, by: Lighter = "filter"): void {
    const ids = [...(shown()?.nodes.keys() ?? [])];
    const before = ids.map(isDimmed);
    if (next === null) lights.delete(by);
    else lights.set(by, next);
    const changed = new Set(ids.filter((id, at) => isDimmed(id) !== before[at]));
    if (changed.size > 0) listeners.notify(changed);
  }

  function letGo(): void {
    turn += 1;
    clearTimeout(timer);
    clearTimeout(telling);
    telling = undefined;
    stop?.();
    stop = null;
  }

  return {
    store,
    source: {
      get: face,
      state: (id) => shown()?.nodes.get(id)?.state ?? "pending",
      isDimmed,
      subscribe: listeners.subscribe,
      subscribeAll: listeners.subscribeAll,
    },
    node: (id) => shown()?.nodes.get(id),
    nodes: () => shown()?.nodes.values() ?? [],
    view: shown,
    liveView: () => view,
    hear(listener) {
      hearers.add(listener);
      return () => hearers.delete(listener);
    },
    show,
    mark(next) {
      const changed = new Set([...(marks?.keys() ?? []), ...(next?.keys() ?? [])]);
      marks = next;
      listeners.notify(changed);
    },
    light,
    pause() {
      letGo();
      onConnection("asleep");
    },
    resume() {
      letGo();
      flush();
      if (view === null) void load();
      else follow(`${view.gen}:${view.seq}`);
    },
    start: () => void load(),
    close() {
      letGo();
      onConnection("none");
    },
  };
}

type Run = RunStoreState["run"];

/** True when two say the same but for times and counts. */
function standsAs(a: Run, b: Run): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.runId === b.runId &&
    a.state === b.state &&
    a.settled === b.settled &&
    a.paused === b.paused &&
    a.revoked === b.revoked &&
    a.startedAt === b.startedAt &&
    a.finishedAt === b.finishedAt
  );
}
