"use client";
import { Route, ZoomOut } from "lucide-react";
import { useEffect, useState } from "react";
import { usePageCommands } from "@/components/command/use-page-commands";
import { errorText } from "@/components/api/client";
import { Button } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import { Notice } from "@/components/ui/Notice";
import { stopClocks, useNow } from "@/components/canvas/use-now";
import { formatClock, formatDuration } from "@/core/format";
import { useRunState } from "../context";
import { RunKeyHelp } from "../RunKeyHelp";
import { usePastState, usePastStore } from "./context";
import { Splitter, useSplit } from "./Splitter";
import { TimeBar } from "./TimeBar";
import { Timeline } from "./Timeline";
import { oncePast, stepEvent } from "./travel";
import type { Dock } from "./use-dock";
import { usePath } from "./use-path";
import { usePlay } from "./use-play";
import { useLiveTree } from "./use-rows";
import { useRunKeys } from "./use-run-keys";
import { useWhole } from "./use-whole";
import { useWindow } from "./use-window";
import { WhereTimeWent } from "./WhereTimeWent";

interface TimelineDockProps {
  selected: string | null;
  onSelect: (id: string) => void;
  narrow: boolean;
  dock: Dock;
}

/** Time, under the drawing: the bar to go through it, and the timeline when it is open. */
export function TimelineDock(props: TimelineDockProps) {
  const isThere = useRunState((state) => state.tree !== null);
  return isThere ? <DockBody {...props} /> : null;
}

const USUAL_HEIGHT = 300;
const ZOOM = 1.6;
const PAN_SHARE = 0.25;

function DockBody({ selected, onSelect, narrow, dock }: TimelineDockProps) {
  const past = usePastStore();
  const whole = useWhole();
  const view = useWindow(whole);
  const tree = useLiveTree();
  const path = usePath(tree, whole, dock.isPathShown);
  const [isPlaying, play] = usePlay(past, whole);
  const [height, setHeight] = useSplit(USUAL_HEIGHT);
  const [isHelpOpen, setHelpOpen] = useState(false);
  useEffect(() => {
    if (dock.isOpen) past.open();
  }, [past, dock.isOpen]);
  useStoppedClocks();
  const toggle = () => dock.setOpen(!dock.isOpen);
  const actions = {
    timeline: toggle,
    path: () => dock.setPathShown(!dock.isPathShown),
    zoomIn: () => view.zoom(ZOOM),
    zoomOut: () => view.zoom(1 / ZOOM),
    zoomAll: () => view.show(null),
    earlier: () => view.pan(-PAN_SHARE),
    later: () => view.pan(PAN_SHARE),
    back: () => oncePast(past, () => stepEvent(past, -1)),
    on: () => oncePast(past, () => stepEvent(past, 1)),
    play: () => oncePast(past, () => play(!isPlaying)),
    live: () => past.look(null),
    help: () => setHelpOpen(true),
  };
  useRunKeys(actions);
  useTimeCommands(actions, dock);
  return (
    <>
      {dock.isOpen && !narrow ? <Splitter height={height} onHeight={setHeight} /> : null}
      <TimeBar
        {...{ whole, window: view.window, isOpen: dock.isOpen, narrow }}
        onToggle={toggle}
        isPlaying={isPlaying}
        onPlay={play}
      />
      <Approximate />
      {dock.isOpen ? (
        <section
          aria-label="Timeline"
          className={classes(
            "flex min-h-0 flex-col border-t border-line bg-panel",
            narrow ? "flex-1" : "shrink-0",
          )}
          {...(narrow ? {} : { style: { height } })}
        >
          <div className="flex shrink-0 items-center gap-1 border-b border-line px-2 py-1">
            <Button
              size="compact"
              variant={dock.isPathShown ? "plain" : "quiet"}
              aria-pressed={dock.isPathShown}
              icon={<Route aria-hidden />}
              onClick={actions.path}
            >
              Critical path
            </Button>
            {view.window === null ? (
              <span className="ml-auto text-meta text-faint max-sm:hidden">
                Drag over the bars to zoom
              </span>
            ) : (
              <span className="ml-auto flex items-center gap-2">
                <span className="num text-meta text-soft">
                  {formatDuration(view.window.to - view.window.from)} in view
                </span>
                <Button
                  size="compact"
                  variant="quiet"
                  icon={<ZoomOut aria-hidden />}
                  onClick={actions.zoomAll}
                >
                  Show all
                </Button>
              </span>
            )}
          </div>
          <div className="flex min-h-0 flex-1 max-md:flex-col">
            {whole === null ? (
              <NotThere />
            ) : (
              <Timeline {...{ whole, view, path, selected, onSelect, narrow }} />
            )}
            {path === null || whole === null ? null : (
              <div className="flex min-h-0 w-76 shrink-0 flex-col border-line max-md:order-first max-md:max-h-[38%] max-md:w-full max-md:border-b md:border-l">
                <WhereTimeWent
                  path={path}
                  selected={selected}
                  onSelect={onSelect}
                  isLive={whole.isLive}
                />
              </div>
            )}
          </div>
        </section>
      ) : null}
      <RunKeyHelp open={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </>
  );
}

function NotThere() {
  const status = usePastState((state) => state.status);
  const problem = usePastState((state) => state.problem);
  if (status === "failed") {
    return (
      <div className="p-4">
        <Notice title="The events cannot be read">{errorText(problem)}</Notice>
      </div>
    );
  }
  return <div className="flex-1" aria-busy="true" />;
}

/** Says plainly what is put together, where the events themselves are gone. */
function Approximate() {
  const until = usePastState((state) => state.approximateUntil);
  const now = useNow(false);
  if (until === null) return null;
  return (
    <p
      data-approximate
      className="num shrink-0 border-t border-line bg-odd px-3 py-1 text-meta text-soft"
    >
      Before {formatClock(until, { now })} this is approximate: those events are no longer kept.
      States are put together from when each step last waited, started and ended; earlier attempts,
      reports and pauses are missing.
    </p>
  );
}

function useTimeCommands(
  actions: Record<"timeline" | "path" | "play" | "live", () => void>,
  dock: Dock,
): void {
  const isPast = useRunState((state) => state.isPast);
  usePageCommands(() => [
    {
      id: "timeline",
      label: dock.isOpen ? "Hide the timeline" : "Show the timeline",
      words: "gantt time",
      run: actions.timeline,
    },
    {
      id: "critical path",
      label: dock.isPathShown ? "Hide the critical path" : "Show the critical path",
      words: "where the time went slow bottleneck",
      run: actions.path,
    },
    { id: "play run", label: "Play the run", words: "time travel replay", run: actions.play },
    ...(isPast ? [{ id: "back to live", label: "Back to live", run: actions.live }] : []),
  ]);
}

/** What counts seconds stands still at the moment that is looked at. */
function useStoppedClocks(): void {
  const at = usePastState(({ moment }) => moment?.at ?? null);
  useEffect(() => {
    stopClocks(at);
    return () => stopClocks(null);
  }, [at]);
}
