"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { commandStore } from "./command-store";
import { useGroups, type Entry, type EntryGroup } from "./use-groups";

/** Ctrl+K on every page: what can be done here, tasks, workflows, runs, places. */
export function CommandPalette() {
  const isOpen = useStore(commandStore, (state) => state.isOpen);
  const picked = useRef<Entry | null>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isPalette = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isPalette || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      commandStore.setState((state) => ({ isOpen: !state.isOpen }));
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open) => commandStore.setState({ isOpen: open })}
      // The focus is back where it was by then, and goes on from there.
      onOpenChangeComplete={(open) => {
        if (open) return;
        const entry = picked.current;
        picked.current = null;
        entry?.run();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-shade" />
        <Dialog.Popup
          aria-label="Command palette"
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[min(32rem,76dvh)] w-[min(600px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-card border border-line bg-panel shadow-float outline-none"
        >
          <PaletteList
            onPick={(entry) => {
              picked.current = entry;
              commandStore.setState({ isOpen: false });
            }}
          />
          <Dialog.Close className="sr-only">Close the command palette</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({ onPick }: { onPick: (entry: Entry) => void }) {
  const [query, setQuery] = useState("");
  // Not deferred: Enter takes what fits all that was typed, however fast.
  const groups = useGroups(query);
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={null}
      value={query}
      onValueChange={setQuery}
      itemToStringValue={(entry: Entry) => entry.label}
      autoHighlight="always"
      keepHighlight
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-faint" aria-hidden />
        <Autocomplete.Input
          aria-label="Search commands, tasks, workflows and runs"
          placeholder="Do, add, open …"
          className="h-12 w-full bg-transparent text-form outline-none placeholder:text-faint"
        />
        <kbd className="rounded-chip border border-line bg-odd px-1.5 font-mono text-[11px] leading-5 text-soft">
          Esc
        </kbd>
      </div>
      <Autocomplete.Empty className="empty:hidden">
        <p className="px-4 py-6 text-center text-soft">Nothing fits. Try a shorter word.</p>
      </Autocomplete.Empty>
      <Autocomplete.List
        aria-label="Results"
        className="min-h-0 flex-1 scroll-py-2 overflow-auto overscroll-contain p-1.5 empty:hidden"
      >
        {(group: EntryGroup) => (
          <Autocomplete.Group key={group.value} items={group.items} className="pb-1">
            <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-meta text-soft select-none">
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => (
                <Autocomplete.Item
                  key={entry.id}
                  value={entry}
                  onClick={() => onPick(entry)}
                  className="flex h-8 cursor-default items-center gap-2 rounded-control px-2.5 outline-none select-none data-highlighted:bg-selected"
                >
                  {entry.icon}
                  <span className="min-w-0 truncate">{entry.label}</span>
                  {entry.aside === undefined ? null : (
                    <span className="min-w-0 truncate text-meta text-soft">{entry.aside}</span>
                  )}
                  {entry.keys === undefined ? null : (
                    <kbd className="ml-auto shrink-0 rounded-chip border border-line bg-odd px-1.5 font-mono text-[11px] leading-5 text-soft">
                      {entry.keys}
                    </kbd>
                  )}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
