"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import { createId } from "@/components/editor/create-id";
import type { GivenArguments } from "@/core/given-arguments";
import type { Problem } from "@/core/problem";

export interface RunSaved {
  /** Runs the newest revision; with nothing missing it goes to the run. */
  run: (workflowId: string, given?: GivenArguments) => Promise<void>;
  busy: boolean;
  /** The workflow that cannot run before somebody gives what is missing. */
  asking: { workflowId: string; nodeIds: readonly string[] } | null;
  stopAsking: () => void;
}

/** Errors of a refusal that a form can mend; null when there are others. */
function nodesToAsk(error: unknown): string[] | null {
  const data = error instanceof Error && "data" in error ? error.data : null;
  const { problems = [] } = (data ?? {}) as { problems?: Problem[] };
  const errors = problems.filter(({ severity }) => severity === "error");
  const isMissing = ({ code, nodeId }: Problem) => code === "ARGUMENT_MISSING" && nodeId;
  if (errors.length === 0 || !errors.every(isMissing)) return null;
  return [...new Set(errors.flatMap(({ nodeId }) => nodeId ?? []))];
}

/** Runs saved workflows from a list, and finds out what has to be asked for first. */
export function useRunSaved(): RunSaved {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<RunSaved["asking"]>(null);
  const attempt = useRef<{ text: string; key: string } | null>(null);
  async function run(workflowId: string, given: GivenArguments = {}) {
    const text = JSON.stringify([workflowId, given]);
    // A second try after an answer that was lost does not run it twice.
    if (attempt.current?.text !== text) attempt.current = { text, key: `saved-${createId()}` };
    setBusy(true);
    try {
      const { runId } = await api.runs.submit.mutate({
        ...{ workflowId, arguments: given },
        idempotencyKey: attempt.current.key,
      });
      attempt.current = null;
      setAsking(null);
      router.push(`/runs/${runId}`);
    } catch (error) {
      const nodeIds = nodesToAsk(error);
      if (nodeIds !== null && Object.keys(given).length === 0) setAsking({ workflowId, nodeIds });
      else {
        toast.error("The workflow was not run.", {
          description: errorText(error),
          action: { label: "Open it", onClick: () => router.push(`/workflows/${workflowId}`) },
        });
      }
    } finally {
      setBusy(false);
    }
  }
  return { run, busy, asking, stopAsking: () => setAsking(null) };
}
