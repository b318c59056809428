/** A source of faces that are replaced as a whole: for documents. */
import type { FaceState, NodeFace, NodeSource } from "./types";

export interface StaticSource extends NodeSource {
  /** Tells those whose face is another object than before. Keep the objects of what did not change. */
  replace(faces: ReadonlyMap<string, NodeFace>): void;
}

export function createStaticSource(
  initial: ReadonlyMap<string, NodeFace> = new Map(),
): StaticSource {
  let faces = initial;
  const listeners = createListeners();
  return {
    get: (id) => faces.get(id),
    state: (id): FaceState => faces.get(id)?.state ?? "draft",
    subscribe: listeners.subscribe,
    subscribeAll: listeners.subscribeAll,
    replace(next) {
      const before = faces;
      faces = next;
      const changed = new Set<string>();
      for (const [id, face] of next) if (before.get(id) !== face) changed.add(id);
      for (const id of before.keys()) if (!next.has(id)) changed.add(id);
      listeners.notify(changed);
    },
  };
}

/** Listeners by node and for all; shared by every source. */
export function createListeners() {
  const byId = new Map<string, Set<() => void>>();
  const all = new Set<(changed: ReadonlySet<string>) => void>();
  return {
    subscribe(id: string, listener: () => void): () => void {
      const listeners = byId.get(id) ?? new Set();
      byId.set(id, listeners);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && byId.get(id) === listeners) byId.delete(id);
      };
    },
    subscribeAll(listener: (changed: ReadonlySet<string>) => void): () => void {
      all.add(listener);
      return () => all.delete(listener);
    },
    notify(changed: ReadonlySet<string>): void {
      if (changed.size === 0) return;
      // Few nodes are mounted, many may have changed: walk the shorter list.
      if (changed.size < byId.size) {
        for (const id of changed) for (const listener of byId.get(id) ?? []) listener();
      } else {
        for (const [id, listeners] of byId)
          if (changed.has(id)) for (const listener of [...listeners]) listener();
      }
      for (const listener of [...all]) listener(changed);
    },
  };
}
