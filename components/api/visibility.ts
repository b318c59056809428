/**
 * When a page lets go of its stream, and when it takes it up again. A hidden page keeps it for a minute; any page
 * may lose it to one that is looked at, when a browser has many (stream-place.ts).
 */
import { streamPlace } from "./stream-place";

const HIDDEN_MS = 60_000;
/** Somebody looks at the page. */
const LOOKS = ["focus", "pointerdown", "keydown"] as const;

interface VisibilityListener {
  onSleep: () => void;
  onWake: () => void;
  /** Whether it lets go when it is hidden. @default always */
  maySleep?: () => boolean;
}

/** Calls when the page is to let go of its stream, and when it is seen again after that. Returns the end of it. */
export function watchVisibility({
  onSleep,
  onWake,
  maySleep = () => true,
}: VisibilityListener): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asleep = false;
  const sleep = () => {
    if (asleep) return;
    asleep = true;
    onSleep();
  };
  const place = streamPlace(sleep);
  const wake = () => {
    if (!asleep) return;
    asleep = false;
    void place.take();
    onWake();
  };
  const change = () => {
    clearTimeout(timer);
    if (document.visibilityState !== "hidden") return wake();
    timer = setTimeout(() => {
      if (!maySleep()) return;
      place.leave();
      sleep();
    }, HIDDEN_MS);
  };
  void place.take();
  // A page may be opened in the background.
  change();
  document.addEventListener("visibilitychange", change);
  for (const look of LOOKS) window.addEventListener(look, wake);
  return () => {
    clearTimeout(timer);
    asleep = true;
    place.leave();
    document.removeEventListener("visibilitychange", change);
    for (const look of LOOKS) window.removeEventListener(look, wake);
  };
}
