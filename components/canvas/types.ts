import type { ReactNode } from "react";
import type { Folds, Layout, LayoutBox } from "@/core/layout/types";
import type { LayoutTree } from "@/core/layout/tree";
import type { NodeKind } from "@/core/node";
import type { StepState } from "@/core/states";

/** A state of a step or container, or `draft` in a document that does not run. */
export type FaceState = StepState | "draft";

/** What one node shows. The same object until something in it changes. */
export interface NodeFace {
  kind: NodeKind;
  /** Label or name; of a task without label its own name without namespace. */
  title: string;
  /** Shown dimmed before the title: `math.` */
  namespace?: string;
  state: FaceState;
  /** Second line of a task: label of its state, telling argument ... */
  detail?: string;
  /** Asked to stop, not stopped yet. */
  revoking?: boolean;
  /** A container that failed or was revoked before all in it has ended. */
  unsettled?: boolean;
  /** A container of a paused run that nothing goes on in. */
  held?: boolean;
  /** Ring of a running task; steps of a container. */
  progress?: { completed: number; total: number };
  /** Milliseconds since 1970: a running node counts from here. */
  startedAt?: number;
  finishedAt?: number;
  /** Shown when above 1. */
  attempt?: number;
  optional?: boolean;
  /** What a person noted on it. */
  note?: string;
  /** It has an input of its own for tests. */
  pinned?: boolean;
  problems?: { severity: "error" | "warning"; text: string };
  /** What a retry, marking it as succeeded or a revoke would do to it. */
  mark?: "willRun" | "kept" | "succeeds" | "willStop" | "willSkip";
  /** A filter looks for others. */
  dimmed?: boolean;
}

/** Where nodes read what they show. A canvas never re-renders for a change of one node: that node does. */
export interface NodeSource {
  /** The same object until it changed. `undefined` for a node that is not there. */
  get(id: string): NodeFace | undefined;
  /** State alone, cheap enough to be asked for ten thousand cells. */
  state(id: string): FaceState;
  /** A filter looks for others. Absent where there is none. */
  isDimmed?(id: string): boolean;
  /** Calls after `get(id)` changed. */
  subscribe(id: string, listener: () => void): () => void;
  /** Calls once for each batch of changes. */
  subscribeAll(listener: (changed: ReadonlySet<string>) => void): () => void;
}

/** What a slot may know of the box it is drawn on. */
export type SlotBox = Pick<
  LayoutBox,
  "id" | "type" | "nodeId" | "kind" | "role" | "parentId" | "width" | "height"
>;

export interface CanvasProps {
  /** Accessible name of the drawing. */
  label: string;
  tree: LayoutTree;
  source: NodeSource;
  folds: Folds;
  onFoldsChange: (folds: Folds) => void;
  selected: ReadonlySet<string>;
  /**
   * `null` when the ground was clicked. Also called by arrow keys unless `onKeyDown` prevented the default.
   * `range`: with Shift, up to here.
   */
  onSelect: (id: string | null, options: { additive: boolean; range?: boolean }) => void;
  /** Double click, Enter. */
  onActivate?: (id: string) => void;
  /** Keys pressed while a node or the ground has focus, before the canvas' own. */
  onKeyDown?: (event: React.KeyboardEvent<HTMLElement>) => void;
  /** Drawn over each box, positioned against it (`position: absolute`): "+" buttons, actions. */
  renderSlots?: (box: SlotBox) => ReactNode;
  /** Drawn over all boxes in the drawing's coordinates: drop targets and the like. */
  overlay?: (drawing: Layout) => ReactNode;
  /** React Flow's `<Panel>`s. */
  children?: ReactNode;
}

/** Handed out through `ref`. */
export interface CanvasHandle {
  /** Shows everything. */
  fit(): void;
  /** The same, unless it would be too small to read on a phone. */
  fitSmall(): void;
  /** Brings a node into the middle when it is out of view, and focuses it when asked to. */
  reveal(id: string, options?: { focus?: boolean }): void;
  /** The first of these nodes that is drawn stays where it is on the screen over the next change. */
  hold(ids: readonly string[]): void;
  /** Moves the drawing by so many pixels of the screen. */
  pan(dx: number, dy: number): void;
  /** A point of the window in the drawing's coordinates. */
  toDrawing(point: { x: number; y: number }): { x: number; y: number };
  /** What is drawn now. */
  drawing(): Layout;
}
