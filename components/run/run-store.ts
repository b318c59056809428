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
  run: (RunSummary & RunFlags) | null;
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
  /** Dims all but these; `null` dims nothing. */
  light(ids: ReadonlySet<string> | null): void;
  /** Lets go of the stream and remembers where it was. */
  pause(): void;
  resume(): void;
  /** Ends everything. `start` begins anew. */
  close(): void;
  start(): void;
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

export function createRunStore(options: RunStoreOptions): RunStore {
  const { runId, port, schedule, onConnection, retryMs = 2_000 } = options;
  const store = createStore<RunStoreState>(() => ({ status: "loading", run: null, tree: null }));
  const listeners = createListeners();
  const faces = new Map<string, KnownFace>();
  let marks: ReadonlyMap<string, RunMark> | null = null;
  let lit: ReadonlySet<string> | null = null;
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
    faces.clear();
    store.setState({ status: "ready", run: next.run, tree: layoutTreeOfRows(next.nodes.values()) });
    listeners.notify(changed);
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
    const structure = view.structure;
    const changed = applyEvents(view, events);
    const born = view.structure !== structure;
    store.setState({
      run: view.run,
      ...(born ? { tree: layoutTreeOfRows(view.nodes.values()) } : {}),
    });
    listeners.notify(changed);
  }

  function face(id: string): NodeFace | undefined {
    const node = view?.nodes.get(id);
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
    return lit !== null && !lit.has(id);
  }

  /** All whose light changes, and no others: ten thousand nodes do not render for one. */
  function light(next: ReadonlySet<string> | null): void {
    const before = lit;
    lit = next;
    const changed = new Set<string>();
    for (const id of view?.nodes.keys() ?? []) {
      if (isDimmed(id) !== (before !== null && !before.has(id))) changed.add(id);
    }
    if (changed.size > 0) listeners.notify(changed);
  }

  function letGo(): void {
    turn += 1;
    clearTimeout(timer);
    stop?.();
    stop = null;
  }

  return {
    store,
    source: {
      get: face,
      state: (id) => view?.nodes.get(id)?.state ?? "pending",
      isDimmed,
      subscribe: listeners.subscribe,
      subscribeAll: listeners.subscribeAll,
    },
    node: (id) => view?.nodes.get(id),
    nodes: () => view?.nodes.values() ?? [],
    view: () => view,
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
