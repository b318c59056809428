"use client";
import { useEffect, type KeyboardEvent } from "react";
import { ACTIONS, showSelected } from "./actions";
import { hasSingleKeys } from "./key-settings";
import { dropMoving, stepSlot, type SlotStep } from "./moving";
import { globalAction, keyOf, nodeAction } from "./shortcuts";
import type { EditorShared } from "./use-editor";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

/** A button of the page's own: Enter presses it. Nodes are buttons by role only. */
function isButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button, a") !== null;
}

function isInDialog(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
}

/** A node that has the focus and nothing else is selected: what a key does is meant for it. */
function selectFocused({ store }: EditorShared, target: EventTarget): void {
  const { selection, document, select } = store.getState();
  if (selection.length > 0 || !(target instanceof Element)) return;
  const id = target.closest("[data-node-id]")?.getAttribute("data-node-id") ?? "";
  if (document.nodes[id] !== undefined) select([id]);
}

/** The keys that count on canvas and outline. Those taken are prevented. */
export function useNodeKeys(shared: EditorShared) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || isTyping(event.target)) return;
    const action = nodeAction(event, hasSingleKeys());
    if (action === null || (action === "edit" && isButton(event.target))) return;
    // It closes the sheet that the outline is in; what is selected there stays so.
    if (action === "escape" && isInDialog(event.target)) return;
    event.preventDefault();
    if (action !== "escape") selectFocused(shared, event.target);
    ACTIONS[action](shared, event.key);
  };
}

const SLOT_STEPS: { [key: string]: SlotStep } = {
  ArrowDown: "next",
  ArrowUp: "previous",
  ArrowRight: "nextNode",
  ArrowLeft: "previousNode",
  Home: "first",
  End: "last",
};

/** While nodes are moved no key does anything else, wherever the focus is. */
function moveKey(event: globalThis.KeyboardEvent, shared: EditorShared): boolean {
  const { store } = shared;
  const { moving, setMoving } = store.getState();
  if (moving === null) return false;
  const step = SLOT_STEPS[event.key];
  if (event.key === "Escape") setMoving(null);
  else if (moving.by === "pointer") return false;
  else if (step !== undefined) stepSlot(store, step);
  else if (event.key === "Enter" && !isButton(event.target ?? window)) dropMoving(store);
  else if (event.key === "Tab" || isButton(event.target ?? window)) return false;
  event.preventDefault();
  event.stopPropagation();
  const { slot } = store.getState().moving ?? {};
  if (slot === undefined || slot === null) showSelected(shared);
  else shared.view.reveal(slot.nodeId);
  return true;
}

/** Escape in a field of the inspector. A sheet closes by that key; a list that is open takes it for itself. */
function leavesField({ key, target }: globalThis.KeyboardEvent): boolean {
  return (
    key === "Escape" &&
    target instanceof Element &&
    target.closest("[data-inspector]") !== null &&
    target.closest('[role="dialog"]') === null &&
    target.getAttribute("aria-expanded") !== "true"
  );
}

/**
 * The keys that count anywhere on the page, in fields too: there is one undo for drawing and typing. While
 * nothing has the focus the keys of the canvas count as well: one may begin to draw without the Tab key.
 */
export function useGlobalKeys(shared: EditorShared): void {
  useEffect(() => {
    const onMoveKey = (event: globalThis.KeyboardEvent) => void moveKey(event, shared);
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (leavesField(event)) {
        event.preventDefault();
        return showSelected(shared);
      }
      const isFree = event.target === document.body && shared.store.getState().dialog === null;
      const action = globalAction(event) ?? (isFree ? nodeAction(event, hasSingleKeys()) : null);
      if (action === null) return;
      const isSearch = event.target instanceof HTMLInputElement && event.target.type === "search";
      if (isSearch && action !== "run" && event.target.value !== "") return;
      event.preventDefault();
      ACTIONS[action](shared, keyOf(event));
      // In a field the typing goes on where it was; elsewhere the keys act on what is selected.
      const isTravel = action === "undo" || action === "redo";
      if (isTravel && !isTyping(event.target)) showSelected(shared);
    };
    // Before canvas and outline, which have keys of their own.
    window.addEventListener("keydown", onMoveKey, true);
    window.addEventListener("keydown", listen);
    return () => {
      window.removeEventListener("keydown", onMoveKey, true);
      window.removeEventListener("keydown", listen);
    };
  }, [shared]);
}
