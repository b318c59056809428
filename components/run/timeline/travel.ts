/** Going through the moments of a run. */
import type { Moment, PastStore } from "./past-store";

/** Looks at a moment in time; nothing while the events are not there. */
export function lookAt(past: PastStore, at: number): void {
  const history = past.history();
  if (history !== null) past.look({ at, index: history.indexAt(at) });
}

/** One event on or back. On from the last one is now. */
export function stepEvent(past: PastStore, by: 1 | -1): void {
  const history = past.history();
  if (history === null) return;
  const { moment } = past.store.getState();
  const index = (moment?.index ?? history.length) + by;
  if (index > history.length || (moment === null && by === 1)) past.look(null);
  else if (index >= 0) past.look(momentOf(past, index));
}

/** On or back by a share of the length of the run. */
export function stepShare(past: PastStore, share: number): void {
  const history = past.history();
  if (history === null) return;
  const [from, to] = [history.timeAt(1) ?? 0, history.timeAt(history.length) ?? 0];
  const at = (past.store.getState().moment?.at ?? to) + (to - from) * share;
  if (at >= to) past.look(null);
  else lookAt(past, Math.max(from, at));
}

/** The moment right after so many events. */
export function momentOf(past: PastStore, index: number): Moment {
  const at = past.history()?.timeAt(Math.max(index, 1)) ?? 0;
  return { at, index };
}

/** Does something once all events are there; reads them when they are not. */
export function oncePast(past: PastStore, deed: () => void): void {
  if (past.store.getState().status === "ready") {
    deed();
    return;
  }
  const stop = past.store.subscribe(({ status }) => {
    if (status === "loading") return;
    stop();
    if (status === "ready") deed();
  });
  past.open();
}
