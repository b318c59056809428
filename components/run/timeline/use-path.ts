import { useEffect, useMemo } from "react";
import type { LayoutTree } from "@/core/layout/tree";
import {
  criticalPath,
  slackOf,
  spentInAll,
  spentOnPath,
  type Breakdown,
  type PathStep,
} from "@/core/timeline";
import { useRunStore } from "../context";
import { usePastState, usePastStore } from "./context";
import type { Whole } from "./use-whole";

export interface CriticalPath {
  steps: PathStep[];
  byNode: ReadonlyMap<string, PathStep>;
  /** By how much later each node could have ended; of a run that goes on nobody knows. */
  slack: ReadonlyMap<string, number>;
  onPath: Breakdown;
  inAll: Breakdown;
}

/** A live run's path is looked for anew this often. */
const ROUGH_MS = 1_000;

/** What decided how long the run took; lit in the drawing while it is asked for. `null` otherwise. */
export function usePath(
  tree: LayoutTree | null,
  whole: Whole | null,
  isShown: boolean,
): CriticalPath | null {
  const past = usePastStore();
  const run = useRunStore();
  const version = usePastState((state) => state.version);
  const exact = whole?.until ?? 0;
  const until = whole?.isLive === true ? Math.ceil(exact / ROUGH_MS) * ROUGH_MS : exact;
  const from = whole?.from ?? 0;
  const isLive = whole?.isLive ?? false;
  const path = useMemo((): CriticalPath | null => {
    if (!isShown || tree === null || until === 0) return null;
    const lines = past.lines();
    const input = { tree, lines, submittedAt: from, until };
    const steps = criticalPath(input);
    return {
      steps,
      byNode: new Map(steps.map((step) => [step.nodeId, step])),
      slack: isLive ? new Map() : slackBeside(steps, slackOf(tree, lines, until)),
      onPath: spentOnPath(steps, lines, until),
      inAll: spentInAll(input),
    };
    // The lines are changed in place: the version stands for them, and the time while the run goes on.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [past, tree, from, until, isLive, isShown, isLive ? 0 : version]);
  useEffect(() => {
    run.light(path === null ? null : withContainers(path, run.liveView()?.nodes), "path");
  }, [run, path]);
  useEffect(() => () => run.light(null, "path"), [run]);
  return path;
}

/** What made room for the next copy of a map is on the path, though the map does not wait for it. */
function slackBeside(steps: readonly PathStep[], slack: Map<string, number>): Map<string, number> {
  for (const { nodeId } of steps) slack.set(nodeId, 0);
  return slack;
}

type Parents = ReadonlyMap<string, { parentId: string | null }> | undefined;

/** What is on the path is in something, which is lit as well. */
function withContainers({ steps }: CriticalPath, nodes: Parents): Set<string> {
  const lit = new Set<string>();
  for (const { nodeId } of steps) {
    for (let id: string | null = nodeId; id !== null && !lit.has(id);) {
      lit.add(id);
      id = nodes?.get(id)?.parentId ?? null;
    }
  }
  return lit;
}
