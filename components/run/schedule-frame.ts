/** A page in the background draws no frames, and its title and its word at the end are wanted there most. */
const BACKGROUND_MS = 500;

/** Calls before the next frame is drawn, or after a while where none is drawn. */
export function scheduleFrame(flush: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    flush();
  };
  const timer = setTimeout(once, BACKGROUND_MS);
  const frame = requestAnimationFrame(once);
}
