"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Canvas } from "@/components/canvas/Canvas";
import { faceOfNode } from "@/components/canvas/faces";
import { createStaticSource } from "@/components/canvas/static-source";
import type { CanvasHandle, NodeFace, SlotBox } from "@/components/canvas/types";
import { treeOf } from "@/components/editor/structure";
import type { Difference } from "@/core/compare";
import type { EditorDocument } from "@/core/edits/document";
import { NO_FOLDS } from "@/core/layout/types";
import type { WorkflowNode } from "@/core/node";
import { NodeMark } from "./NodeMark";

interface DocumentCanvasProps {
  /** Accessible name of the drawing. */
  label: string;
  document: EditorDocument;
  /** What became of nodes, by id. */
  differences?: ReadonlyMap<string, Difference>;
  /** Brought into view. */
  selected: string | null;
  onSelect: (id: string | null) => void;
}

/** A version of a workflow, to be looked at. */
export function DocumentCanvas(props: DocumentCanvasProps) {
  const { label, document, differences, selected, onSelect } = props;
  const [folds, setFolds] = useState(NO_FOLDS);
  const canvas = useRef<CanvasHandle>(null);
  const tree = useMemo(() => treeOf(document), [document]);
  const source = useMemo(() => createStaticSource(facesOf(document)), [document]);
  const chosen = useMemo(
    () => new Set(selected !== null && document.nodes[selected] ? [selected] : []),
    [selected, document],
  );
  const renderSlots = useCallback(
    (box: SlotBox) => {
      const difference = differences?.get(box.nodeId);
      if (difference === undefined || box.type === "empty" || box.type === "cells") return null;
      return <NodeMark difference={difference} isFrame={box.type === "frame"} />;
    },
    [differences],
  );
  useEffect(() => {
    if (selected !== null && document.nodes[selected]) canvas.current?.reveal(selected);
  }, [selected, document]);
  if (tree === null) {
    return <p className="grid size-full place-items-center text-soft">Nothing is drawn here.</p>;
  }
  return (
    <Canvas
      ref={canvas}
      {...{ label, tree, source, folds, renderSlots }}
      selected={chosen}
      onFoldsChange={setFolds}
      onSelect={onSelect}
    />
  );
}

function facesOf(document: EditorDocument): Map<string, NodeFace> {
  const nodes = Object.values(document.nodes);
  return new Map(nodes.map(({ id, own }) => [id, faceOfNode({ ...own, id } as WorkflowNode)]));
}
