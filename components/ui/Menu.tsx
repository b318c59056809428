"use client";
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { classes } from "./classes";

export interface MenuEntry {
  label: string;
  icon?: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Shown at the right: a key, the present choice. */
  aside?: ReactNode;
}

interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  entries: MenuEntry[];
  side?: "bottom" | "right" | "top";
}

export function Menu({ trigger, entries, side = "bottom" }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} side={side} align="end" className="z-50 outline-none">
          <Base.Popup className="min-w-44 rounded-card border border-line bg-panel p-1 shadow-float outline-none transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {entries.map((entry) => (
              <Base.Item
                key={entry.label}
                onClick={entry.onSelect}
                disabled={entry.disabled ?? false}
                className={classes(
                  "flex h-8 cursor-default items-center gap-2 rounded-chip px-2 outline-none select-none data-disabled:opacity-45 data-highlighted:bg-hover [&_svg]:size-4",
                  entry.danger === true && "text-danger",
                )}
              >
                {entry.icon}
                <span className="flex-1">{entry.label}</span>
                {entry.aside === undefined ? null : (
                  <span className="text-meta text-faint">{entry.aside}</span>
                )}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
