"use client";
/** Problems as places to go to, and their fixes as deeds. */
import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { useTasks } from "@/components/api/use-tasks";
import type { Fix } from "@/core/fixes/fix";
import { fixesOf } from "@/core/fixes/fixes";
import type { Problem } from "@/core/problem";
import { knownTasks } from "./local-check";
import { aimAt } from "./placing";
import { goToProblem } from "./problem-going";
import { useEditorShared, type EditorShared } from "./use-editor";

/** Carries out what is done in the editor. */
function carryOut(fix: Exclude<Fix, { kind: "workers" }>, { store, focus }: EditorShared): void {
  const { command, select, aim } = store.getState();
  switch (fix.kind) {
    case "edit":
      if (command(fix.label, fix.command)) focus.node(store.getState().selection.at(-1) ?? null);
      return;
    case "go":
      select([fix.nodeId]);
      return focus.node(fix.nodeId);
    case "field":
      select([fix.nodeId]);
      return focus.field(fix.field);
    case "pick":
      select([fix.nodeId]);
      if (fix.how === "replace") aim({ kind: "replace", nodeId: fix.nodeId });
      else if (!aimAt(store, { verb: "inside", nodeId: fix.nodeId })) return;
      return focus.palette();
  }
}

export interface Fixes {
  of: (problem: Problem) => Fix[];
  carryOut: (problem: Problem, fix: Fix) => void;
  /** Selects the problem's node and opens the field it lies in. */
  goTo: (problem: Problem) => void;
}

/** What can be done about the problems of this editor's document. */
export function useFixes(): Fixes {
  const shared = useEditorShared();
  const { data: infos } = useTasks();
  const router = useRouter();
  const find = useCallback(
    (problem: Problem) =>
      infos === undefined
        ? []
        : fixesOf(problem, {
            document: shared.store.getState().document,
            tasks: knownTasks(infos),
          }),
    [shared, infos],
  );
  return useMemo(
    () => ({
      of: find,
      carryOut(problem, fix) {
        // What was typed since it was shown counts: the same fix of the document as it is now.
        const now = find(problem).find(({ label }) => label === fix.label);
        // The draft waits in the tab.
        if (now?.kind === "workers") router.push("/workers");
        else if (now !== undefined) carryOut(now, shared);
      },
      goTo: (problem) => goToProblem(shared, problem),
    }),
    [find, shared, router],
  );
}
