/** How the person at this browser calls themselves; stands at the revisions that they save. */
import { useSyncExternalStore } from "react";

const KEY = "espalier.author";
const listeners = new Set<() => void>();

export function authorName(): string {
  return typeof localStorage === "undefined" ? "" : (localStorage.getItem(KEY) ?? "");
}

export function setAuthorName(name: string): void {
  localStorage.setItem(KEY, name.slice(0, 80));
  for (const listener of listeners) listener();
}

export function useAuthorName(): string {
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    window.addEventListener("storage", listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener("storage", listener);
    };
  };
  return useSyncExternalStore(subscribe, authorName, () => "");
}
