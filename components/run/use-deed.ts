import { useState } from "react";

/** Runs one deed at a time: a second click while the first is under way does nothing. */
export function useDeed(): [busy: boolean, start: (deed: () => Promise<unknown>) => void] {
  const [busy, setBusy] = useState(false);
  const start = (deed: () => Promise<unknown>) => {
    setBusy(true);
    void deed().finally(() => setBusy(false));
  };
  return [busy, start];
}
