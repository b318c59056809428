"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import type { Workflow } from "@/core/node";
import { createId } from "./create-id";

/** A revision that is saved, and is what is to be run. */
export interface SavedRef {
  workflowId: string;
  revision: number;
}

export interface Submit {
  /** Submits the workflow, as the saved revision that it is, and goes to its run. */
  submit: (workflow: Workflow, saved?: SavedRef | null) => Promise<void>;
  isSubmitting: boolean;
}

/**
 * Runs workflows, and tells `onSubmitted` the id of each run. A second try after an answer that was lost
 * does not run the same workflow twice.
 */
export function useSubmit(onSubmitted?: (runId: string) => void): Submit {
  const router = useRouter();
  const [isSubmitting, setSubmitting] = useState(false);
  const attempt = useRef<{ text: string; key: string } | null>(null);
  async function submit(workflow: Workflow, saved: SavedRef | null = null) {
    const text = JSON.stringify([workflow, saved]);
    if (attempt.current?.text !== text) attempt.current = { text, key: `submit-${createId()}` };
    setSubmitting(true);
    try {
      const idempotencyKey = attempt.current.key;
      const { runId } = await api.runs.submit.mutate({
        ...(saved ?? { workflow }),
        idempotencyKey,
      });
      attempt.current = null;
      onSubmitted?.(runId);
      router.push(`/runs/${runId}`);
    } catch (error) {
      toast.error("The workflow was not run.", { description: errorText(error) });
    } finally {
      setSubmitting(false);
    }
  }
  return { submit, isSubmitting };
}
