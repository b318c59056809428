"use client";
import { useEffect, useRef } from "react";
import { KindIcon } from "@/components/canvas/KindIcon";
import { movedWords } from "./moving";
import { pointer } from "./pointer";
import { useEditor, useEditorStore } from "./use-editor";

/** What is dragged, beside the pointer, and why it cannot be dropped there. */
export function DragGhost() {
  const store = useEditorStore();
  const moving = useEditor((state) => state.moving);
  const ghost = useRef<HTMLDivElement>(null);
  const isDragged = moving?.by === "pointer";
  useEffect(() => {
    if (!isDragged) return;
    // Every move of the pointer would draw this anew; only its place changes.
    const follow = ({ x, y }: { x: number; y: number }) =>
      ghost.current?.style.setProperty("translate", `${x + 14}px ${y - 44}px`);
    follow(pointer.getState());
    return pointer.subscribe(follow);
  }, [isDragged]);
  if (moving === null || !isDragged) return null;
  const first = store.getState().document.nodes[moving.ids[0] ?? ""];
  return (
    <div
      ref={ghost}
      className="pointer-events-none fixed top-0 left-0 z-50 flex max-w-72 flex-col items-start gap-1"
    >
      <div className="flex items-center gap-2 rounded-control border border-line-strong bg-panel/90 px-2.5 py-1.5 font-medium shadow-float">
        <KindIcon
          kind={moving.adding?.kind ?? first?.own.kind ?? "task"}
          className="size-3.5 text-faint"
        />
        <span className="truncate">{moving.adding?.title ?? movedWords(store, moving.ids)}</span>
      </div>
      {moving.refusal === null ? null : (
        <div className="rounded-control border border-danger bg-panel px-2 py-1 text-meta text-danger">
          {moving.refusal}
        </div>
      )}
    </div>
  );
}
