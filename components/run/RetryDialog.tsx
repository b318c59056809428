"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, errorText } from "@/components/api/client";
import { Notice } from "@/components/ui/Notice";
import { Select } from "@/components/ui/Select";
import type { NodeView } from "@/core/snapshot";
import { retry } from "./actions";
import type { RetryPlan, RetryScope } from "./actions";
import { useRunStore } from "./context";
import { NodeList } from "./NodeList";
import { PreviewDialog } from "./PreviewDialog";
import { useHarm } from "./use-harm";
import { useMarks, type MarkedNodes } from "./use-marks";
import { useDeed } from "./use-deed";

interface RetryDialogProps {
  plan: RetryPlan;
  onClose: () => void;
}

const SCOPES: { value: RetryScope; label: string }[] = [
  { value: "node", label: "This step alone" },
  { value: "failed", label: "All that failed or was revoked in it" },
  { value: "from", label: "From here on, all anew" },
];

/** Shows what a retry would run and what it keeps, in words and on the drawing, before it does it. */
export function RetryDialog({ plan, onClose }: RetryDialogProps) {
  const run = useRunStore();
  const [scope, setScope] = useState<RetryScope>(plan.scope);
  const [busy, deed] = useDeed();
  const chosen: RetryPlan = { ...plan, scope };
  // Somebody else may mend it while this is open: what is shown is what would be done now.
  const harm = useHarm();
  const preview = useQuery({
    queryKey: ["retry", chosen, harm],
    // While it is done there is nothing to ask any more.
    enabled: !busy,
    placeholderData: (before) => before,
    queryFn: () => api.runs.retry.mutate({ ...chosen, dryRun: true }),
    staleTime: 0,
    gcTime: 0,
  });
  const answer = preview.error === null ? preview.data : undefined;
  useMarks(answer, marksOf);

  const start = () =>
    deed(async () => {
      if (await retry(chosen)) onClose();
      else await preview.refetch();
    });

  return (
    <PreviewDialog
      title={plan.scope === "from" ? "Run again" : "Retry"}
      description="What succeeded and is not asked for keeps its result."
      deed={{
        label: "Retry now",
        disabled: busy || answer === undefined || answer.willRun.length === 0,
        onClick: start,
      }}
      onClose={onClose}
    >
      {plan.nodeId === undefined ? null : (
        <Select
          label="What to run"
          options={scopesFor(run.node(plan.nodeId), plan.args !== undefined)}
          value={scope}
          onValueChange={setScope}
        />
      )}
      {preview.error === null ? null : (
        <Notice title="This cannot be retried">{errorText(preview.error)}</Notice>
      )}
      {answer === undefined ? (
        <p className="h-40 text-soft" aria-busy={preview.isPending}>
          {preview.isPending ? "Working out what would run" : ""}
        </p>
      ) : (
        <>
          <NodeList title="Will run" ids={answer.willRun} empty="Nothing would run." />
          <NodeList title="Kept" ids={answer.kept} empty="Nothing is kept." />
          {answer.refused === undefined || answer.refused.length === 0 ? null : (
            <NodeList title="Nothing to retry" ids={answer.refused} empty="" />
          )}
        </>
      )}
    </PreviewDialog>
  );
}

function marksOf({ kept, willRun }: { kept: string[]; willRun: string[] }): MarkedNodes {
  return [
    ["kept", kept],
    ["willRun", willRun],
  ];
}

/**
 * A container has no turn of its own to repeat; what succeeded runs anew only with all that follows; edited
 * arguments belong to a step that surely runs.
 */
function scopesFor(view: NodeView | undefined, edited: boolean) {
  const not = new Set<RetryScope>();
  if (view?.kind !== "task") not.add("node");
  else not.add("failed");
  if (view?.state === "succeeded") not.add("node").add("failed");
  if (edited) not.add("failed");
  return SCOPES.filter(({ value }) => !not.has(value));
}
