/** A hidden page keeps its stream for a minute, then lets go of it; it takes it up again when it is seen. */
const HIDDEN_MS = 60_000;

interface VisibilityListener {
  onSleep: () => void;
  onWake: () => void;
}

/** Calls when the page was hidden for a minute, and when it is seen again after that. Returns the end of it. */
export function watchVisibility({ onSleep, onWake }: VisibilityListener): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asleep = false;
  const change = () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") {
      timer = setTimeout(() => {
        asleep = true;
        onSleep();
      }, HIDDEN_MS);
    } else if (asleep) {
      asleep = false;
      onWake();
    }
  };
  document.addEventListener("visibilitychange", change);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", change);
  };
}
