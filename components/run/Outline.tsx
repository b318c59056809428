"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { faceName } from "@/components/canvas/face-name";
import { faceOfView, markOf } from "@/components/canvas/faces";
import { KindIcon } from "@/components/canvas/KindIcon";
import { StateMark } from "@/components/canvas/StateMark";
import { classes } from "@/components/ui/classes";
import { formatCount } from "@/core/format";
import { useNodeView, useRunState } from "./context";
import { foldsToShow, outlineKey, outlineRows } from "./outline-rows";
import type { OutlineFolds, OutlineRow } from "./outline-rows";
import type { Selection } from "./selection";
import type { Clicked } from "./use-clicked";

const ROW_HEIGHT = 28;
const ALONE: Clicked = { additive: false };

interface OutlineProps {
  /** The one that is looked at first. */
  selection: Selection;
  onSelect: (id: string, how: Clicked) => void;
  /** What a filter leaves; `null` where there is none. */
  lit: ReadonlySet<string> | null;
}

/** The run as a list that can be read, walked by keys and heard. Only the rows in view are drawn. */
export function Outline({ selection, onSelect, lit }: OutlineProps) {
  const selected = selection[0] ?? null;
  const all = useMemo(() => new Set(selection), [selection]);
  const tree = useRunState((state) => state.tree);
  const [folds, setFolds] = useState<OutlineFolds>(new Map());
  const rows = useMemo(
    () => (tree === null ? [] : outlineRows(tree, folds, lit)),
    [tree, folds, lit],
  );
  const scroll = useRef<HTMLDivElement>(null);
  // This list is not memoised, which is all that the rule is about.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });

  const fold = (id: string, folded: boolean) => setFolds(new Map(folds).set(id, folded));
  const latest = useRef({ tree, folds, rows, list });
  useEffect(() => {
    latest.current = { tree, folds, rows, list };
  });
  // What is selected elsewhere comes into view here, once for each selection.
  useEffect(() => {
    const { tree: now, folds: current } = latest.current;
    if (selected === null || now === null) return;
    const hidden = foldsToShow(now, selected, current);
    if (hidden.length === 0) return;
    const next = new Map(current);
    for (const id of hidden) next.set(id, false);
    setFolds(next);
  }, [selected]);
  useEffect(() => {
    const index = latest.current.rows.findIndex((row) => row.id === selected);
    if (index >= 0) latest.current.list.scrollToIndex(index, { align: "auto" });
  }, [selected, rows.length]);

  const onKeyDown = (event: KeyboardEvent) => {
    // With Shift and Ctrl the page's own keys count.
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = outlineKey(rows, selected, event.key);
    if (move === null) return;
    event.preventDefault();
    if (move.type === "select") onSelect(move.id, ALONE);
    else fold(move.id, move.folded);
  };

  return (
    <div
      ref={scroll}
      role="tree"
      aria-label="Outline of the run"
      aria-multiselectable
      tabIndex={0}
      aria-activedescendant={selected === null ? undefined : `outline-${selected}`}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-auto py-1 outline-offset-[-2px] max-sm:h-full"
    >
      <div role="presentation" style={{ height: list.getTotalSize(), position: "relative" }}>
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <OutlineItem
              key={row.id}
              row={row}
              top={item.start}
              selected={all.has(row.id)}
              onSelect={onSelect}
              onFold={fold}
            />
          );
        })}
      </div>
    </div>
  );
}

interface OutlineItemProps {
  row: OutlineRow;
  top: number;
  selected: boolean;
  onSelect: (id: string, how: Clicked) => void;
  onFold: (id: string, folded: boolean) => void;
}

const ROLE_WORDS: Partial<Record<NonNullable<OutlineRow["role"]>, string>> = {
  body: "body",
  onSuccess: "on success",
  onFailure: "on failure",
};

const OutlineItem = memo(function OutlineItem({
  row,
  top,
  selected,
  onSelect,
  onFold,
}: OutlineItemProps) {
  const view = useNodeView(row.id);
  const isPaused = useRunState(({ run }) => run?.paused === true);
  if (view === undefined) return null;
  const face = faceOfView(view, isPaused);
  const role = row.role === null ? undefined : ROLE_WORDS[row.role];
  const Chevron = row.folded ? ChevronRight : ChevronDown;
  return (
    // The tree around it answers the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      tabIndex={-1}
      id={`outline-${row.id}`}
      role="treeitem"
      aria-label={faceName(face)}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      {...(row.foldable ? { "aria-expanded": !row.folded } : {})}
      data-outline-id={row.id}
      onClick={(event) => {
        const range = event.shiftKey;
        onSelect(row.id, { additive: range || event.ctrlKey || event.metaKey, range });
      }}
      style={{ top, height: ROW_HEIGHT, paddingLeft: 4 + Math.min(row.depth, 12) * 12 }}
      className={classes(
        "absolute inset-x-1 flex cursor-pointer items-center gap-1.5 rounded-chip pr-2",
        selected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <span
        aria-hidden
        className="grid size-5 shrink-0 place-items-center rounded-chip text-faint hover:bg-hover"
        onClick={(event) => {
          if (!row.foldable) return;
          event.stopPropagation();
          onFold(row.id, !row.folded);
        }}
      >
        {row.foldable ? <Chevron className="size-3.5" /> : null}
      </span>
      <StateMark state={markOf(face)} progress={face.progress} size={14} silent />
      {view.kind === "task" ? null : (
        <KindIcon kind={view.kind} className="size-3.5 shrink-0 text-faint" />
      )}
      <span
        className={classes("min-w-0 flex-1 truncate", view.state === "revoked" && "line-through")}
      >
        <span className="text-faint">{face.namespace}</span>
        {face.title}
      </span>
      {role === undefined ? null : <span className="text-[11px] text-faint">{role}</span>}
      {view.kind === "task" || view.totalSteps === 0 ? null : (
        <span className="num text-meta text-faint">
          {formatCount(view.completedSteps)}/{formatCount(view.totalSteps)}
        </span>
      )}
    </div>
  );
});
