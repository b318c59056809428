"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import type { KeyboardEvent } from "react";
import { createScale, ticksOf, type TimeScale } from "@/core/timeline";
import { useRunStore } from "../context";
import { outlineKey } from "../outline-rows";
import { ChartCanvas } from "./ChartCanvas";
import type { ChartRow } from "./chart-painter";
import { usePastState, usePastStore } from "./context";
import { HoverTip } from "./HoverTip";
import { lineWords } from "./row-words";
import { Ruler } from "./Ruler";
import { linesIn, subtreesOf } from "./subtrees";
import { TimelineRow } from "./TimelineRow";
import { lookAt } from "./travel";
import { useBrush, useWheel } from "./use-brush";
import type { CriticalPath } from "./use-path";
import { useLiveTree, useRows } from "./use-rows";
import type { TimelineWindow } from "./use-window";
import { useWidth } from "./use-width";
import type { Whole } from "./use-whole";

const ROW_HEIGHT = 26;
const RULER_HEIGHT = 24;
/** Room behind the end, so that the last bar is seen to end. */
const END_PX = 12;

interface TimelineProps {
  whole: Whole;
  view: TimelineWindow;
  path: CriticalPath | null;
  selected: string | null;
  onSelect: (id: string) => void;
  narrow: boolean;
}

/** Every step over time: a row for each node, as in the outline, only those in view drawn. */
export function Timeline({ whole, view, path, selected, onSelect, narrow }: TimelineProps) {
  const run = useRunStore();
  const past = usePastStore();
  const version = usePastState((state) => state.version);
  const tree = useLiveTree();
  const { rows, fold } = useRows(tree, selected);
  const inside = useMemo(() => (tree === null ? null : subtreesOf(tree)), [tree]);
  const scroll = useRef<HTMLDivElement>(null);
  const outer = useWidth(scroll);
  const labelWidth = narrow ? 132 : 220;
  const width = Math.max(0, outer - labelWidth - END_PX);
  const { from, to } = view.window ?? whole;
  const scale = useMemo(
    () => (width === 0 ? null : createScale({ from, to, width, breaks: whole.breaks })),
    [from, to, width, whole.breaks],
  );
  const ticks = useMemo(
    () => (scale === null ? [] : ticksOf(scale, { origin: whole.from })),
    [scale, whole.from],
  );
  // This list is not memoised, which is all that the rule is about.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    scrollMargin: RULER_HEIGHT,
    scrollPaddingStart: RULER_HEIGHT,
    overscan: 8,
  });
  const latest = useRef({ rows, list });
  useEffect(() => {
    latest.current = { rows, list };
  });
  useEffect(() => {
    const index = latest.current.rows.findIndex(({ id }) => id === selected);
    if (index >= 0) latest.current.list.scrollToIndex(index, { align: "auto" });
  }, [selected, rows.length]);
  useWheel(scroll, { scale, left: labelWidth, view });
  const overRows = useBrush({ scale, whole, left: labelWidth, show: view.show });
  const overRuler = useBrush({
    ...{ scale, whole, left: 0, show: view.show },
    onClick: (at) => lookAt(past, at),
  });
  const items = list.getVirtualItems();
  const lines = past.lines();
  const inView = items.flatMap(({ index }) => rows[index] ?? []);
  const which = inView.map(({ id, folded }) => `${id}${folded}`).join();
  const painted = useMemo(
    () =>
      inView.map((row): ChartRow => {
        const isContainer = inside?.containers.has(row.id) === true;
        const step = path?.byNode.get(row.id) ?? null;
        return {
          id: row.id,
          line: lines.byNode.get(row.id),
          inside: isContainer && inside !== null ? () => linesIn(inside, row.id, lines) : null,
          folded: row.folded,
          isDimmed: row.id !== selected && run.source.isDimmed?.(row.id) === true,
          onPath: step,
          slackMs: path === null ? null : (path.slack.get(row.id) ?? null),
        };
      }),
    // The lines are changed in place, and grow while the run goes on: version and end stand for them.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [which, inside, path, version, whole.until, selected],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = outlineKey(rows, selected, event.key);
    if (move === null) return;
    event.preventDefault();
    if (move.type === "select") onSelect(move.id);
    else fold(move.id, move.folded);
  };
  const brushed = overRows.brushed ?? overRuler.brushed;
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={scroll}
        className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto"
        {...overRows.handlers}
      >
        <div
          className="sticky top-0 z-10 flex border-b border-line bg-panel"
          style={{ height: RULER_HEIGHT }}
        >
          <span className="shrink-0 border-r border-line" style={{ width: labelWidth }} />
          <div
            title="Drag to zoom, click to look at that moment"
            className="relative flex-1 cursor-crosshair overflow-hidden"
            onDoubleClick={() => view.show(null)}
            {...overRuler.handlers}
            data-ruler
          >
            {scale === null ? null : <Ruler scale={scale} ticks={ticks} />}
          </div>
        </div>
        <div
          role="tree"
          aria-label="Timeline of the run"
          tabIndex={0}
          aria-activedescendant={selected === null ? undefined : `timeline-${selected}`}
          onKeyDown={onKeyDown}
          className="relative outline-offset-[-2px]"
          style={{ height: list.getTotalSize() }}
        >
          {scale === null || items[0] === undefined ? null : (
            <ChartCanvas
              rows={painted}
              scale={scale}
              ticks={ticks}
              until={whole.until}
              rowHeight={ROW_HEIGHT}
              top={items[0].start - RULER_HEIGHT}
              left={labelWidth}
            />
          )}
          {items.map((item, index) => {
            const row = inView[index];
            if (row === undefined) return null;
            const words = lineWords(lines.byNode.get(row.id), whole);
            return (
              <TimelineRow
                key={row.id}
                row={row}
                top={item.start - RULER_HEIGHT}
                height={ROW_HEIGHT}
                labelWidth={labelWidth}
                selected={row.id === selected}
                says={words}
                narrow={narrow}
                dimmed={painted[index]?.isDimmed ?? false}
                onSelect={onSelect}
                onFold={fold}
              />
            );
          })}
        </div>
      </div>
      <div
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-0 overflow-hidden"
        style={{ left: labelWidth }}
      >
        {scale === null ? null : <Playhead scale={scale} />}
        {brushed === null ? null : (
          <span
            className="absolute inset-y-0 border-x border-focus bg-selected"
            style={{ left: brushed.x0, width: brushed.x1 - brushed.x0 }}
          />
        )}
      </div>
      {scale === null || brushed !== null ? null : (
        <HoverTip frame={scroll} labelWidth={labelWidth} scale={scale} whole={whole} />
      )}
    </div>
  );
}

/** The moment that is looked at; what had not happened then is veiled. */
function Playhead({ scale }: { scale: TimeScale }) {
  const at = usePastState(({ moment }) => moment?.at ?? null);
  if (at === null) return null;
  const x = scale.x(at);
  return (
    <>
      <span className="absolute inset-y-0 right-0 bg-panel/60" style={{ left: Math.max(0, x) }} />
      <span className="absolute inset-y-0 w-px bg-focus" style={{ left: x }} data-playhead />
    </>
  );
}
