"use client";
import {
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useStore as useFlowStore,
  ViewportPortal,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, Ref } from "react";
import { layout } from "@/core/layout/layout";
import { nodeAfterMove } from "@/core/layout/navigate";
import type { Move } from "@/core/layout/navigate";
import "./canvas.css";
import { CanvasContext } from "./context";
import type { CanvasContextValue } from "./context";
import { useDirection } from "./direction";
import { Dots } from "./Dots";
import type { BoxNode } from "./flow-elements";
import { MovingMark } from "./MovingMark";
import { NODE_TYPES } from "./node-types";
import { OverviewCanvas } from "./overview/OverviewCanvas";
import type { CanvasHandle, CanvasProps } from "./types";
import { useCanvasStore } from "./use-canvas-store";
import { useFlowHandlers } from "./use-flow-handlers";
import { useFlowNodes } from "./use-flow-nodes";
import { useSight } from "./use-sight";
import { FIT, useViewport } from "./use-viewport";
import { ViewButtons } from "./ViewButtons";

/** Fewer need no minimap; and of a large drawing React Flow knows a part only. */
const MINIMAP_BOXES = 10;
const NO_EDGES: never[] = [];
const MOVES: { [key: string]: Move } = {
  ArrowDown: "next",
  ArrowUp: "previous",
  ArrowLeft: "parent",
  ArrowRight: "first-member",
  Home: "first",
  End: "last",
};

/** The drawing of a workflow or a run. See README.md. */
export function Canvas(props: CanvasProps & { ref?: Ref<CanvasHandle> }) {
  return (
    <ReactFlowProvider>
      <CanvasInside {...props} />
    </ReactFlowProvider>
  );
}

function CanvasInside({ ref, ...props }: CanvasProps & { ref?: Ref<CanvasHandle> }) {
  const { tree, folds, source, renderSlots } = props;
  const direction = useDirection();
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useMemo(() => layout(tree, { folds, direction }), [tree, folds, direction]);
  const all = useFlowNodes(drawing);
  const kept = useMemo(
    () => (props.selected.size === 0 ? new Set([tree.id]) : props.selected),
    [props.selected, tree.id],
  );
  const { isLarge, isFar, shown: nodes } = useSight(drawing, all, kept);
  const [detail, setDetail] = useState<Detail>("near");
  const viewport = useViewport(frame, drawing, tree);
  const { store, select, setFolded, showMore } = useCanvasStore(props, viewport.anchor);
  useImperativeHandle(ref, () => viewport, [viewport]);
  const { toDrawing } = viewport;
  const handlers = useFlowHandlers({ props, drawing, isLarge, toDrawing });
  const context: CanvasContextValue = useMemo(
    () => ({ source, store, select, setFolded, showMore, renderSlots, isLarge }),
    [source, store, select, setFolded, showMore, renderSlots, isLarge],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    props.onKeyDown?.(event);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const current = [...props.selected][0] ?? null;
    if (event.key === "Enter" && current !== null && isNodeButton(event.target)) {
      props.onActivate?.(current);
    }
    const move = MOVES[event.key];
    if (move === undefined || isTyping(event.target)) return;
    event.preventDefault();
    const next = nodeAfterMove(drawing.boxes, current, move);
    if (next === null) return;
    props.onSelect(next, { additive: false });
    viewport.reveal(next, { focus: true });
  };

  return (
    <CanvasContext value={context}>
      {/* Keys come from the nodes inside, which have the focus; the region itself takes none. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={frame}
        role="region"
        aria-label={props.label}
        data-detail={detail}
        data-far={isFar || undefined}
        data-large={isLarge || undefined}
        onKeyDown={onKeyDown}
        className="espalier-canvas relative size-full bg-ground"
      >
        <ReactFlow<BoxNode>
          nodes={nodes}
          edges={NO_EDGES}
          nodeTypes={NODE_TYPES}
          fitView={!isLarge}
          fitViewOptions={FIT}
          minZoom={0.02}
          maxZoom={2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          zoomOnDoubleClick={false}
          panOnScroll
          {...handlers}
          onInit={viewport.begin}
          attributionPosition="bottom-center"
        >
          <Dots />
          <MovingMark />
          {isLarge ? <OverviewCanvas drawing={drawing} /> : null}
          <DetailLevel onChange={setDetail} />
          <ViewButtons viewport={viewport} />
          {!isLarge && nodes.length >= MINIMAP_BOXES ? (
            <MiniMap
              pannable
              zoomable
              ariaLabel="Overview"
              className="max-sm:hidden"
              style={{ width: 160, height: 100 }}
              bgColor="var(--panel)"
              maskColor="var(--hover)"
              nodeColor="var(--hover)"
              nodeStrokeColor="var(--line-strong)"
              nodeBorderRadius={8}
            />
          ) : null}
          {props.overlay === undefined ? null : (
            <ViewportPortal>{props.overlay(drawing)}</ViewportPortal>
          )}
          {props.children}
        </ReactFlow>
      </div>
    </CanvasContext>
  );
}

type Detail = "near" | "mid" | "far";

/** Tells the style sheet how close one looks; nodes themselves do not render for it. */
function DetailLevel({ onChange }: { onChange: (level: Detail) => void }) {
  const level: Detail = useFlowStore(({ transform }) =>
    transform[2] < 0.25 ? "far" : transform[2] < 0.4 ? "mid" : "near",
  );
  useEffect(() => onChange(level), [onChange, level]);
  return null;
}

function isNodeButton(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute("role") === "button";
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
