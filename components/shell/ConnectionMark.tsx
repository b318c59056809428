"use client";
import { useStore } from "zustand";
import { connection } from "@/components/api/connection";
import type { Connection } from "@/components/api/connection";
import { Tooltip } from "@/components/ui/Tooltip";

const WORDS: Record<Exclude<Connection, "none">, { label: string; hint: string; state: string }> = {
  connecting: { label: "Connecting", hint: "The stream is being opened.", state: "queued" },
  live: { label: "Live", hint: "What you see is what is so.", state: "succeeded" },
  reconnecting: {
    label: "Reconnecting",
    hint: "The stream was cut. It is taken up again where it ended, nothing is lost.",
    state: "retrying",
  },
  behind: {
    label: "Behind",
    hint: "More happened than the stream keeps. Everything is read anew.",
    state: "retrying",
  },
  asleep: { label: "Asleep", hint: "The page was out of sight for a while.", state: "held" },
};

export function ConnectionMark() {
  const { state } = useStore(connection);
  if (state === "none") return null;
  const words = WORDS[state];
  return (
    <Tooltip text={words.hint}>
      <span
        role="status"
        data-connection={state}
        className={`state-${words.state} flex h-6 items-center gap-1.5 rounded-chip px-1.5 text-meta text-soft`}
      >
        <span
          aria-hidden
          className={
            state === "live"
              ? "size-2 rounded-full bg-state"
              : "size-2 rounded-full border-2 border-state"
          }
        />
        <span className="max-sm:sr-only">{words.label}</span>
      </span>
    </Tooltip>
  );
}
