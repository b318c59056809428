"use client";
import { CornerDownRight, TriangleAlert } from "lucide-react";
import { sourceOf } from "@/core/edits/walk";
import { messageOf } from "./problem-words";
import { useEditor, useEditorShared } from "./use-editor";
import { sourceWords } from "./words";

interface ReceivedFromProps {
  nodeId: string;
  /** The parameter that is filled, or what stands in its place. */
  name: string;
}

/** A field that is filled by what comes before, with the way to it; nothing where nothing comes before. */
export function ReceivedFrom({ nodeId, name }: ReceivedFromProps) {
  const { store, focus } = useEditorShared();
  const document = useEditor((state) => state.document);
  const problems = useEditor((state) => state.problems);
  const source = document.nodes[nodeId] === undefined ? null : sourceOf(document, nodeId);
  if (source === null) return null;
  const conflict = problems.find(
    (problem) => problem.nodeId === nodeId && problem.code === "RESULT_TYPE",
  );
  return (
    <div role="group" aria-label={name} className="flex min-w-0 flex-col gap-1">
      <span className="font-mono text-[12.5px] font-medium">{name}</span>
      <button
        type="button"
        title={`Go to ${source.nodeId}`}
        onClick={() => {
          store.getState().select([source.nodeId]);
          focus.node(source.nodeId);
        }}
        className="flex h-8 min-w-0 items-center gap-2 rounded-control border border-dashed border-line-strong bg-odd px-2 text-left text-soft hover:text-ink"
      >
        <CornerDownRight className="size-3.5 shrink-0 text-faint" aria-hidden />
        <span className="truncate underline decoration-line-strong underline-offset-2">
          {sourceWords(document, source)}
        </span>
      </button>
      {conflict === undefined ? null : (
        <p className="state-retrying flex gap-1.5 text-meta text-soft">
          <TriangleAlert className="mt-0.5 size-3 shrink-0 text-state" aria-hidden />
          {messageOf(conflict)}
        </p>
      )}
    </div>
  );
}
