"use client";
import { ListTree } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Canvas } from "@/components/canvas/Canvas";
import type { CanvasHandle } from "@/components/canvas/types";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Notice } from "@/components/ui/Notice";
import { useMedia } from "@/components/ui/use-media";
import { formatExact } from "@/core/format";
import type { Folds } from "@/core/layout/types";
import type { RetryPlan } from "./actions";
import { useRunState, useRunStore } from "./context";
import { NodePanel } from "./NodePanel";
import { Outline } from "./Outline";
import { RunResult } from "./RunResult";
import { FilterField } from "./FilterField";
import { NOTHING, type Selection } from "./selection";
import { SelectionPanel } from "./SelectionPanel";
import { useClicked, type Clicked } from "./use-clicked";
import { useFilter } from "./use-filter";
import { useFolds } from "./use-folds";
import { useFrame } from "./use-frame";
import { useSelection, type Select } from "./use-selection";
import { useSteerKeys } from "./use-steer-keys";
import { PastContext } from "./timeline/context";
import { TimelineDock } from "./timeline/TimelineDock";
import { useDock } from "./timeline/use-dock";
import { usePast } from "./timeline/use-past";

interface RunWorkspaceProps {
  runId: string;
  onRetry: (plan: RetryPlan) => void;
  onSucceed: (nodeId: string) => void;
}

/** Outline, drawing and panel side by side, at the moment that is looked at; on a phone the others as sheets. */
export function RunWorkspace(props: RunWorkspaceProps) {
  const past = usePast(props.runId);
  return (
    <PastContext value={past}>
      <Workspace {...props} />
    </PastContext>
  );
}

function Workspace({ runId, onRetry, onSucceed }: RunWorkspaceProps) {
  const narrow = useMedia("(max-width: 767px)");
  const [selection, select] = useSelection();
  const selected = selection[0] ?? null;
  const [outlineOpen, setOutlineOpen] = useState(false);
  const filter = useFilter();
  const dock = useDock();
  // A phone has room for one of the two.
  const isDrawn = !(narrow && dock.isOpen);
  const lit = filter.found?.lit ?? null;
  const canvas = useRef<CanvasHandle>(null);
  const open = useCallback(
    (id: string) => {
      select([id]);
      canvas.current?.reveal(id);
    },
    [select],
  );
  const click = useClicked(select);
  const [folds, setFolds] = useFolds();
  const onKeyDown = useSteerKeys({
    ...{ runId, selection, select, filter, canvas, folds, setFolds, onRetry, onSucceed },
  });
  const panel =
    selected === null ? null : selection.length > 1 ? (
      <SelectionPanel
        runId={runId}
        selection={selection}
        onSelect={open}
        onClose={() => select(NOTHING)}
        onRetry={onRetry}
        sheet={narrow}
      />
    ) : (
      <NodePanel
        key={selected}
        runId={runId}
        nodeId={selected}
        onSelect={open}
        onClose={() => select(NOTHING)}
        onRetry={onRetry}
        onSucceed={onSucceed}
        sheet={narrow}
      />
    );
  return (
    <>
      <div className={isDrawn ? "relative flex min-h-0 flex-1" : "hidden"}>
        {narrow ? (
          <>
            <Button
              className="absolute top-3 left-3 z-10"
              icon={<ListTree aria-hidden />}
              onClick={() => setOutlineOpen(true)}
            >
              {filter.found === null
                ? "Outline"
                : `Outline, ${formatExact(filter.found.matches.length)} found`}
            </Button>
            <Dialog
              open={outlineOpen}
              onOpenChange={setOutlineOpen}
              title="Outline"
              placement="sheet"
            >
              <div className="flex h-[60dvh] flex-col">
                <FilterField
                  filter={filter}
                  selected={selected}
                  onSelect={open}
                  onSelectAll={(ids) => {
                    setOutlineOpen(false);
                    select(ids);
                  }}
                />
                <Outline
                  selection={selection}
                  lit={lit}
                  onSelect={(id) => {
                    setOutlineOpen(false);
                    open(id);
                  }}
                />
              </div>
            </Dialog>
          </>
        ) : (
          <aside className="flex w-60 shrink-0 flex-col border-r border-line bg-panel">
            <FilterField filter={filter} selected={selected} onSelect={open} onSelectAll={select} />
            <Outline
              selection={selection}
              lit={lit}
              onSelect={(id, how) => {
                click(id, how);
                canvas.current?.reveal(id);
              }}
            />
          </aside>
        )}
        <div className="min-w-0 flex-1">
          <RunDrawing
            canvas={canvas}
            selection={selection}
            select={select}
            folds={folds}
            onFoldsChange={setFolds}
            onClick={click}
            onKeyDown={onKeyDown}
          />
        </div>
        {narrow ? (
          panel
        ) : (
          <aside
            aria-label="Node"
            data-reading
            className="flex w-90 shrink-0 flex-col border-l border-line bg-panel max-lg:w-76"
          >
            {panel ?? (
              <RunResult runId={runId} onSelect={open} onRetry={onRetry} onSucceed={onSucceed} />
            )}
          </aside>
        )}
      </div>
      <TimelineDock selected={selected} onSelect={open} narrow={narrow} dock={dock} />
    </>
  );
}

interface RunDrawingProps {
  canvas: React.RefObject<CanvasHandle | null>;
  selection: Selection;
  select: Select;
  folds: Folds;
  onFoldsChange: (folds: Folds) => void;
  onClick: (id: string, how: Clicked) => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
}

function RunDrawing({
  canvas,
  selection,
  select,
  folds,
  onFoldsChange,
  onClick,
  onKeyDown,
}: RunDrawingProps) {
  const { source } = useRunStore();
  const tree = useRunState((state) => state.tree);
  const status = useRunState((state) => state.status);
  const selected = useMemo(() => new Set(selection), [selection]);
  const frame = useFrame(canvas, select);
  // A link to a node shows that node, once there is a drawing.
  const drawn = tree !== null;
  const first = useRef(selection[0] ?? null);
  useEffect(() => {
    if (drawn && first.current !== null) canvas.current?.reveal(first.current);
    if (drawn) first.current = null;
  }, [drawn, canvas]);
  if (status === "unreachable") {
    return (
      <div className="p-6">
        <Notice title="The run cannot be read">
          The server does not answer. This page tries again by itself; check that Espalier is
          running.
        </Notice>
      </div>
    );
  }
  if (tree === null) return <div className="size-full bg-ground" aria-busy="true" />;
  return (
    <div className="relative size-full" {...frame.handlers}>
      <Canvas
        ref={canvas}
        label="Drawing of the run"
        tree={tree}
        source={source}
        folds={folds}
        onFoldsChange={onFoldsChange}
        selected={selected}
        onKeyDown={onKeyDown}
        onSelect={(id, how) => (id === null ? select(NOTHING) : onClick(id, how))}
      />
      {frame.shown}
    </div>
  );
}
