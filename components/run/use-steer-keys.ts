import { useEffect, useEffectEvent } from "react";
import type { KeyboardEvent, RefObject } from "react";
import type { CanvasHandle } from "@/components/canvas/types";
import { hasSingleKeys } from "@/components/editor/key-settings";
import { pause, resume, revoke, type RetryPlan } from "./actions";
import type { Folds } from "@/core/layout/types";
import { useRunStore } from "./context";
import { foldByKey, type FoldAction } from "./fold-keys";
import { retryPlan } from "./retry-plan";
import { steerAction, type SteerAction } from "./run-keys";
import {
  canSucceed,
  extendSelection,
  leavesOf,
  notBegun,
  NOTHING,
  type Selection,
} from "./selection";
import type { RunFilter } from "./use-filter";
import type { Select } from "./use-selection";

interface Keys {
  runId: string;
  selection: Selection;
  select: Select;
  filter: RunFilter;
  canvas: RefObject<CanvasHandle | null>;
  folds: Folds;
  setFolds: (folds: Folds) => void;
  onRetry: (plan: RetryPlan) => void;
  onSucceed: (nodeId: string) => void;
}

/**
 * The keys that select and act, wherever nothing is typed or read. The drawing has to hear them first: with
 * Shift the arrows are not its own.
 */
export function useSteerKeys(keys: Keys): (event: KeyboardEvent) => void {
  const act = useSteering(keys);
  const onKey = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (event.defaultPrevented || isElsewhere(event.target)) return;
    const action = steerAction(event);
    const isSingle = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (action === null || (isSingle && !hasSingleKeys())) return;
    event.preventDefault();
    act(action);
  };
  const onAnyKey = useEffectEvent(onKey);
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => onAnyKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return onKey;
}

const ELSEWHERE =
  "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [data-reading]";

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(ELSEWHERE) !== null;
}

/** What acts does nothing while a moment that is over is shown. */
const SELECTS: ReadonlySet<SteerAction> = new Set([
  "extendNext",
  "extendBack",
  "selectAll",
  "nothing",
  "fold",
  "unfold",
  "foldAll",
  "unfoldAll",
  "fit",
]);

function useSteering(keys: Keys): (action: SteerAction) => void {
  const { runId, selection, select, filter, canvas, folds, setFolds, onRetry, onSucceed } = keys;
  const run = useRunStore();
  const leaves = () => {
    const { tree } = run.store.getState();
    return tree === null ? [] : leavesOf(tree);
  };
  const extend = (by: 1 | -1) => {
    select((before) => extendSelection(before, leaves(), by));
  };
  const fold = (action: FoldAction) => {
    const { tree } = run.store.getState();
    if (tree === null) return;
    const next = foldByKey(action, { tree, folds, selected: selection[0] ?? null });
    if (next.selected !== null) {
      canvas.current?.hold([next.selected]);
      if (next.selected !== selection[0]) select([next.selected]);
    }
    setFolds(next.folds);
  };
  const planFor = ([first, ...others]: Selection): RetryPlan | null => {
    if (first === undefined) return { runId, scope: "failed" };
    if (others.length > 0) return { runId, nodeIds: [first, ...others], scope: "node" };
    const view = run.node(first);
    return view === undefined ? null : retryPlan(runId, view);
  };
  const deeds: { [action in SteerAction]: () => void } = {
    extendNext: () => extend(1),
    extendBack: () => extend(-1),
    selectAll: () => select(filter.found?.matches ?? leaves()),
    nothing: () => select(NOTHING),
    retry: () => {
      const plan = planFor(selection);
      if (plan !== null) onRetry(plan);
    },
    succeed: () => {
      const [only] = selection;
      const view = only === undefined ? undefined : run.node(only);
      if (selection.length === 1 && view !== undefined && canSucceed(view)) onSucceed(view.id);
    },
    revoke: () => {
      const open = selection.filter((id) => run.node(id)?.settled === false);
      if (open.length === 0) return;
      void revoke({ runId, nodeIds: open, notBegun: notBegun(run.nodes(), open) });
    },
    hold: () => {
      const { run: summary } = run.store.getState();
      if (summary === null || summary.settled) return;
      void (summary.paused ? resume(runId) : pause(runId));
    },
    fold: () => fold("fold"),
    unfold: () => fold("unfold"),
    foldAll: () => fold("foldAll"),
    unfoldAll: () => fold("unfoldAll"),
    fit: () => canvas.current?.fit(),
  };
  return (action) => {
    if (SELECTS.has(action) || !run.store.getState().isPast) deeds[action]();
  };
}
