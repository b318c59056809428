import { classes } from "@/components/ui/classes";
import { shareColour, sharesOf } from "./state-shares";
import { STATE_WORDS } from "./state-words";
import type { FaceState } from "./types";

interface StateBarProps {
  counts: readonly { state: FaceState; count: number }[];
  className?: string;
}

/** States in proportion. The smallest share stays visible: one failure among ten thousand is seen. */
export function StateBar({ counts, className }: StateBarProps) {
  const words = counts.map(({ state, count }) => `${count} ${STATE_WORDS[state].toLowerCase()}`);
  return (
    <div
      role="img"
      aria-label={words.join(", ")}
      className={classes("flex h-1.5 gap-px overflow-hidden rounded-full", className)}
    >
      {sharesOf({ states: [...counts] }).map(({ state, share, opacity }) => (
        <span
          key={state}
          className="min-w-0.5"
          style={{ flexGrow: share, flexBasis: 0, opacity, background: shareColour(state) }}
        />
      ))}
    </div>
  );
}
