import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { toast } from "sonner";
import { useRunState } from "./context";
import { runEndWords } from "./run-words";

const KEY = "espalier.notice-at-end";
const listeners = new Set<() => void>();

/** A person has asked for it, and the browser allows it. */
export function wantsNotice(): boolean {
  return (
    typeof Notification !== "undefined" &&
    Notification.permission === "granted" &&
    localStorage.getItem(KEY) === "yes"
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function choose(wanted: boolean): void {
  localStorage.setItem(KEY, wanted ? "yes" : "no");
  for (const listener of listeners) listener();
}

async function ask(): Promise<void> {
  if (typeof Notification === "undefined") {
    toast.error("This browser has no notifications, or this page is not served safely (HTTPS).");
    return;
  }
  if ((await Notification.requestPermission()) !== "granted") {
    toast.error("The browser does not allow notifications from this page", {
      description: "Allow them beside the address, then try again.",
    });
    return;
  }
  choose(true);
  toast.success("You will be told when a run you have open ends");
}

/** Whether the end of runs is told by the browser, and how to change that. */
export function useNoticeChoice(): [boolean, () => void] {
  const wanted = useSyncExternalStore(subscribe, wantsNotice, () => false);
  const toggle = useCallback(() => {
    if (wantsNotice()) choose(false);
    else void ask();
  }, []);
  return [wanted, toggle];
}

/** Tells the end of the run to a person who asked for it and looks elsewhere. */
export function useEndNotice(runId: string): void {
  const run = useRunState((state) => state.live);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (run === null) return;
    const hasEnded = run.settled && wasOpen.current;
    wasOpen.current = !run.settled;
    if (!hasEnded || !wantsNotice() || document.hasFocus()) return;
    const notice = new Notification(run.name, { body: runEndWords(run), tag: `run-${runId}` });
    notice.addEventListener("click", () => {
      window.focus();
      notice.close();
    });
  }, [run, runId]);
}
