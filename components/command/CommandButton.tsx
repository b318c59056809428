"use client";
import { Search } from "lucide-react";
import { openCommands } from "./command-store";

/** The way to the palette by mouse and touch: a field to look at, a button to press. */
export function CommandButton() {
  return (
    <button
      type="button"
      aria-label="Search and commands"
      aria-keyshortcuts="Control+K"
      onClick={openCommands}
      className="flex h-8 shrink-0 items-center gap-2 rounded-control border border-line bg-ground px-2 text-soft hover:border-line-strong hover:text-ink max-lg:border-transparent max-lg:bg-transparent"
    >
      <Search className="size-4" aria-hidden />
      <span className="max-lg:hidden">Search</span>
      <kbd className="rounded-chip border border-line bg-panel px-1 font-mono text-[11px] leading-4 max-lg:hidden">
        Ctrl K
      </kbd>
    </button>
  );
}
