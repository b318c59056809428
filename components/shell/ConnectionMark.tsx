"use client";
import { useStore } from "zustand";
import { connection } from "@/components/api/connection";
import type { Connection } from "@/components/api/connection";
import { classes } from "@/components/ui/classes";
import { Tooltip } from "@/components/ui/Tooltip";

const WORDS: Record<Exclude<Connection, "none">, { label: string; hint: string; state: string }> = {
  connecting: { label: "Connecting", hint: "The stream is being opened.", state: "queued" },
  live: { label: "Live", hint: "What you see is what is so.", state: "succeeded" },
  reconnecting: {
    label: "Reconnecting",
    hint: "The stream was cut. It is taken up again where it ended, nothing is lost.",
    state: "retrying",
  },
  disconnected: {
    label: "Disconnected",
    hint: "The server does not answer. What you see is as old as that; it is asked again and again.",
    state: "failed",
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
  const isQuiet = state === "live" || state === "connecting";
  return (
    <Tooltip text={words.hint}>
      <span
        role="status"
        data-connection={state}
        className={classes(
          `state-${words.state} flex h-6 items-center gap-1.5 rounded-chip px-1.5 text-meta`,
          // What is not as it should be is said where it is seen, by word and ground.
          isQuiet ? "text-soft" : "bg-state-ground font-medium text-ink",
        )}
      >
        <span
          aria-hidden
          className={
            state === "live"
              ? "size-2 rounded-full bg-state"
              : "size-2 rounded-full border-2 border-state"
          }
        />
        <span className={isQuiet ? "max-sm:sr-only" : ""}>{words.label}</span>
      </span>
    </Tooltip>
  );
}
