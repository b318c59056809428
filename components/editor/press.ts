/** A press of the mouse that becomes a drag once it moves; a press that does not stays a click. */
import type { PointerEvent } from "react";
import { pointer } from "./pointer";

/** A press that moves less is a click. */
export const THRESHOLD_PX = 5;

export interface PressHandlers {
  /** The press has become a drag; false gives it up. */
  start: () => boolean;
  /** The pointer is elsewhere; where, says `pointer`. */
  move: () => void;
  /** It was let go. */
  drop: () => void;
  /** Esc, or the system took the pointer away. */
  cancel: () => void;
}

/** The click that follows a drag would press what the drag began on. */
function takeNextClick(): void {
  const take = (event: Event) => event.stopPropagation();
  window.addEventListener("click", take, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", take, { capture: true }));
}

/** Follows the pointer from here until it is let go. Touch scrolls instead. */
export function followPress(event: PointerEvent, handlers: PressHandlers): void {
  if (event.button !== 0 || event.pointerType === "touch") return;
  const from = { x: event.clientX, y: event.clientY };
  let isDragging = false;
  const listening = new AbortController();
  const { signal } = listening;
  const end = (then: (() => void) | null) => {
    listening.abort();
    if (isDragging) takeNextClick();
    if (isDragging && then !== null) then();
  };
  const move = ({ clientX: x, clientY: y }: globalThis.PointerEvent) => {
    pointer.setState({ x, y });
    if (!isDragging) {
      if (Math.hypot(x - from.x, y - from.y) < THRESHOLD_PX) return;
      if (!handlers.start()) return listening.abort();
      isDragging = true;
    }
    handlers.move();
  };
  const onKey = (key: KeyboardEvent) => {
    if (key.key !== "Escape" || !isDragging) return;
    key.preventDefault();
    key.stopPropagation();
    end(handlers.cancel);
  };
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener("pointerup", () => end(handlers.drop), { signal });
  window.addEventListener("pointercancel", () => end(handlers.cancel), { signal });
  window.addEventListener("keydown", onKey, { signal, capture: true });
}

/** Whether the pointer is over the drawing, or where it will be. */
export function isOverDrawing(): boolean {
  const { x, y } = pointer.getState();
  return document.elementFromPoint(x, y)?.closest("[data-drawing]") != null;
}
