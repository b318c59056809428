"use client";
import {
  useCallback,
  useEffect,
  useMemo,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from "react";
import { Canvas } from "@/components/canvas/Canvas";
import type { CanvasHandle, SlotBox } from "@/components/canvas/types";
import "./editor.css";
import { EmptyCanvas } from "./EmptyCanvas";
import { hovered, NodeSlots } from "./NodeSlots";
import { useDrawing } from "./use-drawing";
import { useEditor, useEditorShared } from "./use-editor";

interface EditorCanvasProps {
  handle: RefObject<CanvasHandle | null>;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const renderSlots = (box: SlotBox) => <NodeSlots box={box} />;

/** The id of the box under the pointer; its "+" buttons are parts of it. */
function boxUnder(event: PointerEvent): string | null {
  const { target } = event;
  if (!(target instanceof Element)) return null;
  return target.closest(".react-flow__node")?.getAttribute("data-id") ?? null;
}

/** The drawing of the document, with slots to add at. */
export function EditorCanvas({ handle, onKeyDown }: EditorCanvasProps) {
  const { store, focus } = useEditorShared();
  const { tree, source } = useDrawing(store);
  const folds = useEditor((state) => state.folds);
  const selection = useEditor((state) => state.selection);
  const name = useEditor((state) => state.document.name);
  // The canvas takes the first of the set for the node that is looked at.
  const selected = useMemo(() => new Set(selection.toReversed()), [selection]);
  const onSelect = useCallback(
    (id: string | null, { additive }: { additive: boolean }) => {
      const { select, selection: before } = store.getState();
      if (id === null) select([]);
      else if (!additive) select([id]);
      else select(before.includes(id) ? before.filter((other) => other !== id) : [...before, id]);
    },
    [store],
  );
  useEffect(() => () => hovered.setState({ boxId: null }), []);

  if (tree === null) return <EmptyCanvas />;
  return (
    <div
      className="size-full"
      onPointerOver={(event) => hovered.setState({ boxId: boxUnder(event) })}
      onPointerLeave={() => hovered.setState({ boxId: null })}
    >
      <Canvas
        ref={handle}
        label={`Workflow ${name}`}
        tree={tree}
        source={source}
        folds={folds}
        onFoldsChange={store.getState().setFolds}
        selected={selected}
        onSelect={onSelect}
        onActivate={focus.inspector}
        onKeyDown={onKeyDown}
        renderSlots={renderSlots}
      />
    </div>
  );
}
