"use client";
import type { NodeProps } from "@xyflow/react";
import { Pin, StickyNote, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { classes } from "@/components/ui/classes";
import { Elapsed } from "./Elapsed";
import { useCanvas, useFace, useSelected } from "./context";
import { faceName } from "./face-name";
import type { BoxNode } from "./flow-elements";
import { StateMark } from "./StateMark";
import { MARK_WORDS, STATE_WORDS } from "./state-words";
import type { FaceState, NodeFace } from "./types";
import { useNodeButton } from "./use-node-button";

/** The edge of a node tells its state to those who do not see the colour. */
const EDGES: Record<FaceState, string> = {
  draft: "border border-line-strong",
  pending: "border border-line",
  scheduled: "border border-dashed border-line-strong",
  queued: "border border-state",
  running: "border-2 border-state pulse",
  retrying: "border-2 border-dashed border-state",
  succeeded: "border border-state/60",
  failed: "border-2 border-state bg-state-ground",
  revoked: "border border-state",
  skipped: "border border-dotted border-line-strong",
  held: "border border-state",
};

/** What a filter does not look for: there, and out of the way. */
export const DIMMED = "opacity-25 hover:opacity-100 transition-opacity duration-150";
export const RING = "outline-2 outline-offset-2 outline-focus";

export const TaskNode = memo(function TaskNode({ data }: NodeProps<BoxNode>) {
  const { box } = data;
  const { renderSlots } = useCanvas();
  const face = useFace(box.nodeId);
  const selected = useSelected(box.nodeId);
  const button = useNodeButton(box.nodeId);
  if (face === undefined) return null;
  return (
    <>
      <div
        {...button}
        data-handle={box.nodeId}
        aria-label={faceName(face)}
        aria-pressed={selected}
        data-node-id={box.nodeId}
        data-state={face.state}
        className={classes(
          `state-${face.state} pointer-events-auto relative flex size-full items-center gap-2.5 rounded-card bg-panel px-3 text-left hover:bg-[color-mix(in_oklab,var(--ink)_4%,var(--panel))]`,
          EDGES[face.state],
          face.mark === undefined ? selected && RING : OUTLINES[face.mark],
          face.dimmed === true && DIMMED,
        )}
        data-dimmed={face.dimmed === true || undefined}
      >
        <StateMark state={face.state} progress={face.progress} silent />
        <span className="lod-far min-w-0 flex-1">
          <span
            className={classes(
              "block truncate text-base leading-[18px] font-medium",
              face.state === "revoked" && "line-through decoration-1",
              face.state === "skipped" && "text-faint",
            )}
          >
            {face.namespace === undefined ? null : (
              <span className="font-normal text-faint">{face.namespace}</span>
            )}
            {face.title}
          </span>
          <SecondLine face={face} />
        </span>
        <Marks face={face} />
      </div>
      {renderSlots?.(box)}
    </>
  );
});

function SecondLine({ face }: { face: NodeFace }) {
  const words = face.revoking === true ? "Revoking" : (face.detail ?? STATE_WORDS[face.state]);
  // The reason of a failure needs the room; how long it took stands in the panel.
  const timed = face.startedAt !== undefined && face.state !== "queued" && face.state !== "failed";
  return (
    <span className="lod-mid flex gap-1.5 text-meta leading-4 text-soft">
      <span
        className={classes(
          "truncate",
          face.state === "draft" && "font-mono text-[11px]",
          face.state === "failed" && "text-danger",
        )}
      >
        {words}
      </span>
      {timed ? (
        <span className="ml-auto shrink-0 text-faint">
          <Elapsed startedAt={face.startedAt} finishedAt={face.finishedAt} />
        </span>
      ) : null}
    </span>
  );
}

type Mark = NonNullable<NodeFace["mark"]>;
const MARK_LOOKS: Record<Mark, string> = {
  willRun: "state-running border-state text-ink",
  kept: "border-line-strong text-faint",
  succeeds: "state-succeeded border-state text-ink",
  willStop: "state-revoked border-state text-ink",
  willSkip: "border-line-strong text-soft",
};
/** A preview outlines what would run, so that it is seen from afar, too. */
const OUTLINES: Record<Mark, string> = {
  willRun: "outline-2 outline-offset-3 outline-dashed outline-accent",
  kept: "",
  succeeds: "outline-2 outline-offset-3 outline-accent",
  willStop: "state-revoked outline-2 outline-offset-3 outline-dashed outline-state",
  willSkip: "",
};

/** What hangs on a corner: problems, attempts, what a retry would do, a note. */
export function Marks({ face }: { face: NodeFace }) {
  return (
    <span className="lod-mid absolute -top-2 right-2 flex gap-1">
      {face.attempt === undefined ? null : (
        <span className="state-retrying num rounded-chip border border-state bg-panel px-1 text-[11px] leading-[14px] text-state">
          attempt {face.attempt}
        </span>
      )}
      {face.optional === true ? (
        <span className="rounded-chip border border-line-strong bg-panel px-1 text-[11px] leading-[14px] text-soft">
          optional
        </span>
      ) : null}
      {face.mark === undefined ? null : (
        <span
          className={classes(
            "rounded-chip border bg-panel px-1 text-[11px] leading-[14px] font-medium",
            MARK_LOOKS[face.mark],
          )}
        >
          {MARK_WORDS[face.mark]}
        </span>
      )}
      {face.pinned === true ? (
        <span
          title="Tests use the input pinned to it"
          className="grid size-4 place-items-center rounded-chip border border-line-strong bg-panel text-soft"
        >
          <Pin className="size-3" aria-hidden />
        </span>
      ) : null}
      {face.note === undefined ? null : (
        <span
          title={face.note}
          className="grid size-4 place-items-center rounded-chip border border-line-strong bg-panel text-soft"
        >
          <StickyNote className="size-3" aria-hidden />
        </span>
      )}
      {face.problems === undefined ? null : (
        <span
          title={face.problems.text}
          className={classes(
            "grid size-4 place-items-center rounded-chip border border-state bg-panel text-state",
            face.problems.severity === "error" ? "state-failed" : "state-retrying",
          )}
        >
          <TriangleAlert className="size-3" aria-hidden />
        </span>
      )}
    </span>
  );
}
