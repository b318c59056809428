"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { faceOfView } from "@/components/canvas/faces";
import { KindIcon } from "@/components/canvas/KindIcon";
import { StateMark } from "@/components/canvas/StateMark";
import { STATE_WORDS } from "@/components/canvas/state-words";
import { classes } from "@/components/ui/classes";
import type { NodeView } from "@/core/snapshot";
import { useNodeView } from "../context";
import type { OutlineRow } from "../outline-rows";

interface TimelineRowProps {
  row: OutlineRow;
  top: number;
  height: number;
  labelWidth: number;
  selected: boolean;
  /** What it did when, for those who hear it. */
  says: string;
  dimmed: boolean;
  narrow: boolean;
  onSelect: (id: string) => void;
  onFold: (id: string, folded: boolean) => void;
}

/** One row: the name on the left, the room of its bars, which are painted, on the right. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, top, height, labelWidth, selected, says, dimmed, narrow } = props;
  const { onSelect, onFold } = props;
  const view = useNodeView(row.id);
  const Chevron = row.folded ? ChevronRight : ChevronDown;
  return (
    // The tree around it answers the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      tabIndex={-1}
      id={`timeline-${row.id}`}
      role="treeitem"
      aria-label={nameOf(view, says)}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      {...(row.foldable ? { "aria-expanded": !row.folded } : {})}
      data-timeline-id={row.id}
      data-state={view?.state}
      onClick={() => onSelect(row.id)}
      style={{ top, height }}
      className={classes(
        "absolute inset-x-0 cursor-pointer",
        selected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <span
        style={{
          width: labelWidth,
          paddingLeft: narrow ? 2 + Math.min(row.depth, 6) * 4 : 4 + Math.min(row.depth, 10) * 10,
        }}
        className={classes(
          "flex h-full items-center border-r border-line",
          narrow ? "gap-1 pr-1 text-meta" : "gap-1.5 pr-2",
          dimmed && "text-faint",
        )}
      >
        <span
          aria-hidden
          className={classes(
            "grid h-5 shrink-0 place-items-center rounded-chip text-faint hover:bg-hover",
            narrow ? "w-3.5" : "w-5",
          )}
          onClick={(event) => {
            if (!row.foldable) return;
            event.stopPropagation();
            onFold(row.id, !row.folded);
          }}
        >
          {row.foldable ? <Chevron className="size-3.5" /> : null}
        </span>
        {view === undefined ? (
          <span className="truncate text-faint">not there yet</span>
        ) : (
          <RowName view={view} narrow={narrow} />
        )}
      </span>
    </div>
  );
});

function RowName({ view, narrow }: { view: NodeView; narrow: boolean }) {
  const face = faceOfView(view);
  return (
    <>
      <StateMark state={view.state} size={14} silent />
      {view.kind === "task" || narrow ? null : (
        <KindIcon kind={view.kind} className="size-3.5 shrink-0 text-faint" />
      )}
      <span
        className={classes("min-w-0 flex-1 truncate", view.state === "revoked" && "line-through")}
      >
        <span className="text-faint">{face.namespace}</span>
        {face.title}
      </span>
    </>
  );
}

function nameOf(view: NodeView | undefined, says: string): string {
  if (view === undefined) return "Not there yet at this moment";
  const face = faceOfView(view);
  const kind = view.kind === "task" ? "" : view.kind;
  return [`${face.namespace ?? ""}${face.title}`, kind, STATE_WORDS[view.state], says]
    .filter((part) => part !== "")
    .join(", ");
}
