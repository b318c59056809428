import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";
import type { Workflow } from "@/core/node";

/** Starts a run of a workflow and goes there. */
export function useSubmit(): [busy: boolean, submit: (workflow: Workflow) => void] {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const submit = (workflow: Workflow) => {
    setBusy(true);
    api.runs.submit
      .mutate({ workflow })
      .then(({ runId }) => router.push(`/runs/${runId}`))
      .catch((error: unknown) => {
        setBusy(false);
        toast.error("The run was not started", { description: errorText(error) });
      });
  };
  return [busy, submit];
}
