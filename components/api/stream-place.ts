/**
 * Over HTTP/1.1 a browser has six connections to a server, for all its tabs together, and a stream keeps one.
 * So at most four pages hold a stream, and others can be loaded: a page that is looked at takes the place of
 * another, which sleeps until somebody looks at it again.
 */
const PLACES = [1, 2, 3, 4].map((place) => `espalier-stream-${place}`);

export interface StreamPlace {
  /** Takes a free place, or that of another page. */
  take(): Promise<void>;
  leave(): void;
}

/** @param onTaken another page has the place now */
export function streamPlace(onTaken: () => void): StreamPlace {
  // Only where pages come by HTTPS or from this machine. Elsewhere nobody counts.
  const locks = (navigator as { locks?: LockManager }).locks;
  let release: (() => void) | undefined;
  let isWanted = false;

  function hold(name: string, options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      const holding = locks?.request(name, options, (lock) => {
        resolve(lock !== null);
        // The page may have left while it asked.
        if (lock === null || !isWanted) return undefined;
        return new Promise<void>((done) => {
          release = done;
        });
      });
      // It fails when the place is taken from this page.
      holding?.catch(() => {
        release = undefined;
        onTaken();
      });
    });
  }

  return {
    async take() {
      isWanted = true;
      if (!locks || release) return;
      for (const name of PLACES) if (await hold(name, { ifAvailable: true })) return;
      const name = PLACES[Math.floor(Math.random() * PLACES.length)] ?? "";
      await hold(name, { steal: true });
    },
    leave() {
      isWanted = false;
      release?.();
      release = undefined;
    },
  };
}
