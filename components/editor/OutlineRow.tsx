"use client";
import { ChevronDown, ChevronRight, StickyNote } from "lucide-react";
import { memo, type KeyboardEvent, type MouseEvent } from "react";
import { KindIcon } from "@/components/canvas/KindIcon";
import { classes } from "@/components/ui/classes";
import type { EditorNode } from "@/core/edits/document";
import type { Visit } from "@/core/edits/walk";
import { NodeMenu } from "./NodeMenu";
import { RenameField } from "./RenameField";
import { useEditor } from "./use-editor";
import { ROLE_WORDS, titleOf } from "./words";

export const ROW_PX = 28;

/** What rows do; the same object for all of them and for good. */
export interface RowHandlers {
  onSelect: (id: string, event: MouseEvent) => void;
  onFold: (id: string, isDeep: boolean) => void;
  onKeyDown: (id: string, event: KeyboardEvent<HTMLElement>) => void;
}

interface OutlineRowProps extends Omit<Visit, "node"> {
  node: EditorNode;
  top: number;
  isSelected: boolean;
  isTabStop: boolean;
  isFolded: boolean;
  severity: "error" | "warning" | undefined;
  handlers: RowHandlers;
}

/** One node of the outline. Memoised: of what is done, one or two rows show something. */
export const OutlineRow = memo(function OutlineRow(props: OutlineRowProps) {
  const { node, depth, position, siblings, handlers } = props;
  const { top, isSelected, isTabStop, isFolded, severity } = props;
  const { role, own } = node;
  const tellsRole = role !== null && role !== "child";
  const isContainer = own.kind !== "task";
  const holds = isContainer || node.members.onSuccess || node.members.onFailure;
  const problem = severity === "error" ? "has an error" : "has a warning";
  const isRenamed = useEditor(
    ({ renaming }) => renaming?.where === "outline" && renaming.nodeId === node.id,
  );
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <div
      role="treeitem"
      data-row={node.id}
      aria-level={depth}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isSelected}
      aria-expanded={holds ? !isFolded : undefined}
      aria-label={[
        titleOf(node),
        isContainer ? own.kind : null,
        tellsRole ? ROLE_WORDS[role] : null,
        severity === undefined ? null : problem,
        own.note === undefined ? null : `note: ${own.note}`,
      ]
        .filter((part) => part !== null)
        .join(", ")}
      tabIndex={isTabStop ? 0 : -1}
      onClick={(event) => {
        // A click in the menu of the row comes here too, from elsewhere in the page.
        const { currentTarget, target } = event;
        if (target instanceof Node && currentTarget.contains(target))
          handlers.onSelect(node.id, event);
      }}
      onKeyDown={(event) => handlers.onKeyDown(node.id, event)}
      style={{ top, height: ROW_PX, paddingLeft: 4 + (depth - 1) * 14 }}
      className={classes(
        "group/row absolute inset-x-0 flex cursor-pointer items-center gap-1.5 rounded-control pr-1 -outline-offset-2 select-none",
        isSelected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      {isContainer ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${isFolded ? "Unfold" : "Fold"} ${titleOf(node)}`}
          onClick={(event) => {
            event.stopPropagation();
            handlers.onFold(node.id, event.shiftKey);
          }}
          className="grid size-5 shrink-0 place-items-center rounded-chip text-faint hover:bg-hover hover:text-ink"
        >
          <Chevron className="size-3.5" aria-hidden />
        </button>
      ) : (
        <span className="size-5 shrink-0" />
      )}
      <KindIcon kind={own.kind} className="size-3.5 shrink-0 text-faint" />
      {isRenamed ? (
        <RenameField nodeId={node.id} className="h-6 min-w-0 flex-1" />
      ) : (
        <span className="min-w-10 flex-1 truncate">{titleOf(node)}</span>
      )}
      {own.note === undefined ? null : (
        <span title={own.note} className="shrink-0 text-faint">
          <StickyNote className="size-3" aria-hidden />
        </span>
      )}
      <MoveMark nodeId={node.id} />
      {tellsRole ? <span className="text-[11px] text-faint">{ROLE_WORDS[role]}</span> : null}
      {severity === undefined ? null : <SeverityMark severity={severity} />}
      {isTabStop && isSelected ? <NodeMenu isQuiet /> : null}
    </div>
  );
});

/** At the node that a move is at: what would become of what moves. */
function MoveMark({ nodeId }: { nodeId: string }) {
  const words = useEditor(({ moving }) =>
    moving?.slot?.nodeId === nodeId ? moving.slot.words : null,
  );
  if (words === null) return null;
  return (
    <span
      aria-hidden
      className="max-w-[55%] min-w-0 truncate rounded-chip bg-focus px-1.5 text-[11px] leading-5 font-medium text-on-accent"
    >
      {words}
    </span>
  );
}

function SeverityMark({ severity }: { severity: "error" | "warning" }) {
  return (
    <span
      className={classes(
        severity === "error" ? "state-failed" : "state-retrying",
        "grid size-4 shrink-0 place-items-center rounded-full border border-state text-[10px] leading-none font-semibold",
      )}
    >
      !
    </span>
  );
}
