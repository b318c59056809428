"use client";
import { Search } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";

interface PaletteFieldProps {
  searchRef: RefObject<HTMLInputElement | null>;
  value: string;
  onValueChange: (value: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocusChange: (isFocused: boolean) => void;
  listId: string;
  activeId: string | undefined;
}

/** The search over what the palette lists; it keeps the focus while arrows go through the list. */
export function PaletteField(props: PaletteFieldProps) {
  const { searchRef, value, onValueChange, onKeyDown, onFocusChange, listId, activeId } = props;
  return (
    <label className="relative block">
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint"
        aria-hidden
      />
      <input
        ref={searchRef}
        type="search"
        role="combobox"
        aria-label="Search tasks"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={activeId}
        autoComplete="off"
        placeholder="Search tasks"
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={() => onFocusChange(true)}
        onBlur={() => onFocusChange(false)}
        className="h-8 w-full rounded-control border border-line bg-panel pr-2 pl-8 placeholder:text-faint hover:border-line-strong"
      />
    </label>
  );
}
