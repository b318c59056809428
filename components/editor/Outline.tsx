"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { StickyNote } from "lucide-react";
import { useEffect, useMemo, useRef, type KeyboardEvent } from "react";
import { classes } from "@/components/ui/classes";
import { walk, type Visit } from "@/core/edits/walk";
import { KindIcon } from "@/components/canvas/KindIcon";
import { useEditor, useEditorStore } from "./use-editor";
import { worstByNode } from "./problem-words";
import { ROLE_WORDS, titleOf } from "./words";

const ROW_PX = 28;

interface OutlineProps {
  /** The keys of the editor; those it takes are prevented. */
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** The document as a tree of rows, in the order drawn: the drawing for keyboard, screen reader and phone. */
export function Outline({ onKeyDown }: OutlineProps) {
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const selection = useEditor((state) => state.selection);
  const problems = useEditor((state) => state.problems);
  const visits = useMemo(() => walk(document), [document]);
  const worst = useMemo(() => worstByNode(problems), [problems]);
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- the compiler, which could not keep its functions, is not used
  const rows = useVirtualizer({
    count: visits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialRect: { width: 240, height: 400 },
  });
  const selected = selection.at(-1) ?? null;
  const at = visits.findIndex(({ node }) => node.id === selected);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at);
  }, [at, rows]);

  function go(to: string | null | undefined) {
    if (to === null || to === undefined) return;
    store.getState().select([to]);
    const focusRow = () =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus();
    requestAnimationFrame(focusRow);
  }
  function onRowKey(event: KeyboardEvent<HTMLElement>, index: number) {
    onKeyDown(event);
    if (event.defaultPrevented) return;
    const to = neighbour(visits, index, event.key);
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  }

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto px-2 pb-2">
      <div
        role="tree"
        aria-label="Outline"
        aria-multiselectable
        className="relative"
        style={{ height: rows.getTotalSize() }}
      >
        {rows.getVirtualItems().map(({ index, start }) => {
          const visit = visits[index];
          if (visit === undefined) return null;
          const { id } = visit.node;
          return (
            <OutlineRow
              key={id}
              visit={visit}
              top={start}
              isSelected={selection.includes(id)}
              isTabStop={index === Math.max(at, 0)}
              severity={worst.get(id)?.severity}
              onSelect={(additive) => store.getState().select(additive ? [...selection, id] : [id])}
              onKeyDown={(event) => onRowKey(event, index)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Where an arrow leads: `null` nowhere, `undefined` when the key is none of the tree's. */
function neighbour(
  visits: readonly Visit[],
  index: number,
  key: string,
): string | null | undefined {
  const here = visits[index];
  switch (key) {
    case "ArrowDown":
      return visits[index + 1]?.node.id ?? null;
    case "ArrowUp":
      return visits[index - 1]?.node.id ?? null;
    case "ArrowLeft":
      return here?.node.parentId ?? null;
    case "ArrowRight": {
      const next = visits[index + 1];
      return next?.node.parentId === here?.node.id ? next?.node.id : null;
    }
    case "Home":
      return visits[0]?.node.id ?? null;
    case "End":
      return visits.at(-1)?.node.id ?? null;
    default:
      return undefined;
  }
}

interface OutlineRowProps {
  visit: Visit;
  top: number;
  isSelected: boolean;
  isTabStop: boolean;
  severity: "error" | "warning" | undefined;
  onSelect: (additive: boolean) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

function OutlineRow(props: OutlineRowProps) {
  const { visit, top, isSelected, isTabStop, severity, onSelect, onKeyDown } = props;
  const { node, depth, position, siblings } = visit;
  const { role, own } = node;
  const tellsRole = role !== null && role !== "child";
  const holds = own.kind !== "task" || node.members.onSuccess || node.members.onFailure;
  const problem = severity === "error" ? "has an error" : "has a warning";
  return (
    <div
      role="treeitem"
      data-row={node.id}
      aria-level={depth}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isSelected}
      aria-expanded={holds ? true : undefined}
      aria-label={[
        titleOf(node),
        own.kind === "task" ? null : own.kind,
        tellsRole ? ROLE_WORDS[role] : null,
        severity === undefined ? null : problem,
        own.note === undefined ? null : `note: ${own.note}`,
      ]
        .filter((part) => part !== null)
        .join(", ")}
      tabIndex={isTabStop ? 0 : -1}
      onClick={(event) => onSelect(event.ctrlKey || event.metaKey)}
      onKeyDown={onKeyDown}
      style={{ top, height: ROW_PX, paddingLeft: 8 + (depth - 1) * 14 }}
      className={classes(
        "absolute inset-x-0 flex cursor-pointer items-center gap-2 rounded-control pr-2 -outline-offset-2",
        isSelected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <KindIcon kind={own.kind} className="size-3.5 shrink-0 text-faint" />
      <span className="min-w-0 flex-1 truncate">{titleOf(node)}</span>
      {own.note === undefined ? null : (
        <span title={own.note} className="shrink-0 text-faint">
          <StickyNote className="size-3" aria-hidden />
        </span>
      )}
      {tellsRole ? <span className="text-[11px] text-faint">{ROLE_WORDS[role]}</span> : null}
      {severity === undefined ? null : (
        <span
          className={classes(
            severity === "error" ? "state-failed" : "state-retrying",
            "grid size-4 shrink-0 place-items-center rounded-full border border-state text-[10px] leading-none font-semibold",
          )}
        >
          !
        </span>
      )}
    </div>
  );
}
