/** Doors for handlers of tests: one that waits at a gate goes on when the test opens it. */

export interface Gate {
  /** Resolves when the test opens it. */
  opened: Promise<void>;
  open(): void;
  /** Called by the handler that stands before it. */
  arrive(): void;
  /** Resolves when that many have arrived, since the first. */
  arrivals(count: number): Promise<void>;
}

function createGate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const waiting = new Set<() => void>();
  let arrived = 0;
  return {
    opened,
    open: () => open(),
    arrive() {
      arrived += 1;
      for (const look of waiting) look();
    },
    arrivals: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (arrived >= count) resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

const gates = new Map<string, Gate>();

/** The gate of that name; `place` keeps tests of one process apart. */
export function gateOf(place: string, name: string): Gate {
  const key = `${place} ${name}`;
  const known = gates.get(key);
  if (known) return known;
  const gate = createGate();
  gates.set(key, gate);
  return gate;
}

/** Opens all gates of a place, so that no handler waits for ever, and forgets them. */
export function clearGates(place: string): void {
  for (const [key, gate] of gates) {
    if (!key.startsWith(`${place} `)) continue;
    gate.open();
    gates.delete(key);
  }
}
