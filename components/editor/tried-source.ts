/**
 * Faces of a draft with what was tried laid over them: pinned inputs, and the states, times and results of
 * the last run. A face is the same object until one of its parts changes.
 */
import { createListeners } from "@/components/canvas/static-source";
import type { NodeFace, NodeSource } from "@/components/canvas/types";

export interface TriedLayer {
  pins: { readonly [nodeId: string]: unknown };
  /** Faces of the last run; null while they are not shown. */
  run: NodeSource | null;
  /** Whether a node is what it was in that run. */
  isSame: (nodeId: string) => boolean;
  /** Results of the last run in brief, by node. */
  results: ReadonlyMap<string, string>;
}

export interface TriedSource extends NodeSource {
  /** Changes the parts of the layer that are given. */
  setLayer(patch: Partial<TriedLayer>): void;
}

interface Parts {
  draft: NodeFace;
  run: NodeFace | undefined;
  result: string | undefined;
  pinned: boolean;
}

function merge({ draft, run, result, pinned }: Parts): NodeFace {
  const base = pinned ? { ...draft, pinned: true } : draft;
  if (run === undefined) return base;
  const { state, progress, startedAt, finishedAt, attempt } = run;
  const detail = run.detail ?? result;
  return {
    ...base,
    state,
    ...(progress !== undefined && { progress }),
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(attempt !== undefined && { attempt }),
    ...(detail !== undefined && base.kind === "task" && { detail }),
  };
}

const same = (a: Parts, b: Parts) =>
  a.draft === b.draft && a.run === b.run && a.result === b.result && a.pinned === b.pinned;

export function createTriedSource(draft: NodeSource): TriedSource {
  const listeners = createListeners();
  const kept = new Map<string, { parts: Parts; face: NodeFace }>();
  let layer: TriedLayer = { pins: {}, run: null, isSame: () => true, results: new Map() };
  let leaveRun = () => {};
  draft.subscribeAll(listeners.notify);

  const runFace = (id: string) => (layer.isSame(id) ? layer.run?.get(id) : undefined);

  return {
    get(id) {
      const base = draft.get(id);
      if (base === undefined) return undefined;
      const parts: Parts = {
        draft: base,
        run: runFace(id),
        result: layer.run === null ? undefined : layer.results.get(id),
        pinned: layer.pins[id] !== undefined,
      };
      const before = kept.get(id);
      if (before !== undefined && same(before.parts, parts)) return before.face;
      const face = merge(parts);
      kept.set(id, { parts, face });
      return face;
    },
    state: (id) => runFace(id)?.state ?? draft.state(id),
    subscribe: listeners.subscribe,
    subscribeAll: listeners.subscribeAll,
    setLayer(patch) {
      const next = { ...layer, ...patch };
      const changed = new Set([
        ...Object.keys(layer.pins),
        ...Object.keys(next.pins),
        ...layer.results.keys(),
        ...next.results.keys(),
        ...(next.run === layer.run ? [] : kept.keys()),
      ]);
      if (next.run !== layer.run) {
        leaveRun();
        leaveRun = next.run?.subscribeAll(listeners.notify) ?? (() => {});
      }
      layer = next;
      listeners.notify(changed);
    },
  };
}
