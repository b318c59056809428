"use client";
import { useEffect, useRef } from "react";
import { errorText } from "@/components/api/client";
import { Notice } from "@/components/ui/Notice";
import { Moment } from "./Moment";
import type { NodePartProps } from "./NodePanel";
import { useLogTail } from "./use-log-tail";

/** The lines that a step's handler wrote, live while this is open. */
export function NodeLogs({ runId, view }: NodePartProps) {
  const { lines, error } = useLogTail({ runId, nodeId: view.id, live: !view.settled });
  const scroll = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  useEffect(() => {
    const element = scroll.current;
    if (element !== null && following.current) element.scrollTop = element.scrollHeight;
  }, [lines.length]);
  return (
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
      className="h-full overflow-auto py-2 font-mono text-meta outline-offset-[-2px]"
    >
      {error === null ? null : (
        <div className="px-4 pb-2 font-sans">
          <Notice title="The logs cannot be read">{errorText(error)}</Notice>
        </div>
      )}
      {lines.length === 0 && error === null ? (
        <p className="px-4 py-2 font-sans text-base text-soft">
          {view.settled ? "It wrote nothing." : "Nothing written yet."}
        </p>
      ) : null}
      {lines.map((line) => (
        <div key={line.id} className="flex gap-3 px-4 py-0.5 hover:bg-hover">
          <span className="shrink-0 text-faint">
            <Moment at={line.at} />
          </span>
          <span className="min-w-0 break-words whitespace-pre-wrap">{line.message}</span>
        </div>
      ))}
    </div>
  );
}
