"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { errorText } from "@/components/api/client";
import { Notice } from "@/components/ui/Notice";
import { SearchField } from "@/components/ui/SearchField";
import { formatExact, formatPlural } from "@/core/format";
import { linesThen } from "@/core/run-at";
import { CopyButton } from "./CopyButton";
import { LogLines } from "./LogLines";
import type { NodePartProps } from "./NodePanel";
import { useLogTail } from "./use-log-tail";
import { useThen } from "./use-then";

/** The lines that a step's handler wrote, live while this is open. */
export function NodeLogs({ runId, view }: NodePartProps) {
  const then = useThen();
  const at = then?.at ?? null;
  const { lines: read, error } = useLogTail({
    ...{ runId, nodeId: view.id, live: !view.settled, whole: at !== null },
  });
  const lines = useMemo(() => (at === null ? read : linesThen(read, at)), [read, at]);
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = useMemo(
    () =>
      wanted === "" ? lines : lines.filter((line) => line.message.toLowerCase().includes(wanted)),
    [lines, wanted],
  );
  const scroll = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  useEffect(() => {
    const element = scroll.current;
    if (element !== null && following.current) element.scrollTop = element.scrollHeight;
  }, [found.length]);
  return (
    <div className="flex h-full flex-col">
      {lines.length === 0 ? null : (
        <div className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-2">
          <SearchField
            label="Search the logs"
            value={search}
            onValueChange={setSearch}
            className="min-w-0 flex-1"
          />
          <span role="status" className="num text-meta whitespace-nowrap text-soft">
            {wanted === ""
              ? formatExact(lines.length)
              : `${formatExact(found.length)} of ${formatExact(lines.length)}`}
          </span>
          <CopyButton
            label="Copy the logs"
            text={() => found.map(({ message }) => message).join("\n")}
          />
        </div>
      )}
      <div
        ref={scroll}
        // What scrolls has to be reachable by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="log"
        aria-label="Logs"
        onScroll={({ currentTarget: at }) => {
          following.current = at.scrollHeight - at.scrollTop - at.clientHeight < 24;
        }}
        className="min-h-0 flex-1 overflow-auto py-2 outline-offset-[-2px]"
      >
        {error === null ? null : (
          <div className="px-4 pb-2">
            <Notice title="The logs cannot be read">{errorText(error)}</Notice>
          </div>
        )}
        {lines.length === 0 && error === null ? (
          <p className="px-4 py-2 text-soft">
            {emptyWords({ isPast: at !== null, settled: view.settled, later: read.length })}
          </p>
        ) : null}
        {lines.length > 0 && found.length === 0 ? (
          <p className="px-4 py-2 text-soft">No line has “{search.trim()}” in it.</p>
        ) : null}
        <LogLines lines={found} wanted={wanted} className="px-4" />
      </div>
    </div>
  );
}

interface Emptiness {
  isPast: boolean;
  settled: boolean;
  /** Lines that came after the moment that is looked at. */
  later: number;
}

function emptyWords({ isPast, settled, later }: Emptiness): string {
  if (!isPast) return settled ? "It wrote nothing." : "Nothing written yet.";
  const since = later === 0 ? "" : ` ${formatPlural(later, "line")} came later.`;
  return `Nothing that is kept had been written at this moment.${since}`;
}
