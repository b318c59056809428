"use client";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { api, errorText } from "@/components/api/client";
import { apiRunPort } from "@/components/run/run-port";
import { createRunStore, type RunStore } from "@/components/run/run-store";
import { takesInput, trialWorkflow } from "@/core/edits/trial";
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
  try {
    const { runId } = await api.runs.submit.mutate({ workflow: trialWorkflow(document, id, pin) });
    trials.getState().noteTrial(id, { runId, input: pin && JSON.stringify(pin.value) });
    return null;
  } catch (error) {
    return errorText(error);
  }
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
