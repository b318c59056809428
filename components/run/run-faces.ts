/** What each node of a run shows: its view, what a retry would do to it, whether a filter looks for others. */
import { faceOfView } from "@/components/canvas/faces";
import type { NodeFace } from "@/components/canvas/types";
import type { RunView } from "@/core/run-view";
import type { NodeView } from "@/core/snapshot";

export type RunMark = NonNullable<NodeFace["mark"]>;

/** Who dims what others do not look for. */
export type Lighter = "filter" | "path";

/** A face with what it was made of. */
interface KnownFace {
  view: NodeView;
  mark: RunMark | undefined;
  dimmed: boolean;
  held: boolean;
  face: NodeFace;
}

export interface RunFaces {
  /** The same object until it changed. */
  get(id: string): NodeFace | undefined;
  isDimmed(id: string): boolean;
  /** Answers the nodes that look different. */
  mark(next: ReadonlyMap<string, RunMark> | null): ReadonlySet<string>;
  /** The same. Dims all but these; `null` dims nothing. */
  light(next: ReadonlySet<string> | null, by: Lighter): ReadonlySet<string>;
  /** All views are others than before. */
  forget(): void;
}

/** The faces of what `shown` answers. */
export function createRunFaces(shown: () => RunView | null): RunFaces {
  const faces = new Map<string, KnownFace>();
  const lights = new Map<Lighter, ReadonlySet<string>>();
  let marks: ReadonlyMap<string, RunMark> | null = null;

  function isDimmed(id: string): boolean {
    for (const lit of lights.values()) if (!lit.has(id)) return true;
    return false;
  }

  function get(id: string): NodeFace | undefined {
    const now = shown();
    const view = now?.nodes.get(id);
    if (now === null || view === undefined) return undefined;
    const mark = marks?.get(id);
    const dimmed = isDimmed(id);
    const held = now.run.paused;
    const known = faces.get(id);
    const isSame =
      known?.view === view && known.mark === mark && known.dimmed === dimmed && known.held === held;
    if (isSame) return known.face;
    const face: NodeFace = {
      ...faceOfView(view, held),
      ...(mark === undefined ? {} : { mark }),
      ...(dimmed ? { dimmed } : {}),
    };
    faces.set(id, { view, mark, dimmed, held, face });
    return face;
  }

  return {
    get,
    isDimmed,
    mark(next) {
      const changed = new Set([...(marks?.keys() ?? []), ...(next?.keys() ?? [])]);
      marks = next;
      return changed;
    },
    light(next, by) {
      const ids = [...(shown()?.nodes.keys() ?? [])];
      const before = ids.map(isDimmed);
      if (next === null) lights.delete(by);
      else lights.set(by, next);
      return new Set(ids.filter((id, at) => isDimmed(id) !== before[at]));
    },
    forget: () => faces.clear(),
  };
}
