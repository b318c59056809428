"use client";
import { useEffect, useState } from "react";
import { api } from "@/components/api/client";
import type { NodeSource } from "@/components/canvas/types";
import { createRunStore, type RunStore } from "@/components/run/run-store";
import { createTriedSource } from "./tried-source";
import { printOf } from "./trial-store";
import { useEditorShared } from "./use-editor";
import { followOptions, useTrials } from "./use-trial";

/** Results are asked for one by one: this many are shown on the drawing, the others in the run. */
const MAX_RESULTS = 200;
/** Characters of a result that a node has room for. */
const BRIEF = 60;

function inBrief(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return `→ ${text.length > BRIEF ? `${text.slice(0, BRIEF)}…` : text}`;
}

/** The results of tasks that succeeded, as they come. */
function watchResults(run: RunStore, runId: string, tell: (all: Map<string, string>) => void) {
  const asked = new Set<string>();
  const results = new Map<string, string>();
  let isOver = false;
  const look = () => {
    for (const { id, kind, state } of run.nodes()) {
      if (kind !== "task" || state !== "succeeded" || asked.has(id)) continue;
      if (asked.size >= MAX_RESULTS) return;
      asked.add(id);
      void api.runs.result.query({ runId, nodeId: id }).then(
        ({ value }) => {
          if (isOver || value === undefined) return;
          results.set(id, inBrief(value));
          tell(new Map(results));
        },
        // A result that cannot be read is not shown; the run itself says why.
        () => undefined,
      );
    }
  };
  const leave = run.source.subscribeAll(look);
  return () => {
    isOver = true;
    leave();
  };
}

/** The draft's faces with pins, and with the last run while it is shown. */
export function useTried(faces: NodeSource): NodeSource {
  const [source] = useState(() => createTriedSource(faces));
  const { store, trials } = useEditorShared();
  const pins = useTrials((state) => state.pins);
  const lastRun = useTrials((state) => state.lastRun);
  const isShown = useTrials((state) => state.isShown);
  useEffect(() => source.setLayer({ pins }), [source, pins]);
  useEffect(() => {
    if (!isShown || lastRun === null) return undefined;
    const run = createRunStore(followOptions(lastRun));
    const leave = watchResults(run, lastRun, (results) => source.setLayer({ results }));
    source.setLayer({
      run: run.source,
      isSame(id) {
        const own = store.getState().document.nodes[id]?.own;
        return own !== undefined && trials.getState().ranAs[id] === printOf(own);
      },
    });
    run.start();
    return () => {
      leave();
      run.close();
      source.setLayer({ run: null, results: new Map() });
    };
  }, [source, store, trials, lastRun, isShown]);
  return source;
}
