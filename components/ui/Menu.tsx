"use client";
import { ContextMenu as BaseContext } from "@base-ui/react/context-menu";
import { Menu as Base } from "@base-ui/react/menu";
import { Fragment, type ReactElement, type ReactNode } from "react";
import { classes } from "./classes";
import { usePortalContainer } from "./landmark";

export interface MenuEntry {
  label: string;
  icon?: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Shown at the right: a key, the present choice. */
  aside?: ReactNode;
  /** A line parts entries of different groups. */
  group?: string;
}

interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  /** Of a function: asked when the menu is drawn. */
  entries: MenuEntry[] | (() => MenuEntry[]);
  side?: "bottom" | "right" | "top";
}

/** Over dialogs and sheets (`z-50`), which have menus in them. */
export function Menu({ trigger, entries, side = "bottom" }: MenuProps) {
  const container = usePortalContainer();
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal container={container}>
        <Base.Positioner sideOffset={4} side={side} align="end" className="z-60 outline-none">
          {typeof entries === "function" ? (
            <PopupOfMoment entries={entries} />
          ) : (
            <MenuPopup entries={entries} />
          )}
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface ContextMenuProps {
  /** The area, one element. */
  children: ReactElement<Record<string, unknown>>;
  /** Asked when it is drawn. */
  entries: () => MenuEntry[];
}

/** A menu at the pointer, by right click, or by a long press where there is no mouse. */
export function ContextMenu({ children, entries }: ContextMenuProps) {
  const container = usePortalContainer();
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal container={container}>
        <BaseContext.Positioner className="z-60 outline-none">
          <PopupOfMoment entries={entries} />
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}

/** Mounted while the menu is open: the entries speak of that moment. */
function PopupOfMoment({ entries }: Pick<ContextMenuProps, "entries">) {
  return <MenuPopup entries={entries()} />;
}

interface PointMenuProps {
  open: boolean;
  /** It was left, with or without a choice. */
  onClose: () => void;
  /** Of the window. */
  point: { x: number; y: number };
  /** What it is about, in a sentence. */
  title: string;
  entries: MenuEntry[];
}

/** A menu that opens by itself at a point; the focus is in it until something is chosen or Escape pressed. */
export function PointMenu({ open, onClose, point, title, entries }: PointMenuProps) {
  const container = usePortalContainer();
  const anchor = { getBoundingClientRect: () => new DOMRect(point.x, point.y, 0, 0) };
  return (
    <Base.Root
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Base.Portal container={container}>
        <Base.Positioner anchor={anchor} sideOffset={4} align="start" className="z-60 outline-none">
          <MenuPopup entries={entries} title={title} />
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuPopup({ entries, title }: { entries: MenuEntry[]; title?: string }) {
  const items = <MenuItems entries={entries} />;
  return (
    <Base.Popup
      // Longer than the screen it scrolls, which axe wants to be possible by keys.
      tabIndex={0}
      className="max-h-(--available-height) min-w-44 overflow-y-auto overscroll-contain rounded-card border border-line bg-panel p-1 shadow-float outline-none transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      {title === undefined ? (
        items
      ) : (
        <Base.Group>
          <Base.GroupLabel className="max-w-100 px-2 py-1.5 text-soft">{title}</Base.GroupLabel>
          {items}
        </Base.Group>
      )}
    </Base.Popup>
  );
}

function MenuItems({ entries }: { entries: MenuEntry[] }) {
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    const isParted = before !== undefined && before.group !== entry.group;
    return (
      <Fragment key={entry.label}>
        {isParted ? <Base.Separator className="mx-1 my-1 h-px bg-line" /> : null}
        <Base.Item
          onClick={entry.onSelect}
          disabled={entry.disabled ?? false}
          className={classes(
            "flex h-7 cursor-default items-center gap-2 rounded-chip px-2 outline-none select-none data-disabled:opacity-45 data-highlighted:bg-hover pointer-coarse:h-9 [&_svg]:size-4",
            entry.danger === true && "text-danger",
          )}
        >
          {entry.icon}
          <span className="flex-1">{entry.label}</span>
          {entry.aside === undefined ? null : (
            <span className="pl-4 text-meta text-faint">{entry.aside}</span>
          )}
        </Base.Item>
      </Fragment>
    );
  });
}
