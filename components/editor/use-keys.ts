"use client";
import { useEffect, type KeyboardEvent } from "react";
import type { Verb } from "@/core/edits/place";
import { aimAt, duplicateSelected, removeSelected } from "./placing";
import { globalAction, nodeAction, type EditorAction } from "./shortcuts";
import type { EditorShared } from "./use-editor";

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

/** A button of the page's own: Enter presses it. Nodes are buttons by role only. */
function isButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button, a") !== null;
}

function showSelected({ store, focus }: EditorShared): void {
  focus.node(store.getState().selection.at(-1) ?? null);
}

function insertAt(shared: EditorShared, verb: Verb): void {
  const { store, focus } = shared;
  const { selection, document } = store.getState();
  const nodeId = selection.at(-1) ?? document.rootId;
  if (aimAt(store, nodeId === null ? { verb: "first" } : { verb, nodeId })) focus.palette();
}

function perform(action: EditorAction, shared: EditorShared): void {
  const { store, focus } = shared;
  switch (action.type) {
    case "insert":
      return insertAt(shared, action.verb);
    case "search":
      return focus.palette();
    case "edit":
      return focus.inspector();
    case "rename":
      return focus.name();
    case "remove":
      if (removeSelected(store)) showSelected(shared);
      return;
    case "duplicate":
      if (duplicateSelected(store)) showSelected(shared);
      return;
    case "escape":
      store.getState().aim(null);
      return store.getState().select([]);
    case "undo":
      return store.getState().undo();
    case "redo":
      return store.getState().redo();
    case "run":
      return;
  }
}

/** The keys that count on canvas and outline. Those taken are prevented. */
export function useNodeKeys(shared: EditorShared) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || isTyping(event.target)) return;
    const action = nodeAction(event);
    if (action === null || (action.type === "edit" && isButton(event.target))) return;
    event.preventDefault();
    perform(action, shared);
  };
}

/** The keys that count anywhere on the page, in fields too: there is one undo for drawing and typing. */
export function useGlobalKeys(shared: EditorShared, onRun: () => void): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const action = globalAction(event);
      if (action === null || event.defaultPrevented) return;
      const isSearch = event.target instanceof HTMLInputElement && event.target.type === "search";
      if (isSearch && action.type !== "run" && event.target.value !== "") return;
      event.preventDefault();
      if (action.type === "run") onRun();
      else {
        perform(action, shared);
        // In a field the typing goes on where it was; elsewhere the keys act on what is selected.
        if (event.target !== null && !isTyping(event.target)) showSelected(shared);
      }
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [shared, onRun]);
}
