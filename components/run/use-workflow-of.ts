import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { api, errorText } from "@/components/api/client";

/** What can be done with the workflow of a run: the same once more as a run of its own, or another from it. */
export function useWorkflowOf(runId: string) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const runAsNew = async () => {
    setBusy(true);
    try {
      const workflow = await api.runs.workflow.query({ runId });
      const begun = await api.runs.submit.mutate({ workflow });
      router.push(`/runs/${begun.runId}`);
      toast.success("A new run of the same workflow was started");
    } catch (error) {
      setBusy(false);
      toast.error("No new run was started", { description: errorText(error) });
    }
  };
  const openInEditor = () => router.push(`/workflows/new?run=${encodeURIComponent(runId)}`);
  return { busy, runAsNew: () => void runAsNew(), openInEditor };
}
