"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { classes } from "@/components/ui/classes";
import { formatCount } from "@/core/format";
import { useCanvas, useSelected } from "./context";
import { faceName } from "./face-name";
import { markOf } from "./faces";
import { KindIcon } from "./KindIcon";
import { StateMark } from "./StateMark";
import { Marks } from "./TaskNode";
import type { NodeFace } from "./types";
import { useNodeButton } from "./use-node-button";

interface FrameTabProps {
  nodeId: string;
  face: NodeFace;
  folded: boolean;
}

/** The head of a container: kind, name, steps, state, fold. Its height is the layout's `tab`. */
export function FrameTab({ nodeId, face, folded }: FrameTabProps) {
  const { setFolded } = useCanvas();
  const selected = useSelected(nodeId);
  const button = useNodeButton(nodeId);
  return (
    <div className="pointer-events-auto flex h-8 items-center pr-1">
      <div
        {...button}
        data-handle={nodeId}
        aria-label={faceName(face)}
        aria-pressed={selected}
        className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-t-card pl-3"
      >
        <KindIcon kind={face.kind} className="size-3.5 shrink-0 text-faint" />
        <span className="lod-far truncate text-meta font-medium">
          <span className="font-normal text-faint">{face.namespace}</span>
          {face.title}
        </span>
        <span className="lod-mid truncate text-meta text-soft">{face.detail}</span>
        <span className="ml-auto flex shrink-0 items-center gap-2 pr-1">
          {face.state === "draft" ? null : (
            <>
              {face.progress === undefined || face.progress.total === 0 ? null : (
                <span className="lod-mid num text-meta text-soft">
                  {formatCount(face.progress.completed)}/{formatCount(face.progress.total)}
                </span>
              )}
              {face.unsettled === true && face.state !== "running" && face.state !== "pending" ? (
                <StateMark state={face.held === true ? "held" : "running"} size={14} />
              ) : null}
              <StateMark state={markOf(face)} progress={face.progress} size={14} silent />
            </>
          )}
        </span>
      </div>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`${folded ? "Unfold" : "Fold"} ${face.title}`}
        title={`${folded ? "Unfold" : "Fold"}; with Shift all in it too`}
        aria-expanded={!folded}
        onClick={(event) => {
          event.stopPropagation();
          setFolded(nodeId, !folded, event.shiftKey);
        }}
        className={classes(
          "lod-mid grid size-6 place-items-center rounded-chip text-faint hover:bg-hover hover:text-ink",
        )}
      >
        {folded ? <ChevronRight className="size-3.5" /> : <ChevronDown className="size-3.5" />}
      </button>
      <Marks face={face} />
    </div>
  );
}
