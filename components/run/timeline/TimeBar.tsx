"use client";
import { ChartGantt, Pause, Play, Radio, StepBack, StepForward } from "lucide-react";
import { Button, IconButton } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import { useNow } from "@/components/canvas/use-now";
import { formatClock, formatDuration } from "@/core/format";
import type { Stretch } from "@/core/timeline";
import { usePastState, usePastStore } from "./context";
import { Scrubber } from "./Scrubber";
import { oncePast, stepEvent } from "./travel";
import type { Whole } from "./use-whole";

interface TimeBarProps {
  whole: Whole | null;
  window: Stretch | null;
  isOpen: boolean;
  onToggle: () => void;
  isPlaying: boolean;
  onPlay: (play: boolean) => void;
  narrow: boolean;
}

/** Under the drawing: the whole run to go through, and the way to the timeline and back to now. */
export function TimeBar(props: TimeBarProps) {
  const { whole, window, isOpen, onToggle, isPlaying, onPlay, narrow } = props;
  const past = usePastStore();
  const moment = usePastState((state) => state.moment);
  return (
    <section
      aria-label="Time"
      className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-t border-line bg-panel px-2 py-1.5"
    >
      <Button
        size="compact"
        variant={isOpen ? "plain" : "quiet"}
        aria-pressed={isOpen}
        icon={<ChartGantt aria-hidden />}
        onClick={onToggle}
      >
        Timeline
      </Button>
      <span className="flex items-center">
        <IconButton
          size="compact"
          label="One event back"
          onClick={() => oncePast(past, () => stepEvent(past, -1))}
        >
          <StepBack />
        </IconButton>
        <IconButton
          size="compact"
          label={isPlaying ? "Stop playing" : "Play the run"}
          onClick={() => {
            past.open();
            onPlay(!isPlaying);
          }}
        >
          {isPlaying ? <Pause /> : <Play />}
        </IconButton>
        <IconButton
          size="compact"
          label="One event on"
          disabled={moment === null}
          onClick={() => oncePast(past, () => stepEvent(past, 1))}
        >
          <StepForward />
        </IconButton>
      </span>
      <span className={classes("flex min-w-0", narrow ? "order-last w-full" : "flex-1")}>
        <Scrubber whole={whole} window={window} />
      </span>
      <Readout whole={whole} narrow={narrow} />
    </section>
  );
}

/** The moment that is shown; the height and width of it do not change while it is dragged. */
function Readout({ whole, narrow }: { whole: Whole | null; narrow: boolean }) {
  const past = usePastStore();
  const moment = usePastState((state) => state.moment);
  const status = usePastState((state) => state.status);
  const loaded = usePastState((state) => state.loaded);
  const now = useNow(false);
  const isPast = moment !== null && whole !== null;
  const words =
    status === "loading"
      ? `Reading the events, ${Math.round(loaded * 100)} %`
      : status === "failed"
        ? "The events cannot be read"
        : isPast
          ? `${formatDuration(moment.at - whole.from)} · ${formatClock(moment.at, { now })}`
          : "Now";
  return (
    <span
      className={classes(
        "flex items-center justify-end gap-2",
        narrow ? "min-w-0 flex-1" : "min-w-58",
      )}
    >
      <span
        data-moment={isPast ? moment.at - whole.from : "now"}
        className={classes("num truncate text-meta", isPast ? "font-medium" : "text-soft")}
        title={isPast ? new Date(moment.at).toISOString() : undefined}
      >
        {words}
      </span>
      {status === "failed" ? (
        <Button size="compact" onClick={past.open}>
          Try again
        </Button>
      ) : null}
      {isPast ? (
        <Button
          size="compact"
          variant="primary"
          {...(narrow ? { "aria-label": "Back to live" } : { icon: <Radio aria-hidden /> })}
          onClick={() => past.look(null)}
        >
          {narrow ? "Live" : "Back to live"}
        </Button>
      ) : null}
    </span>
  );
}
