"use client";
import { ListFilter, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import type { KeyboardEvent } from "react";
import { usePageCommands } from "@/components/command/use-page-commands";
import { Button, IconButton } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import { formatExact } from "@/core/format";
import { FILTER_KEYS } from "@/core/run-filter";
import type { RunFilter } from "./use-filter";

interface FilterFieldProps {
  filter: RunFilter;
  selected: string | null;
  /** Shows a node that was found. */
  onSelect: (id: string) => void;
  /** Selects all that was found. */
  onSelectAll: (ids: string[]) => void;
}

/** Where a person types what to look for. Enter goes from match to match, Escape ends it. */
export function FilterField({ filter, selected, onSelect, onSelectAll }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const says = useId();
  const { text, setText, found, problem } = filter;
  useFilterKey(input);
  usePageCommands(() => [
    {
      id: "filter run",
      label: "Filter the nodes of the run",
      words: "search find state task",
      run: () => input.current?.focus(),
    },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && text !== "") {
      event.preventDefault();
      event.stopPropagation();
      setText("");
    }
    if (event.key !== "Enter" || found === null) return;
    const next = nextOf(found.matches, selected, event.shiftKey ? -1 : 1);
    if (next !== undefined) onSelect(next);
  };
  return (
    <div role="search" className="shrink-0 border-b border-line p-2">
      <div className="relative">
        <ListFilter
          className="pointer-events-none absolute top-2 left-2 size-4 text-faint"
          aria-hidden
        />
        <input
          ref={input}
          aria-label="Filter the nodes"
          aria-describedby={says}
          aria-invalid={problem !== null}
          placeholder="state:failed task:ocr"
          title={`Text, or ${FILTER_KEYS.map((key) => `${key}:`).join(" ")}  ( / )`}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-8 w-full rounded-control border border-line bg-panel pr-8 pl-7.5 placeholder:text-faint hover:border-line-strong aria-invalid:border-danger"
        />
        {text === "" ? null : (
          <IconButton
            label="End the filter"
            size="compact"
            className="absolute top-0.5 right-0.5"
            onClick={() => {
              setText("");
              input.current?.focus();
            }}
          >
            <X />
          </IconButton>
        )}
      </div>
      <p
        id={says}
        role="status"
        className={classes(
          "px-1 pt-1 text-meta empty:pt-0",
          problem === null ? "num text-soft" : "text-danger",
        )}
      >
        {problem ?? (found === null ? "" : countWords(found))}
      </p>
      {found === null || found.matches.length < 2 ? null : (
        <Button
          size="compact"
          variant="quiet"
          className="mt-1"
          onClick={() => onSelectAll(found.matches)}
        >
          Select all {formatExact(found.matches.length)}
        </Button>
      )}
    </div>
  );
}

function countWords({ matches, of }: NonNullable<RunFilter["found"]>): string {
  return matches.length === 0
    ? `Nothing among ${formatExact(of)} steps`
    : `${formatExact(matches.length)} found, of ${formatExact(of)} steps`;
}

/** The match after the one that is selected, round and round; the first where none is. */
function nextOf(matches: string[], selected: string | null, by: 1 | -1): string | undefined {
  const at = selected === null ? -1 : matches.indexOf(selected);
  if (at < 0) return by === 1 ? matches[0] : matches.at(-1);
  return matches[(at + by + matches.length) % matches.length];
}

/** `/` and `f` lead here, unless something is being typed or a dialog is open. */
function useFilterKey(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isOther = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented;
      if (isOther || (event.key !== "/" && event.key.toLowerCase() !== "f")) return;
      const { target } = event;
      if (!(target instanceof Element)) return;
      if (target.closest("input, textarea, select, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [input]);
}
