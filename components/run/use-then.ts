import type { NodeView } from "@/core/snapshot";
import type { RunView } from "@/core/run-view";
import { useRunStore } from "./context";
import { usePastState } from "./timeline/context";

/** A moment of the run that is over. */
export interface Then {
  /** Milliseconds since 1970, by Redis' clock. */
  at: number;
  /** The run as it was, and as it is now. */
  past: RunView;
  live: RunView;
  /** A node as it is now; undefined for one that was dropped since. */
  now: (id: string) => NodeView | undefined;
}

/** The moment that is looked at; `null` while it is now. */
export function useThen(): Then | null {
  const run = useRunStore();
  const at = usePastState(({ moment }) => moment?.at ?? null);
  const [past, live] = [run.view(), run.liveView()];
  if (at === null || past === null || live === null) return null;
  return { at, past, live, now: (id) => live.nodes.get(id) };
}
