import { classes } from "@/components/ui/classes";
import { STATE_WORDS } from "./state-words";
import type { FaceState } from "./types";

interface StateBarProps {
  counts: readonly { state: FaceState; count: number }[];
  className?: string;
}

/** Weights so that what succeeded grows from the left and what waits stands at the right. */
export const FROM_LEFT: readonly FaceState[] = [
  "succeeded",
  "failed",
  "revoked",
  "running",
  "retrying",
  "held",
  "queued",
  "scheduled",
  "skipped",
  "pending",
  "draft",
];

/** Nothing happens there: they recede behind what does. */
const WAITING: ReadonlySet<FaceState> = new Set(["queued", "scheduled", "skipped"]);

/** States in proportion. The smallest share stays visible: one failure among ten thousand is seen. */
export function StateBar({ counts, className }: StateBarProps) {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const words = counts.map(({ state, count }) => `${count} ${STATE_WORDS[state].toLowerCase()}`);
  const ordered = counts.toSorted(
    (a, b) => FROM_LEFT.indexOf(a.state) - FROM_LEFT.indexOf(b.state),
  );
  return (
    <div
      role="img"
      aria-label={words.join(", ")}
      className={classes("flex h-1.5 gap-px overflow-hidden rounded-full", className)}
    >
      {ordered.map(({ state, count }) => (
        <span
          key={state}
          className={classes(
            `state-${state} min-w-0.5`,
            state === "pending" || state === "draft" ? "bg-line" : "bg-state",
            WAITING.has(state) && "opacity-40",
            state === "succeeded" && "opacity-80",
          )}
          style={{ flexGrow: count / total, flexBasis: 0 }}
        />
      ))}
    </div>
  );
}
