/** A run in a few words: for its header, the title of its tab, and a notification. Pure. */
import { STATE_WORDS } from "@/components/canvas/state-words";
import { formatCount, formatPlural } from "@/core/format";
import type { RunFlags } from "@/core/events";
import type { RunSummary } from "@/core/snapshot";
import type { FaceState } from "@/components/canvas/types";

type Run = Pick<RunSummary & RunFlags, "state" | "settled" | "paused" | "counts" | "name">;

const ENDED = ["succeeded", "failed", "revoked", "skipped"];

/** How many of its steps have ended, and how many there are. */
export function stepsOf({ counts }: Pick<Run, "counts">): { ended: number; total: number } {
  const sum = (states: string[]) => states.reduce((all, state) => all + (counts[state] ?? 0), 0);
  return { ended: sum(ENDED), total: sum(Object.keys(counts)) };
}

/** `failed` and not settled shows both; a paused run says so. */
export function runWords(run: Pick<Run, "state" | "settled" | "paused">): string {
  const word = STATE_WORDS[run.state];
  if (run.paused && !run.settled) return `${word}, paused`;
  const open = !run.settled && run.state !== "running" && run.state !== "pending";
  return open ? `${word}, still running` : word;
}

/** What its mark shows: a paused run is held. */
export function runFace({
  state,
  paused,
  settled,
}: Pick<Run, "state" | "paused" | "settled">): FaceState {
  return paused && !settled ? "held" : state;
}

/** What fits into a tab: how far it is first, the name behind. */
export function runTitle(run: Run): string {
  const { ended, total } = stepsOf(run);
  const word = run.settled ? STATE_WORDS[run.state] : `${formatCount(ended)}/${formatCount(total)}`;
  const stands = run.settled || run.state === "running" || run.state === "pending";
  const told = [...(stands ? [] : [run.state]), ...(run.paused && !run.settled ? ["paused"] : [])];
  return `${[word, told.join(", ")].join(" ").trim()} · ${run.name}`;
}

/** What a notification says under the name when a run has ended. */
export function runEndWords(run: Run): string {
  const { total } = stepsOf(run);
  const failed = run.counts["failed"] ?? 0;
  const of = formatPlural(total, "step");
  return failed > 0
    ? `${STATE_WORDS[run.state]}: ${formatCount(failed)} of ${of} failed`
    : `${STATE_WORDS[run.state]}: ${of}`;
}
