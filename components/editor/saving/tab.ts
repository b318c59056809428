/** Which tab this is, over its reloads, and which other tabs are still there. */
import { createId } from "../create-id";

const KEY = "espalier.tab";
const lockOf = (tab: string) => `espalier.tab.${tab}`;

let current: Promise<string> | undefined;

/** Holds a lock as long as the page lives; false when another tab has it. */
function hold(tab: string): Promise<boolean> {
  // Browsers have locks on secure addresses only. Without them each tab takes only what is its own.
  const { locks } = navigator as { locks?: LockManager };
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    void locks.request(lockOf(tab), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => {});
    });
  });
}

async function claim(): Promise<string> {
  const stored = sessionStorage.getItem(KEY);
  // A tab that was duplicated has the storage of the other one, which is still there.
  if (stored !== null && (await hold(stored))) return stored;
  const tab = createId();
  sessionStorage.setItem(KEY, tab);
  await hold(tab);
  return tab;
}

/** The same over reloads of this tab, and another's never. */
export function thisTab(): Promise<string> {
  current ??= claim();
  return current;
}

/** True when that tab is gone: from now on what it left belongs to this one. */
export async function takeOver(tab: string): Promise<boolean> {
  if ((navigator as { locks?: LockManager }).locks === undefined) return false;
  return hold(tab);
}
