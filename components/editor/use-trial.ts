"use client";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { api, errorText } from "@/components/api/client";
import { apiRunPort } from "@/components/run/run-port";
import { createRunStore, type RunStore } from "@/components/run/run-store";
import { takesInput, trialWorkflow } from "@/core/edits/trial";
import type { Workflow } from "@/core/node";
import { DEFAULT_LIMITS } from "@/core/problem";
import { validateAgainst } from "@/core/validate";
import type { KnownTasks } from "@/core/validate/known-tasks";
import { knownTasks, latestTasks } from "./local-check";
import type { TrialState } from "./trial-store";
import { useEditorShared, type EditorShared } from "./use-editor";

/** A part of what was tried with the draft. */
export function useTrials<T>(select: (state: TrialState) => T): T {
  return useStore(useEditorShared().trials, select);
}

/** Runs the node that is looked at by itself. Gives why it could not, or null. */
export async function testSelected({ store, trials }: EditorShared): Promise<string | null> {
  const { document, selection } = store.getState();
  const id = selection.at(-1);
  if (id === undefined) return "Select the node to test.";
  const pin = takesInput(document, id) ? (trials.getState().pins[id] ?? null) : null;
  const workflow = trialWorkflow(document, id, pin);
  try {
    const tasks = latestTasks() ?? knownTasks(await api.tasks.list.query());
    const problem = problemOf(workflow, tasks);
    if (problem !== null) return problem;
    const { runId } = await api.runs.submit.mutate({ workflow });
    trials.getState().noteTrial(id, { runId, input: pin && JSON.stringify(pin.value) });
    return null;
  } catch (error) {
    return errorText(error);
  }
}

/** Why the server would refuse it, as far as the browser can tell. */
function problemOf(workflow: Workflow, tasks: KnownTasks): string | null {
  const problems = validateAgainst(workflow, { tasks, limits: DEFAULT_LIMITS });
  return problems.find(({ severity }) => severity === "error")?.message ?? null;
}

/** A run that is followed as long as the component is there; give it another `key` for another run. */
export function useFollowedRun(runId: string): RunStore {
  const [run] = useState(() => createRunStore(followOptions(runId)));
  useEffect(() => {
    run.start();
    return () => run.close();
  }, [run]);
  return run;
}

/** Beside the page's own matter: the mark in the top bar does not speak of it. */
export function followOptions(runId: string) {
  return {
    runId,
    port: apiRunPort,
    schedule: (flush: () => void) => void requestAnimationFrame(flush),
    onConnection: () => undefined,
  };
}
