"use client";
import { createContext, useContext, useMemo } from "react";
import { useStore } from "zustand";
import type { CanvasHandle } from "@/components/canvas/types";
import type { EditorState, EditorStore } from "./editor-store";
import type { TrialStore } from "./trial-store";

/** Where the focus can be sent to. */
export interface EditorFocus {
  /** The palette's search field, aimed or not. */
  palette(): void;
  /** The first field of the inspector. */
  inspector(): void;
  /** The field with the node's label or name. */
  name(): void;
  /** The inspector's field of this parameter or setting; null: the first one. */
  field(name: string | null): void;
  /** A node, in the outline when the focus is there, otherwise on the canvas. */
  node(id: string | null): void;
  /** A node that was added just now: shows all of a small drawing. */
  added(id: string | null): void;
  /** Whether the focus is in the outline. */
  isInOutline(): boolean;
}

/** How the drawing is looked at. */
export interface EditorView {
  /** What is drawn and where; null while nothing is. */
  canvas(): CanvasHandle | null;
  fit(): void;
  /** Shows everything once what was asked for is laid out. */
  fitAfterDrawing(): void;
  /** The first of these that is drawn stays where it is on the screen over the next change. */
  hold(ids: readonly string[]): void;
  /** Brings a node into view; the focus stays where it is. */
  reveal(id: string): void;
}

export interface EditorShared {
  store: EditorStore;
  /** What was tried with the draft: tests and the last run. */
  trials: TrialStore;
  focus: EditorFocus;
  view: EditorView;
  /** Runs the workflow, or notes why it cannot run. */
  run(): void;
  /** Puts what the editor was opened with in place of the draft; can be undone. */
  startOver(): void;
}

export const EditorContext = createContext<EditorShared | null>(null);

/** The editor around this component. */
export function useEditorShared(): EditorShared {
  const shared = useContext(EditorContext);
  if (shared === null) throw new Error("There is no editor around this component");
  return shared;
}

/** A part of the editor's state. `select` must give the same object while nothing in it changed. */
export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorShared().store, select);
}

/** The editor's actions; they never change. */
export function useEditorStore(): EditorStore {
  return useEditorShared().store;
}

/** The store as long as it has this node, then as it was last. */
function storeWith(store: EditorStore, nodeId: string): EditorStore {
  let last = store.getState();
  const getState = () => {
    const now = store.getState();
    if (now.document.nodes[nodeId] !== undefined) last = now;
    return last;
  };
  return { ...store, getState };
}

/**
 * The editor as long as it has this node, then as it was last: fields of a node that has gone stand still
 * until there is time to take them away, and never ask for what is not there.
 */
export function useEditorWith(nodeId: string): EditorShared {
  const shared = useEditorShared();
  return useMemo(() => ({ ...shared, store: storeWith(shared.store, nodeId) }), [shared, nodeId]);
}
