"use client";
import { useEffect, useRef, useState } from "react";
import { faceOfNode } from "@/components/canvas/faces";
import { createStaticSource, type StaticSource } from "@/components/canvas/static-source";
import type { NodeFace } from "@/components/canvas/types";
import type { EditorDocument, EditorNode } from "@/core/edits/document";
import type { LayoutTree } from "@/core/layout/tree";
import type { WorkflowNode } from "@/core/node";
import type { Problem } from "@/core/problem";
import type { EditorStore } from "./editor-store";
import { worstByNode, type NodeProblems } from "./problem-words";
import { structureOf } from "./structure";

/** A node shows nothing of its members, so it is given none. */
function faceOf({ own, id }: EditorNode, problems: NodeProblems | undefined): NodeFace {
  const face = faceOfNode({ ...own, id } as WorkflowNode);
  return problems === undefined ? face : { ...face, problems };
}

/** Faces of a document; a node that is as before, with the same problems, keeps its face. */
function createFaces() {
  const kept = new Map<string, { node: EditorNode; text: string | undefined; face: NodeFace }>();
  return (document: EditorDocument, problems: readonly Problem[]): Map<string, NodeFace> => {
    const worst = worstByNode(problems);
    const faces = new Map<string, NodeFace>();
    for (const id of kept.keys()) if (document.nodes[id] === undefined) kept.delete(id);
    for (const [id, node] of Object.entries(document.nodes)) {
      const wrong = worst.get(id);
      const before = kept.get(id);
      const face =
        before?.node === node && before.text === wrong?.text ? before.face : faceOf(node, wrong);
      kept.set(id, { node, text: wrong?.text, face });
      faces.set(id, face);
    }
    return faces;
  };
}

export interface Drawing {
  /** Null as long as nothing is drawn. */
  tree: LayoutTree | null;
  source: StaticSource;
}

/** What the canvas draws of a store's document. The tree changes with the structure only, faces one by one. */
export function useDrawing(store: EditorStore): Drawing {
  const [facesOf] = useState(createFaces);
  const [source] = useState(() => {
    const { document, problems } = store.getState();
    return createStaticSource(facesOf(document, problems));
  });
  const [tree, setTree] = useState(() => structureOf(store.getState().document, null));
  const last = useRef(tree);
  useEffect(
    () =>
      store.subscribe((state, before) => {
        const isSame = state.document === before.document && state.problems === before.problems;
        if (isSame) return;
        source.replace(facesOf(state.document, state.problems));
        if (state.document === before.document) return;
        last.current = structureOf(state.document, last.current);
        setTree(last.current);
      }),
    [store, source, facesOf],
  );
  return { tree, source };
}
