"use client";
import { useEffect, useRef, useState } from "react";
import { faceOfNode } from "@/components/canvas/faces";
import { createStaticSource, type StaticSource } from "@/components/canvas/static-source";
import type { NodeFace } from "@/components/canvas/types";
import type { EditorDocument, EditorNode } from "@/core/edits/document";
import { sourceOf } from "@/core/edits/walk";
import type { LayoutTree } from "@/core/layout/tree";
import type { WorkflowNode } from "@/core/node";
import type { Problem } from "@/core/problem";
import type { EditorStore } from "./editor-store";
import { worstByNode, type NodeProblems } from "./problem-words";
import { sameRecords, structureOf } from "./structure";

interface Surroundings {
  problems: NodeProblems | undefined;
  /** It is a task that takes what comes before it. */
  receives: boolean;
}

function receives(document: EditorDocument, { own, id }: EditorNode): boolean {
  return own.kind === "task" && own.immutable !== true && sourceOf(document, id) !== null;
}

function hasArguments({ own }: EditorNode): boolean {
  return own.kind === "task" && (own.args !== undefined || own.kwargs !== undefined);
}

/** A node shows nothing of its members, so it is given none. */
function faceOf(node: EditorNode, around: Surroundings): NodeFace {
  const { own, id } = node;
  const face = faceOfNode({ ...own, id } as WorkflowNode);
  const isFed = around.receives && !hasArguments(node) && own.label === undefined;
  return {
    ...face,
    ...(isFed && { detail: "the result before it" }),
    ...(around.problems && { problems: around.problems }),
  };
}

/** Faces of a document; a node that is as before, with the same problems, keeps its face. */
function createFaces() {
  const kept = new Map<string, { node: EditorNode; around: Surroundings; face: NodeFace }>();
  return (document: EditorDocument, problems: readonly Problem[]): Map<string, NodeFace> => {
    const worst = worstByNode(problems);
    const faces = new Map<string, NodeFace>();
    for (const id of kept.keys()) if (document.nodes[id] === undefined) kept.delete(id);
    for (const [id, node] of Object.entries(document.nodes)) {
      const around = { problems: worst.get(id), receives: receives(document, node) };
      const before = kept.get(id);
      const isSame =
        before?.node === node &&
        before.around.problems?.text === around.problems?.text &&
        before.around.receives === around.receives;
      const face = isSame ? before.face : faceOf(node, around);
      kept.set(id, { node, around, face });
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
        if (sameRecords(before.document, state.document)) return;
        last.current = structureOf(state.document, last.current);
        setTree(last.current);
      }),
    [store, source, facesOf],
  );
  return { tree, source };
}
