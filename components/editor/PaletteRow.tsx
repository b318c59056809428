"use client";
import { useEffect, useRef, type PointerEvent } from "react";
import { KindIcon } from "@/components/canvas/KindIcon";
import { classes } from "@/components/ui/classes";
import type { PaletteItem } from "./palette-items";

interface PaletteRowProps {
  id: string;
  item: PaletteItem;
  isActive: boolean;
  onPick: () => void;
  /** A press on it, which may become a drag. */
  onPress: (event: PointerEvent) => void;
}

/** A task or container that can be picked. */
export function PaletteRow({ id, item, isActive, onPick, onPress }: PaletteRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const isOffline = item.type === "task" && item.isOffline;
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={isActive}
      aria-label={`${item.type === "task" ? item.task : item.short}${isOffline ? ", offline" : ""}`}
      title={item.description}
      // The search field keeps the focus, so that typing goes on.
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Enter" && onPick()}
      onPointerDown={onPress}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={classes(
        "flex cursor-pointer items-start gap-2 rounded-control px-2 py-1.5 hover:bg-hover",
        isActive && "bg-hover",
      )}
    >
      <KindIcon
        kind={item.type === "task" ? "task" : item.kind}
        className="mt-0.5 size-4 shrink-0 text-faint"
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{item.short}</span>
          {isOffline ? (
            <span className="state-retrying rounded-chip border border-state/50 px-1 text-[11px] leading-4 text-soft">
              offline
            </span>
          ) : null}
        </span>
        <span className="block truncate text-meta text-faint">{item.description}</span>
      </span>
    </div>
  );
}
