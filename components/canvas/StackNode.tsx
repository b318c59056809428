"use client";
import type { NodeProps } from "@xyflow/react";
import { memo, useCallback, useMemo, useSyncExternalStore } from "react";
import { classes } from "@/components/ui/classes";
import { formatExact } from "@/core/format";
import { FOLD_OVER } from "@/core/layout/types";
import type { LayoutBox } from "@/core/layout/types";
import { CellCanvas } from "./CellCanvas";
import { useCanvas, useFace, useSelected } from "./context";
import type { BoxNode } from "./flow-elements";
import { FRAME_EDGES } from "./FrameNode";
import { FrameTab } from "./FrameTab";
import { DIMMED, RING } from "./TaskNode";
import { countWords, createCounter } from "./stack-model";
import type { StackCounts } from "./stack-model";
import { StateBar } from "./StateBar";
import type { NodeSource } from "./types";

/** Many members as one card: a folded container, or the lanes of an open one that are not drawn as nodes. */
export const StackNode = memo(function StackNode({ data }: NodeProps<BoxNode>) {
  const { box } = data;
  const { source, renderSlots, showMore } = useCanvas();
  const face = useFace(box.nodeId);
  const selected = useSelected(box.nodeId);
  const counts = useCounts(box.memberIds, source);
  if (face === undefined) return null;
  const folded = box.type === "stack";
  const identity = folded ? { "data-node-id": box.nodeId, "data-state": face.state } : {};
  return (
    <>
      <div
        {...identity}
        className={classes(
          `state-${face.state} pointer-events-auto relative size-full cursor-default rounded-card border bg-panel`,
          FRAME_EDGES[face.state] ?? "border-line-strong/70",
          folded && "shadow-[3px_3px_0_-1px_var(--panel),3px_3px_0_0_var(--line-strong)]",
          folded && selected && RING,
          face.dimmed === true && DIMMED,
        )}
        data-dimmed={face.dimmed === true || undefined}
      >
        {folded ? <FrameTab nodeId={box.nodeId} face={face} folded /> : null}
        <div className={folded ? "px-3" : "px-3 pt-2"}>
          <div className="flex h-5 items-center gap-2">
            <p className="lod-mid min-w-0 flex-1 truncate text-meta text-soft num">
              <FailedButton box={box} counts={counts} />
              {countWords(counts)}
            </p>
            {folded ? null : (
              <button
                type="button"
                title="As nodes; what failed comes first"
                className="lod-mid rounded-chip px-1 text-meta font-medium text-soft hover:bg-hover hover:text-ink"
                onClick={(event) => {
                  event.stopPropagation();
                  showMore(box.nodeId);
                }}
              >
                Show {Math.min(FOLD_OVER, counts.total)} more
              </button>
            )}
          </div>
          <StateBar counts={counts.states} className="mt-1 mb-2" />
          <CellCanvas memberIds={box.memberIds} columns={box.columns} cell={box.cell} />
        </div>
      </div>
      {renderSlots?.(box)}
    </>
  );
});

/** Leads to what failed, one after the other: among ten thousand cells it is found by no eye. */
function FailedButton({ box, counts }: { box: LayoutBox; counts: StackCounts }) {
  const { source, select, store } = useCanvas();
  const failed = counts.states.find(({ state }) => state === "failed")?.count ?? 0;
  if (failed === 0) return null;
  return (
    <button
      type="button"
      aria-label={`${formatExact(failed)} failed: select the next one`}
      className="mr-1.5 rounded-chip px-1 font-medium text-danger hover:bg-hover"
      onClick={(event) => {
        event.stopPropagation();
        const ids = box.memberIds.filter((id) => source.state(id) === "failed");
        const last = ids.findIndex((id) => store.getState().selected.has(id));
        const next = ids[(last + 1) % ids.length];
        if (next !== undefined) select(next, { additive: false });
      }}
    >
      {formatExact(failed)} failed
    </button>
  );
}

/** Counts follow batches of changes; a batch that touches no member costs nothing. */
function useCounts(memberIds: string[], source: NodeSource): StackCounts {
  const counter = useMemo(() => createCounter(memberIds, source), [memberIds, source]);
  const subscribe = useCallback(
    (listener: () => void) => {
      // What changed between the first look and now was told to nobody.
      counter.take(memberIds);
      return source.subscribeAll((changed) => {
        if (counter.take(changed)) listener();
      });
    },
    [counter, memberIds, source],
  );
  return useSyncExternalStore(subscribe, counter.counts, counter.counts);
}
