import { useSyncExternalStore } from "react";

/** One clock for all that counts: a tick each second, only while somebody looks. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function tick() {
  now = Date.now();
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(tick, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The moment at which all clocks stand still, while one that is over is shown. */
let stopped: number | null = null;

/** Lets everything that counts stand at a moment of the past; `null` lets it go on. */
export function stopClocks(at: number | null): void {
  stopped = at;
  for (const listener of [...listeners]) listener();
}

function counted(): number {
  return stopped ?? current();
}

function current(): number {
  if (now === 0) now = Date.now();
  return now;
}

const never = () => () => {};

/** The present moment, to the second, while `counting`; 0 on the server. */
export function useNow(counting: boolean): number {
  return useSyncExternalStore(counting ? subscribe : never, counting ? counted : current, () => 0);
}
