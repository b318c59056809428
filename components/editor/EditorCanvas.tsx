"use client";
import {
  useCallback,
  useEffect,
  useMemo,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
} from "react";
import { Panel } from "@xyflow/react";
import { Canvas } from "@/components/canvas/Canvas";
import type { CanvasHandle, SlotBox } from "@/components/canvas/types";
import { classes } from "@/components/ui/classes";
import { ContextMenu } from "@/components/ui/Menu";
import type { Folds, Layout } from "@/core/layout/types";
import "./editor.css";
import type { EditorStore } from "./editor-store";
import { EmptyCanvas } from "./EmptyCanvas";
import { changeFolds } from "./folding";
import { groundEntries, nodeEntries } from "./menu-entries";
import { MoveBanner } from "./MoveBanner";
import { MoveOverlay } from "./MoveOverlay";
import { hovered, NodeSlots } from "./NodeSlots";
import { SelectionBar } from "./SelectionBar";
import { selectClicked } from "./selecting";
import { useDrag } from "./use-drag";
import { useDrawing } from "./use-drawing";
import { useTried } from "./use-tried";
import { useEditor, useEditorShared } from "./use-editor";
import { WireOverlay } from "./WireOverlay";

interface EditorCanvasProps {
  handle: RefObject<CanvasHandle | null>;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const overlay = (drawing: Layout) => (
  <>
    <MoveOverlay drawing={drawing} />
    <WireOverlay drawing={drawing} />
  </>
);
const BANNERS = (
  <Panel position="top-center" className="m-2!">
    <MoveBanner />
    <SelectionBar />
  </Panel>
);
const renderSlots = (box: SlotBox) => <NodeSlots box={box} />;

/** The id of the box under the pointer; its "+" buttons are parts of it. */
function boxUnder(event: PointerEvent): string | null {
  const { target } = event;
  if (!(target instanceof Element)) return null;
  return target.closest(".react-flow__node")?.getAttribute("data-id") ?? null;
}

/** The drawing of the document, with slots to add at. */
export function EditorCanvas({ handle, onKeyDown }: EditorCanvasProps) {
  const shared = useEditorShared();
  const { store } = shared;
  const isEmpty = useEditor((state) => state.document.rootId === null);
  const isMoving = useEditor((state) => state.moving !== null);
  const drag = useDrag(handle);
  useEffect(() => () => hovered.setState({ boxId: null }), []);

  if (isEmpty) return <EmptyCanvas />;
  return (
    <ContextMenu
      entries={() =>
        store.getState().selection.length > 0 ? nodeEntries(shared) : groundEntries(shared)
      }
    >
      <div
        {...drag}
        className={classes("size-full", isMoving && "cursor-grabbing [&_*]:cursor-grabbing!")}
        onPointerOver={(event) => hovered.setState({ boxId: boxUnder(event) })}
        onPointerLeave={() => hovered.setState({ boxId: null })}
        onContextMenuCapture={(event) => selectUnder(store, event)}
      >
        <Drawing handle={handle} onKeyDown={onKeyDown} />
      </div>
    </ContextMenu>
  );
}

/** The canvas alone: what is around it is not drawn anew at every edit. */
function Drawing({ handle, onKeyDown }: EditorCanvasProps) {
  const { store, focus } = useEditorShared();
  const { tree, source: faces } = useDrawing(store);
  const source = useTried(faces);
  const folds = useEditor((state) => state.folds);
  const selection = useEditor((state) => state.selection);
  const name = useEditor((state) => state.document.name);
  // The canvas takes the first of the set for the node that is looked at.
  const selected = useMemo(() => new Set(selection.toReversed()), [selection]);
  const onSelect = useCallback(
    (id: string | null, how: { additive: boolean; range?: boolean }) => {
      if (id === null) store.getState().select([]);
      else selectClicked(store, id, how);
    },
    [store],
  );
  const onFoldsChange = useCallback((next: Folds) => changeFolds(store, next), [store]);

  if (tree === null) return null;
  return (
    <Canvas
      ref={handle}
      label={`Workflow ${name}`}
      tree={tree}
      source={source}
      folds={folds}
      onFoldsChange={onFoldsChange}
      selected={selected}
      onSelect={onSelect}
      onActivate={focus.inspector}
      onKeyDown={onKeyDown}
      renderSlots={renderSlots}
      overlay={overlay}
    >
      {BANNERS}
    </Canvas>
  );
}

/** A right click means the node it is on, or all that is selected when it is one of them. */
function selectUnder(store: EditorStore, { target }: MouseEvent): void {
  if (!(target instanceof Element)) return;
  const { selection, select } = store.getState();
  const box = target.closest(".react-flow__node");
  const id = box?.querySelector("[data-node-id]")?.getAttribute("data-node-id") ?? null;
  if (id === null) select([]);
  else if (!selection.includes(id)) select([id]);
}
